"""What goes wrong with machines: a mail server that is away, a round cut off, a killed sender."""

from datetime import timedelta

import pytest

from kring.digests.actions import PEOPLE, begin_rounds, build_part
from kring.digests.models import Digest, Round
from kring.digests.tests.make import make_round, morning, send_digests, want_daily
from kring.groups.actions.owning import remove_member
from kring.infra.models import Mail, MailState
from kring.notifications.actions import note_told
from kring.timelines.actions.dials import set_dial
from kring.timelines.models import Setting
from kring.timelines.rules import Turn
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_late_digests_are_merged_into_one(cast: Cast) -> None:
    want_daily(cast, "member")
    for day in range(3):  # nobody sends: the mail server is away
        cast.publish("owner", "closed", title=f"Dag {day}")
        cast.now += timedelta(days=1)
        make_round(morning(cast, 0))
    assert Mail.objects.filter(kind="digest", state=MailState.WAITING).count() == 3
    (letter,) = send_digests(morning(cast, 0))
    assert [f"Dag {day}" in letter.body for day in range(3)] == [True] * 3
    assert send_digests(morning(cast)) == []


def test_machine_that_was_off_for_days_makes_one(cast: Cast) -> None:
    want_daily(cast, "member")
    cast.publish("owner", "closed", title="Lang geleden")
    assert len(send_digests(morning(cast, 9))) == 1
    assert send_digests(morning(cast, 9) + timedelta(hours=1)) == []


def test_clock_an_hour_back_and_ahead_makes_no_second(cast: Cast) -> None:
    want_daily(cast, "member")
    cast.publish("owner", "closed", title="Een keer")
    now = morning(cast).replace(hour=7, minute=1)  # eight here
    assert len(send_digests(now)) == 1
    cast.publish("owner", "closed", title="Daarna")
    assert [send_digests(now + timedelta(hours=step)) for step in (-1, 0, 1, 0, -1)] == [[]] * 5


def test_what_may_have_left_is_not_told_again(cast: Cast) -> None:
    want_daily(cast, "member")
    cast.publish("owner", "closed", title="Onzeker")
    make_round(morning(cast))
    Mail.objects.filter(kind="digest").update(state=MailState.UNCERTAIN, done_at=morning(cast))
    assert send_digests(morning(cast, 2)) == []


def test_what_could_not_be_sent_for_days_goes_with_the_next(cast: Cast) -> None:
    want_daily(cast, "member")
    cast.publish("owner", "closed", title="Bleef liggen")
    make_round(morning(cast))
    Mail.objects.filter(kind="digest").update(state=MailState.FAILED, done_at=morning(cast))
    (letter,) = send_digests(morning(cast, 6))
    assert "Bleef liggen" in letter.body


def test_round_that_was_cut_off_goes_on_where_it_was(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    want_daily(cast, "member", "owner", "guest")
    cast.publish("outsider", title="Voor allen")
    cast.publish("owner", "closed", title="Besloten")
    monkeypatch.setattr("kring.digests.actions.PEOPLE", 1)
    (round_id,) = begin_rounds(now=morning(cast))
    build_part(round_id=round_id, now=morning(cast))  # and then it is killed
    assert Mail.objects.filter(kind="digest").count() == 1
    assert PEOPLE > 1
    assert begin_rounds(now=morning(cast) + timedelta(minutes=5)) == [round_id]
    while build_part(round_id=round_id, now=morning(cast) + timedelta(minutes=5)):
        pass
    assert Mail.objects.filter(kind="digest").count() == Digest.objects.count() == 3
    assert not Round.objects.filter(after__isnull=False).exists()


def test_rights_that_end_while_a_digest_waits_end_in_it(cast: Cast) -> None:
    want_daily(cast, "member")
    cast.publish("owner", "closed", title="Besloten zaak")
    make_round(morning(cast))
    remove_member(
        actor=cast.viewer("owner"),
        group_id=cast.groups["closed"].pk,
        person_id=cast.member.pk,
        now=cast.later,
    )
    assert send_digests(morning(cast)) == []
    assert Mail.objects.get(kind="digest").state == MailState.DROPPED


def test_what_was_told_by_another_road_meanwhile_is_left_out(cast: Cast) -> None:
    want_daily(cast, "member")
    thread = cast.publish("owner", "closed", title="Al per mail")
    make_round(morning(cast))
    note_told(pairs=[(cast.member.pk, thread.pk)], road="mail", upto=cast.later)
    assert send_digests(morning(cast)) == []


@pytest.mark.parametrize(
    ("setting", "comes"), [(Setting.DIGEST, True), (Setting.NOT, False), (Setting.LESS, False)]
)
def test_digest_obeys_the_dial(cast: Cast, setting: Setting, comes: bool) -> None:
    want_daily(cast, "outsider")
    cast.publish("colleague", title="Uit de hele organisatie")
    turn = Turn(cast.colleague.pk, "", setting)
    set_dial(reader=cast.viewer("outsider"), turn=turn, now=cast.now)
    came = send_digests(morning(cast))
    assert len(came) == comes
    assert not [one for one in came if "In de hele organisatie" in one.body]  # it was chosen

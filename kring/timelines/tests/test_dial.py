"""The dial: more, less, only in the digest, or not; at once, for a while or always, and back."""

from datetime import timedelta

import pytest

from kring.discussion.actions.comments import write_comment
from kring.discussion.actions.follows import follow_thread
from kring.kit.clock import until_of, utcnow
from kring.timelines.actions import forget_past_dials, set_dial
from kring.timelines.models import ANY_STREAM, Dial, Setting, Subscription
from kring.timelines.queries import Lane, dials, digest_only, fresh_count, page, targets
from kring.timelines.rules import Flow, Turn, change_a_week
from kring.topics.models import Topic

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def titles(cast, role="employee"):
    return [card.title for card in page(cast.viewer(role), Lane()).cards]


def turn(cast, stream, setting, kind="", until=None, role="employee"):
    return set_dial(reader=cast.viewer(role), turn=Turn(stream, kind, setting, until), now=cast.now)


@pytest.fixture
def placed(cast):
    """Two questions and a message by one colleague, one of them about a topic."""
    cast.publish("colleague", title="Markt?", topics=("markt",))
    cast.now += timedelta(minutes=1)
    cast.publish("colleague", title="Weg?")
    cast.now += timedelta(minutes=1)
    cast.publish("colleague", title="Dag", kind="message")
    return Topic.objects.get(slug="markt")


@pytest.mark.parametrize("setting", [Setting.NOT, Setting.DIGEST])
def test_nothing_of_a_person_comes_by(cast, placed, setting):
    turn(cast, cast.colleague.pk, setting)
    assert titles(cast) == []
    assert fresh_count(cast.viewer("employee"), Lane(), cast.now - DAY) == 0


def test_nothing_of_a_kind_comes_by_wherever_it_stands(cast, placed):
    turn(cast, ANY_STREAM, Setting.NOT, "question")
    assert titles(cast) == ["Dag"]


def test_the_nearer_dial_wins(cast, placed):
    turn(cast, cast.colleague.pk, Setting.NOT)
    turn(cast, cast.colleague.pk, Setting.MORE, "question")
    assert titles(cast) == ["Weg?", "Markt?"]


def test_less_keeps_what_gets_many_reactions(cast, placed):
    turn(cast, cast.colleague.pk, Setting.LESS)
    assert titles(cast) == []
    thread = cast.publish("colleague", title="Druk?")
    for role in ("owner", "member", "outsider"):
        write_comment(
            thread_id=thread.pk, source="Ja.", kind="comment", writer=cast.viewer(role), now=cast.now
        )
    assert titles(cast) == ["Druk?"]


def test_what_one_follows_comes_by_whatever_the_dial_of_its_writer(cast, placed):
    turn(cast, cast.colleague.pk, Setting.NOT)
    thread = cast.publish("colleague", title="Deze wel?")
    follow_thread(thread_id=thread.pk, follower=cast.viewer("employee"), now=cast.now)
    assert titles(cast) == ["Deze wel?"]


def test_more_of_a_topic_brings_it_with_its_reason(cast, placed):
    turn(cast, cast.colleague.pk, Setting.NOT)
    turn(cast, placed.pk, Setting.MORE)
    assert titles(cast) == ["Markt?"]  # the nearer dial wins here too
    turn(cast, cast.colleague.pk, None)
    Subscription.objects.filter(account=cast.employee.pk).exclude(stream=placed.pk).delete()
    [card] = page(cast.viewer("employee"), Lane()).cards
    assert (card.title, card.reason.link_text) == ("Markt?", "#markt")


def test_it_holds_for_its_time(cast, placed):
    turn(cast, cast.colleague.pk, Setting.NOT, until=utcnow() + DAY)
    assert titles(cast) == []
    Dial.objects.update(until=utcnow() - DAY)
    assert len(titles(cast)) == 3
    assert dials(cast.viewer("employee"), utcnow()) == ()


def test_more_for_a_while_ends_by_itself_and_is_forgotten(cast, placed):
    turn(cast, placed.pk, Setting.MORE, until=utcnow() + DAY)
    own = Subscription.objects.filter(account=cast.employee.pk, stream=placed.pk)
    assert own.get().until is not None
    assert forget_past_dials(before=utcnow() + 2 * DAY) == 1
    assert not own.exists()


def test_undo_gives_back_what_it_was(cast, placed):
    turn(cast, placed.pk, Setting.LESS)
    was = turn(cast, placed.pk, Setting.NOT)
    assert was == Turn(placed.pk, "", Setting.LESS)
    assert turn(cast, placed.pk, None).setting is Setting.NOT
    assert not Dial.objects.exists()


def test_what_is_for_the_digest_is_told_to_it(cast, placed):
    turn(cast, placed.pk, Setting.DIGEST)
    turn(cast, cast.colleague.pk, Setting.NOT)
    assert digest_only([cast.employee.pk], cast.now) == [(cast.employee.pk, placed.pk, "")]


def test_an_item_offers_its_topics_group_writer_and_kind(cast):
    thread = cast.publish("owner", "open", title="Buiten?", topics=("markt",))
    title, found = targets(cast.viewer("member"), thread.pk)
    assert title == "Buiten?"
    assert [one.about for one in found][:2] == ["#markt", "Groep open"]
    assert found[-1].stream == ANY_STREAM


def test_an_item_of_a_closed_group_offers_no_topic_since_it_stands_in_none(cast):
    thread = cast.publish("owner", "closed", title="Binnen?", topics=("markt",))
    assert targets(cast.viewer("member"), thread.pk)[1][0].about == "Groep closed"


@pytest.mark.parametrize(
    ("setting", "flow", "change"),
    [
        (Setting.NOT, Flow(24, 4, listened=True), -6),
        (Setting.LESS, Flow(24, 4, listened=True), -5),
        (Setting.DIGEST, Flow(1, 0, listened=True), -1),
        (Setting.MORE, Flow(24, 4, listened=False), 6),
        (Setting.MORE, Flow(24, 4, listened=True), 0),
        (Setting.NOT, Flow(0, 0, listened=True), 0),
    ],
)
def test_what_a_dial_changes_a_week(setting, flow, change):
    assert change_a_week(setting, flow) == change


def test_how_long_it_holds(cast):
    assert until_of("week", cast.now) == cast.now + 7 * DAY
    assert until_of("always", cast.now) is None


def test_the_page_says_what_changes_and_how_to_take_it_back(cast, client):
    cast.now = utcnow() - DAY
    for number in range(4):
        thread = cast.publish("colleague", title=f"Vraag {number}?")
    client.force_login(cast.employee)
    assert "Jeroen Bakker" in client.get(f"/timeline/dials/{thread.pk}/").content.decode()
    sent = {"target": f"{cast.colleague.pk}/", "setting": "4", "long": "week"}
    shown = client.post("/timeline/dials/", sent, follow=True).content.decode()
    assert "Ongeveer 1 bericht per week minder." in shown
    assert "/timeline/dials/?" in shown
    assert client.post("/timeline/dials/", {"stream": "x", "setting": "4"}).status_code == 400
    fast = client.post("/timeline/dials/", sent, headers={"HX-Request": "true"})
    assert (fast.status_code, "minder" in fast["X-Said"]) == (204, True)

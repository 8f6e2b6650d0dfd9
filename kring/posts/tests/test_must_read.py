"""Must-read: asked by who may, until a day; who read it is nobody's business."""

from datetime import timedelta

import pytest

from kring.discussion.actions.moving import move_thread
from kring.discussion.actions.threads import delete_thread
from kring.discussion.rules import Standing
from kring.identity.actions import NewAccount, create_account, grant_role
from kring.identity.models import Role
from kring.identity.rules import may_see_figures
from kring.infra.models import Event
from kring.infra.verdict import Refused, Unseen
from kring.kit.names import split_name
from kring.kit.smallnumber import Share
from kring.posts.actions import acknowledge, release_reading, require_reading, settle_must_reads
from kring.posts.models import Acknowledged, MustRead
from kring.posts.queries import must_read_of, to_read
from kring.posts.queries.must_read import reading_figure
from kring.posts.rules import (
    may_acknowledge,
    may_read_until,
    may_require_reading,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def asked(cast, who="community_manager", where="", days=7):
    """A message that must be read for so many days."""
    thread = cast.publish(who, where, kind="message", title="Nieuwe regels voor thuiswerken")
    ask(cast, thread, who, days)
    return thread


def ask(cast, thread, who="community_manager", days=7):
    until = cast.now.date() + days * DAY
    require_reading(thread_id=thread.pk, until=until, sender=cast.viewer(who), now=cast.now)


def say(cast, thread, *readers, on=True):
    for who in readers:
        acknowledge(thread_id=thread.pk, reader=cast.viewer(who), on=on, now=cast.now)


def release(cast, thread, who="community_manager"):
    release_reading(thread_id=thread.pk, sender=cast.viewer(who), now=cast.now)


def seen(cast, thread, who):
    return must_read_of(cast.viewer(who), thread.pk, cast.now)


def waiting(cast, who):
    return [one.id for one in to_read(cast.viewer(who), cast.now)]


def crowd(cast, many):
    """Colleagues who do nothing but be there; they join the cast."""
    for number in range(many):
        new = NewAccount(email=f"c{number}@waterrijk.example", name=split_name(f"Kim Nummer{number}"))
        cast.accounts[f"c{number}"] = create_account(person=new, by=None, now=cast.now)
    return [f"c{number}" for number in range(many)]


def test_it_waits_for_the_reader_until_read_and_comes_back_when_that_was_a_slip(cast):
    thread = asked(cast)
    assert waiting(cast, "employee") == [thread.pk]
    say(cast, thread, "employee", "employee")
    assert (waiting(cast, "employee"), seen(cast, thread, "employee").done) == ([], True)
    say(cast, thread, "employee", on=False)
    assert (waiting(cast, "employee"), seen(cast, thread, "employee").done) == ([thread.pk], False)


def test_it_is_asked_of_whom_it_is_meant_for_and_not_of_the_writer(cast):
    thread = asked(cast, "owner", "open")
    assert waiting(cast, "member") == waiting(cast, "guest") == [thread.pk]
    assert waiting(cast, "outsider") == waiting(cast, "owner") == []
    assert not seen(cast, thread, "outsider").asked
    for who in ("outsider", "owner"):
        with pytest.raises(Refused):
            say(cast, thread, who)


def test_outsiders_of_a_closed_group_meet_nothing(cast):
    thread = asked(cast, "owner", "closed")
    assert (waiting(cast, "outsider"), seen(cast, thread, "outsider")) == ([], None)
    with pytest.raises(Unseen):
        say(cast, thread, "outsider")


def test_it_ends_by_itself_after_its_last_day(cast):
    thread = asked(cast, days=1)
    cast.now += DAY
    assert waiting(cast, "employee") == [thread.pk]
    cast.now += DAY
    assert (waiting(cast, "employee"), seen(cast, thread, "employee")) == ([], None)
    with pytest.raises(Refused):
        say(cast, thread, "employee")


def test_a_removed_message_waits_for_nobody(cast):
    thread = asked(cast)
    delete_thread(thread_id=thread.pk, remover=cast.viewer("community_manager"), now=cast.now)
    assert waiting(cast, "employee") == []


def test_at_the_end_two_numbers_are_left_and_no_names(cast):
    thread = asked(cast)
    say(cast, thread, "employee", "member")
    settle_must_reads(now=cast.now)
    assert Acknowledged.objects.count() == 2
    settle_must_reads(now=cast.now + 8 * DAY)
    row = MustRead.objects.get()
    assert (row.acknowledged, Acknowledged.objects.count()) == (2, 0)
    colleagues = [who for who in cast.accounts if "everyone" in cast.viewer(who).tokens]
    assert row.people == len(colleagues) - 1


def test_guests_read_it_and_are_not_counted(cast):
    thread = asked(cast, "owner", "closed")
    say(cast, thread, "guest", "member")
    settle_must_reads(now=cast.now + 8 * DAY)
    row = MustRead.objects.get()
    assert (row.acknowledged, row.people) == (1, 1)


def test_only_the_sender_sees_a_share_and_never_who(cast):
    thread = asked(cast)
    say(cast, thread, "employee")
    told = seen(cast, thread, "community_manager").sender
    assert (told.share, told.this_month, told.is_final) == (None, 1, False)
    for who in ("employee", "administrator", "owner", "moderator", "works_council"):
        assert seen(cast, thread, who).sender is None


def test_share_goes_in_steps_until_its_end(cast):
    others = crowd(cast, 40 - seen_people(cast))
    thread = asked(cast)
    shares = []
    for who in others[:16]:
        say(cast, thread, who)
        shares.append(seen(cast, thread, "community_manager").sender.share)
    assert shares == 6 * [Share(18, "less")] + 7 * [Share(18)] + 3 * [Share(35)]
    settle_must_reads(now=cast.now + 8 * DAY)
    told = seen(cast, thread, "community_manager").sender
    assert (told.share, told.people, told.is_final) == (Share(40), 40, True)


def seen_people(cast):
    """How many colleagues a message for everyone concerns."""
    return sum("everyone" in cast.viewer(who).tokens for who in cast.accounts) - 1


def test_asked_again_only_the_day_changes(cast):
    thread = asked(cast)
    say(cast, thread, "employee")
    ask(cast, thread, days=14)
    assert MustRead.objects.get().until == cast.now.date() + 14 * DAY
    assert waiting(cast, "employee") == []
    cast.now += 15 * DAY
    ask(cast, thread)
    assert MustRead.objects.count() == 2
    assert waiting(cast, "employee") == [thread.pk]


def test_taken_back_at_once_it_never_was_and_later_it_ends(cast):
    thread = asked(cast)
    release(cast, thread)
    release(cast, thread)
    assert not MustRead.objects.exists()
    ask(cast, thread)
    cast.now += DAY
    release(cast, thread)
    row = MustRead.objects.get()
    assert (row.until, row.acknowledged, waiting(cast, "employee")) == (cast.now.date(), 0, [])
    assert seen(cast, thread, "community_manager").sender.is_final


def test_a_message_that_moves_is_asked_of_nobody(cast):
    thread = asked(cast, "owner", "closed")
    move_thread(
        thread_id=thread.pk, where=cast.groups["hidden"].slug, mover=cast.viewer("owner"), now=cast.now
    )
    assert waiting(cast, "member") == []


def test_saying_that_one_read_it_is_no_event(cast):
    thread = asked(cast)
    before = Event.objects.count()
    say(cast, thread, "employee")
    assert Event.objects.count() == before


def test_figure_is_acknowledged_of_concerned_over_what_ended(cast):
    begin, ended = cast.now.date(), cast.now.date() + 8 * DAY
    thread, gone = asked(cast), asked(cast)
    MustRead.objects.filter(thread=thread).update(people=40, acknowledged=22)
    for people, read in ((43, 20), (9, 9)):  # the second is about too few people
        MustRead.objects.create(
            thread=thread, by_id=cast.owner.pk, at=cast.now, until=begin, people=people, acknowledged=read
        )
    MustRead.objects.filter(thread=gone).update(people=99, acknowledged=99)
    delete_thread(thread_id=gone.pk, remover=cast.viewer("community_manager"), now=cast.now)
    told = reading_figure(cast.viewer("community_manager"), begin, ended)
    assert (told.ended, told.share) == (2, Share(51))
    with pytest.raises(Refused):
        reading_figure(cast.viewer("employee"), begin, ended)


def test_who_may_ask_it(cast):
    def may(who, *, in_group, kind="message", author=None, **standing):
        author_id = getattr(cast, author or who).pk
        told = Standing(author_id=author_id, **standing)
        return bool(may_require_reading(cast.viewer(who), told, kind=kind, in_group=in_group))

    assert may("owner", in_group=True, owns_group=True)
    assert may("community_manager", in_group=False)
    assert may("administrator", in_group=False)
    assert not may("owner", in_group=False)
    assert not may("community_manager", in_group=True)
    assert not may("owner", in_group=True, owns_group=True, author="member")
    assert not may("owner", in_group=True, owns_group=True, kind="question")
    assert not may("owner", in_group=True, owns_group=True, archived=True)


def test_the_other_rules(cast):
    today = cast.now.date()
    days = [may_read_until(today + n * DAY, today=today) for n in (-1, 0, 90, 91)]
    assert [bool(one) for one in days] == [False, True, True, False]
    assert may_acknowledge(running=True, concerned=True)
    assert not may_acknowledge(running=False, concerned=True)
    assert not may_acknowledge(running=True, concerned=False)
    grant_role(account_id=cast.member.pk, role=Role.ANALYST, by=None, now=cast.now)
    may = {who: bool(may_see_figures(cast.viewer(who))) for who in ("member", "moderator")}
    assert may == {"member": True, "moderator": False}

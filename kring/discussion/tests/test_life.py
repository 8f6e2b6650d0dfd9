"""Closing, pinning, moving, correcting: what happens to a conversation as a whole."""

from datetime import timedelta

import pytest

from kring.discussion.actions.closing import close_comments, reopen_comments
from kring.discussion.actions.comments import edit_comment, write_comment
from kring.discussion.actions.moving import move_thread
from kring.discussion.actions.pinning import pin_thread, unpin_thread
from kring.discussion.actions.threads import Wording, edit_thread
from kring.discussion.models import Thread
from kring.discussion.queries.conversation import conversation
from kring.discussion.queries.history import history
from kring.discussion.queries.places import moved_away, pinned
from kring.discussion.queries.reach import reach_of_move
from kring.groups.access import EVERYONE_AUDIENCE, readers_of
from kring.infra.verdict import Refused, Unseen

pytestmark = pytest.mark.django_db


def move(cast, thread, who, where, **more):
    slug = cast.groups[where].slug if where else ""
    return move_thread(thread_id=thread.pk, where=slug, mover=cast.viewer(who), now=cast.later, **more)


def say(cast, thread, who="member", source="Ja, dat mag."):
    writer = cast.viewer(who)
    return write_comment(thread_id=thread.pk, source=source, writer=writer, now=cast.later)[0]


@pytest.mark.parametrize("who", ["colleague", "moderator"])
def test_closed_conversation_takes_no_comment_until_it_is_opened(cast, who):
    thread = cast.publish("colleague")
    close_comments(thread_id=thread.pk, closer=cast.viewer(who), now=cast.later)
    shown = conversation(cast.viewer("employee"), thread.pk).thread
    assert (shown.closed_at, shown.closed_by) == (cast.later, cast.accounts[who].name)
    with pytest.raises(Refused):
        say(cast, thread)
    reopen_comments(thread_id=thread.pk, opener=cast.viewer(who), now=cast.later)
    say(cast, thread)


def test_others_do_not_close_and_outsiders_do_not_see(cast):
    thread = cast.publish("owner", "closed")
    with pytest.raises(Refused):
        close_comments(thread_id=thread.pk, closer=cast.viewer("member"), now=cast.later)
    with pytest.raises(Unseen):
        close_comments(thread_id=thread.pk, closer=cast.viewer("moderator"), now=cast.later)


def test_owner_pins_three_at_most_and_the_newest_stands_first(cast):
    threads = [cast.publish("member", "open", title=f"Nummer {n}?") for n in range(4)]
    owner = cast.viewer("owner")
    for n, thread in enumerate(threads[:3]):
        pin_thread(thread_id=thread.pk, pinner=owner, now=cast.later + timedelta(minutes=n))
    with pytest.raises(Refused):
        pin_thread(thread_id=threads[3].pk, pinner=owner, now=cast.later)
    unpin_thread(thread_id=threads[0].pk, pinner=owner, now=cast.later)
    shown = pinned(cast.viewer("employee"), cast.groups["open"].pk)
    assert [one.id for one in shown] == [threads[2].pk, threads[1].pk]


def test_members_do_not_pin(cast):
    thread = cast.publish("member", "open")
    with pytest.raises(Refused):
        pin_thread(thread_id=thread.pk, pinner=cast.viewer("member"), now=cast.later)


def test_moved_conversation_follows_its_new_audience_at_once(cast):
    thread = cast.publish("member", "open")
    say(cast, thread)
    move(cast, thread, "member", "closed")
    for who in ("employee", "outsider"):
        with pytest.raises(Unseen):
            conversation(cast.viewer(who), thread.pk)
        with pytest.raises(Unseen):
            history(cast.viewer(who), thread.pk)
    assert conversation(cast.viewer("owner"), thread.pk).thread.group["slug"] == cast.groups["closed"].slug


def test_widening_is_asked_and_names_exactly_how_many_more(cast):
    thread = cast.publish("member", "closed")
    reach = reach_of_move(cast.viewer("member"), thread.pk, EVERYONE_AUDIENCE)
    before = readers_of(thread.audience_id)
    assert reach.added == readers_of(EVERYONE_AUDIENCE).exclude(pk__in=before.values("pk")).count() > 0
    with pytest.raises(Refused):
        move(cast, thread, "member", "")
    move(cast, thread, "member", "", widening=True)
    assert conversation(cast.viewer("outsider"), thread.pk).thread.is_public


@pytest.mark.parametrize(("who", "where"), [("employee", ""), ("owner", ""), ("guest", "open")])
def test_who_has_nothing_to_do_with_it_does_not_move_it(cast, who, where):
    thread = cast.publish("member", "open")
    with pytest.raises((Refused, Unseen)):
        move(cast, thread, who, where, widening=True)
    assert Thread.objects.get(pk=thread.pk).audience_id == thread.audience_id


def test_owner_of_both_moves_and_a_place_one_is_not_in_does_not_exist(cast):
    thread = cast.publish("member", "closed")
    move(cast, thread, "owner", "hidden", widening=True)
    own = cast.publish("employee")
    with pytest.raises(Unseen):
        move(cast, own, "employee", "hidden")


def test_old_group_reads_where_it_went_as_far_as_each_may_know(cast):
    thread = cast.publish("member", "open", title="Waar ga ik heen?")
    pin_thread(thread_id=thread.pk, pinner=cast.viewer("owner"), now=cast.now)
    move(cast, thread, "member", "hidden")
    group = cast.groups["open"].pk
    [told] = moved_away(cast.viewer("owner"), group, cast.later)
    assert (told.title, told.group_slug) == ("Waar ga ik heen?", cast.groups["hidden"].slug)
    [hushed] = moved_away(cast.viewer("employee"), group, cast.later)
    assert (hushed.title, hushed.group_name, hushed.group_slug) == ("", "", "")
    assert not moved_away(cast.viewer("owner"), group, cast.later + timedelta(days=31))
    assert not pinned(cast.viewer("owner"), group)


def test_small_correction_is_in_the_history_and_says_nothing(cast):
    thread = cast.publish("colleague", source="Eerst tdi.")
    wording = Wording(thread.title, "Eerst dit.")
    editor = cast.viewer("colleague")
    edit_thread(thread_id=thread.pk, wording=wording, editor=editor, now=cast.later, minor=True)
    comment = say(cast, thread, "colleague", "Ook tdi.")
    edit_comment(comment_id=comment.pk, source="Ook dit.", editor=editor, now=cast.later, minor=True)
    shown = conversation(cast.viewer("employee"), thread.pk)
    assert (shown.thread.edited_at, shown.comments[0].edited_at) == (None, None)
    assert "Eerst dit." in shown.thread.html
    assert "Ook dit." in shown.comments[0].html
    assert len(history(cast.viewer("employee"), thread.pk)) == 1
    assert len(history(cast.viewer("employee"), thread.pk, comment.pk)) == 1

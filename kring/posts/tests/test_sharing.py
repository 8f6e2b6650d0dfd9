"""Pointing out a conversation to another group: who may, where it shows, and that nobody reads more."""

from datetime import timedelta

import pytest

from kring.discussion.actions.moving import move_thread
from kring.groups.actions import archive_group
from kring.infra.verdict import Refused, Unseen
from kring.posts.actions import end_sharing, merge_questions, share_thread
from kring.posts.models import Reference
from kring.posts.queries import groups_to_share_in, shared_in
from kring.posts.rules import may_end_sharing, may_share

pytestmark = pytest.mark.django_db


def share(cast, thread, where="open", who="member"):
    share_thread(thread_id=thread.pk, where=cast.groups[where].slug, sharer=cast.viewer(who), now=cast.later)


def slugs(cast, thread, who="member"):
    return [one.slug for one in shared_in(cast.viewer(who), thread.pk)]


def test_it_shows_in_both_places_and_only_to_who_may_know(cast):
    thread = cast.publish("owner", "closed")
    share(cast, thread, "hidden")
    assert slugs(cast, thread) == [cast.groups["hidden"].slug]
    assert slugs(cast, thread, "outsider") == []


@pytest.mark.parametrize(("where", "told"), [("open", True), ("closed", False), ("hidden", False)])
def test_where_it_is_shared_is_told_to_who_reads_there(cast, where, told):
    thread = cast.publish("owner")
    share(cast, thread, where)
    assert slugs(cast, thread, "outsider") == [cast.groups[where].slug] * told


@pytest.mark.parametrize("who", ["outsider", "administrator", "pending", "blocked", "left"])
def test_who_does_not_read_it_cannot_share_it(cast, who):
    thread = cast.publish("owner", "closed")
    with pytest.raises(Unseen):
        share(cast, thread, "open", who)
    assert not Reference.objects.exists()


@pytest.mark.parametrize("where", ["", "nergens"])
def test_only_a_group_of_ones_own_is_a_place(cast, where):
    thread = cast.publish("owner")
    with pytest.raises(Unseen):
        share_thread(thread_id=thread.pk, where=where, sharer=cast.viewer("member"), now=cast.now)
    with pytest.raises(Unseen):
        share(cast, thread, "closed", "outsider")


def test_not_where_it_stands_already_nor_in_an_archived_group(cast):
    thread = cast.publish("owner", "closed")
    with pytest.raises(Refused):
        share(cast, thread, "closed")
    archive_group(actor=cast.viewer("owner"), group_id=cast.groups["open"].pk, now=cast.now)
    with pytest.raises(Refused):
        share(cast, thread, "open")
    assert may_share(same=False, archived=False)


def test_sharing_twice_is_once(cast):
    thread = cast.publish("owner")
    share(cast, thread, "closed")
    share(cast, thread, "closed", "owner")
    assert Reference.objects.get().by == cast.member


@pytest.mark.parametrize(("who", "gone"), [("member", True), ("owner", True), ("colleague", False)])
def test_who_shared_it_or_owns_the_group_takes_it_away(cast, who, gone):
    thread = cast.publish("colleague")
    share(cast, thread, "closed")
    ending = {"thread_id": thread.pk, "where": cast.groups["closed"].slug, "now": cast.later}
    if gone:
        end_sharing(ender=cast.viewer(who), **ending)
        end_sharing(ender=cast.viewer(who), **ending)
    else:
        with pytest.raises(Unseen):
            end_sharing(ender=cast.viewer(who), **ending)
    assert Reference.objects.exists() is not gone


def test_a_member_who_did_not_share_it_leaves_it_there(cast):
    thread = cast.publish("colleague")
    share(cast, thread, "closed", "owner")
    place = {"where": cast.groups["closed"].slug, "ender": cast.viewer("member")}
    with pytest.raises(Refused):
        end_sharing(thread_id=thread.pk, **place, now=cast.later)
    assert not may_end_sharing(cast.viewer("member"), cast.owner.pk, owns_group=False)


def test_moving_to_that_group_ends_the_reference(cast):
    thread = cast.publish("owner")
    share(cast, thread, "closed", "owner")
    share(cast, thread, "open", "owner")
    place = {"where": cast.groups["closed"].slug, "widening": True}  # its guest
    move_thread(thread_id=thread.pk, **place, mover=cast.viewer("owner"), now=cast.later)
    assert slugs(cast, thread, "owner") == [cast.groups["open"].slug]


def test_a_merged_question_takes_its_references_along_once(cast):
    thread, kept = cast.publish("member", "open"), cast.publish("colleague")
    share(cast, thread, "closed")
    share(cast, kept, "closed", "owner")
    asker = cast.viewer("member")
    merge_questions(thread_id=thread.pk, into_id=kept.pk, merger=asker, now=cast.later + timedelta(hours=1))
    assert list(Reference.objects.values_list("thread", "group")) == [(kept.pk, cast.groups["closed"].pk)]


def test_the_choice_says_how_many_members_read_it(cast):
    thread = cast.publish("owner", "closed")
    share(cast, thread, "hidden", "owner")
    shown = {one.slug: one for one in groups_to_share_in(cast.viewer("member"), thread.pk)}
    assert cast.groups["closed"].slug not in shown
    there = shown[cast.groups["hidden"].slug]
    assert (there.by, there.at, there.may_end) == (cast.owner.name, cast.later, False)
    assert all(0 < one.readers <= one.members for one in shown.values())
    assert groups_to_share_in(cast.viewer("outsider"), thread.pk) == ()


def test_pages_share_and_take_away_with_undo(cast, client):
    thread = cast.publish("owner", "closed")
    client.force_login(cast.member)
    base, slug = f"/threads/{thread.pk}/references/", cast.groups["open"].slug
    assert f'action="{base}{slug}/"' in client.get(base).content.decode()
    page = client.post(f"{base}{slug}/", follow=True).content.decode()
    assert f'href="/groups/{slug}/"' in page
    assert f'{base}{slug}/end/"' in page, "taking it away is the undo"
    page = client.post(f"{base}{slug}/end/", follow=True).content.decode()
    assert f'{base}{slug}/"' in page, "sharing it again is the undo"
    assert not Reference.objects.exists()

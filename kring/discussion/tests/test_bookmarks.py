"""What somebody keeps, in folders of one's own."""

from datetime import timedelta

import pytest

from kring.discussion.actions.bookmarks import (
    keep_thread,
    let_go_of_thread,
    make_folder,
    put_in_folder,
    remove_folder,
    rename_folder,
)
from kring.discussion.queries.bookmarks import bookmarks, folders
from kring.discussion.queries.conversation import conversation
from kring.groups.actions.joining import leave_group
from kring.infra.verdict import Refused, Unseen
from kring.kit.ids import new_id

pytestmark = pytest.mark.django_db


def keep(cast, thread, who="member"):
    keep_thread(thread_id=thread.pk, keeper=cast.viewer(who), now=cast.later)


def test_kept_conversation_is_marked_for_the_keeper_only(cast):
    thread = cast.publish("colleague")
    keep(cast, thread)
    keep(cast, thread)
    assert [one.thread_id for one in bookmarks(cast.viewer("member")).kept] == [thread.pk]
    assert not bookmarks(cast.viewer("employee")).kept
    for who, kept in (("member", True), ("employee", False)):
        assert conversation(cast.viewer(who), thread.pk).thread.is_kept is kept
    let_go_of_thread(thread_id=thread.pk, keeper=cast.viewer("member"))
    assert not bookmarks(cast.viewer("member")).kept


def test_lost_rights_hide_what_was_kept_and_its_number(cast):
    thread, folder = cast.publish("owner", "closed"), make_folder(name="Later", keeper=cast.viewer("member"))
    put_in_folder(thread_id=thread.pk, folder_id=folder, keeper=cast.viewer("member"), now=cast.later)
    assert [(one.name, one.count) for one in folders(cast.viewer("member"))] == [("Later", 1)]
    leave_group(actor=cast.viewer("member"), group_id=cast.groups["closed"].pk, now=cast.later)
    assert not bookmarks(cast.viewer("member")).kept
    assert [(one.name, one.count) for one in folders(cast.viewer("member"))] == [("Later", 0)]
    with pytest.raises(Unseen):
        keep(cast, thread)


def test_folders_are_renamed_filled_and_removed(cast):
    thread, keeper = cast.publish("colleague"), cast.viewer("member")
    folder, other = make_folder(name="Later", keeper=keeper), make_folder(name="Thuis", keeper=keeper)
    assert make_folder(name="Later", keeper=keeper) == folder
    rename_folder(folder_id=folder, name="Lezen", keeper=keeper)
    with pytest.raises(Refused):
        rename_folder(folder_id=folder, name="Thuis", keeper=keeper)
    put_in_folder(thread_id=thread.pk, folder_id=folder, keeper=keeper, now=cast.later)
    assert (len(bookmarks(keeper, folder).kept), len(bookmarks(keeper, other).kept)) == (1, 0)
    remove_folder(folder_id=folder, keeper=keeper)
    [kept] = bookmarks(keeper).kept
    assert kept.folder_id is None


def test_folder_of_somebody_else_is_not_there(cast):
    folder, stranger = make_folder(name="Later", keeper=cast.viewer("member")), cast.viewer("employee")
    with pytest.raises(Unseen):
        rename_folder(folder_id=folder, name="Mijn", keeper=stranger)
    with pytest.raises(Unseen):
        remove_folder(folder_id=folder, keeper=stranger)


def test_fifty_folders_are_enough(cast):
    keeper = cast.viewer("member")
    for n in range(50):
        make_folder(name=f"Map {n}", keeper=keeper)
    with pytest.raises(Refused):
        make_folder(name="Nog een", keeper=keeper)


@pytest.mark.slow
def test_page_costs_the_same_and_goes_on_where_it_ended(cast, client, django_assert_num_queries):
    for n in range(22):
        cast.now += timedelta(minutes=1)
        keep(cast, cast.publish("colleague", title=f"Nummer {n}?"))
    keeper = cast.viewer("member")
    with django_assert_num_queries(2):
        first, _own = bookmarks(keeper), folders(keeper)
    second = bookmarks(keeper, cursor=first.after)
    assert len({one.thread_id for one in (*first.kept, *second.kept)}) == 22
    client.force_login(cast.member)
    shown = client.get("/bookmarks/").content.decode()
    assert "Nummer 21?" in shown
    assert "Lees verder terug" in shown


def test_folder_made_twice_with_one_form_is_one(cast, client):
    client.force_login(cast.member)
    sent = {"key": str(new_id()), "name": "Later lezen"}
    answers = [client.post("/bookmarks/folders/", sent)["Location"] for _ in range(2)]
    assert answers[0] == answers[1]
    assert client.post("/bookmarks/folders/", {**sent, "name": ""}).status_code == 422
    assert "Later lezen" in client.get(answers[0]).content.decode()

"""Putting a question together with one that was asked before."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from kring.discussion.actions.answers import accept_answer
from kring.discussion.actions.bookmarks import keep_thread
from kring.discussion.actions.comments import edit_comment, write_comment
from kring.discussion.actions.follows import mute_thread
from kring.discussion.actions.reactions import react
from kring.discussion.models import AcceptedAnswer, Bookmark, Comment, ItemState, Thread, ThreadFollow
from kring.discussion.queries.conversation import conversation
from kring.discussion.queries.history import history
from kring.discussion.queries.merging import merged_from, merged_into
from kring.groups.actions import GroupText, create_group
from kring.infra.verdict import Refused, Unseen
from kring.posts.actions import also_want, merge_questions
from kring.posts.queries import asked
from kring.posts.rules import may_merge, may_merge_into
from tests.jobs import run_jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(cast):
    """A question of Jeroen that was asked before by Noor, both with an answer."""
    kept = cast.publish("employee", title="Waar laat ik verfblikken?")
    thread = cast.publish("colleague", title="Wat moet ik met oude verf?", source="De kelder staat vol.")
    answers = {}
    for key, place, who in (("kept", kept, "moderator"), ("moved", thread, "member")):
        source = f"Naar de werf {key}."
        written = {"source": source, "kind": "answer", "writer": cast.viewer(who), "now": cast.later}
        answers[key] = write_comment(thread_id=place.pk, **written)[0]
    told = {f"{key}_answer": answer.pk for key, answer in answers.items()}
    return SimpleNamespace(kept=kept.pk, thread=thread.pk, **told)


@pytest.fixture
def narrow(cast):
    """A question of Tom in a group where no guest reads along."""
    text = GroupText(name="Smalle kring", kind="closed", purpose="Voor drie.", slug="smal")
    cast.groups["narrow"] = create_group(actor=cast.viewer("member"), text=text, now=cast.now)
    return cast.publish("member", "narrow", title="Mag verf in de container?").pk


def merge(cast, two, who="colleague"):
    merge_questions(thread_id=two.thread, into_id=two.kept, merger=cast.viewer(who), now=cast.later)


def test_answers_and_what_hangs_under_them_stand_at_the_question_that_stays(cast, two):
    member = cast.viewer("member")
    edit_comment(comment_id=two.moved_answer, source="Naar de milieustraat.", editor=member, now=cast.later)
    reacted = {"thread_id": two.thread, "kind": "helped", "now": cast.later}
    react(comment_id=two.moved_answer, reactor=cast.viewer("owner"), **reacted)
    accept_answer(comment_id=two.moved_answer, chooser=cast.viewer("colleague"), now=cast.later)
    merge(cast, two)
    shown = conversation(cast.viewer("outsider"), two.kept)
    assert [one.id for one in shown.answers] == [two.moved_answer, two.kept_answer]
    assert shown.answers[0].reactions.counts == {"helped": 1}
    assert Thread.objects.get(pk=two.kept).answer_count == 2
    assert asked(cast.viewer("outsider"), two.kept).state == "accepted"
    assert len(history(cast.viewer("outsider"), two.kept, two.moved_answer)) == 1
    [line] = merged_from(cast.viewer("outsider"), two.kept)
    assert (line.title, line.author, line.by) == ("Wat moet ik met oude verf?", *[cast.colleague.name] * 2)


def test_answer_that_is_older_than_the_question_does_not_say_how_fast_it_was(cast, two):
    Thread.objects.filter(pk=two.kept).update(created_at=cast.later - timedelta(minutes=5))
    Comment.objects.filter(pk=two.moved_answer).update(created_at=cast.now)
    merge(cast, two)
    assert asked(cast.viewer("owner"), two.kept).first_answer_at == cast.later


def test_choice_at_the_question_that_stays_is_kept(cast, two):
    accept_answer(comment_id=two.kept_answer, chooser=cast.viewer("employee"), now=cast.now)
    accept_answer(comment_id=two.moved_answer, chooser=cast.viewer("colleague"), now=cast.now)
    merge(cast, two)
    assert list(AcceptedAnswer.objects.values_list("comment", flat=True)) == [two.kept_answer]


def test_people_come_along_once_and_a_mute_says_nothing_of_the_other(cast, two):
    for place in (two.kept, two.thread):
        wanter = cast.viewer("owner")
        also_want(thread_id=place, wanter=wanter, on=True, now=cast.now)
        react(thread_id=place, comment_id=None, kind="thanks", reactor=wanter, now=cast.now)
    keeper = cast.viewer("outsider")
    keep_thread(thread_id=two.thread, keeper=keeper, now=cast.now)
    react(thread_id=two.thread, comment_id=None, kind="helped", reactor=keeper, now=cast.now)
    mute_thread(thread_id=two.thread, follower=cast.viewer("works_council"), now=cast.now)
    merge(cast, two)
    shown = conversation(cast.viewer("owner"), two.kept).thread
    assert (shown.following, shown.reactions.counts) == (True, {"thanks": 1, "helped": 1})
    assert asked(cast.viewer("owner"), two.kept).wanted == 1
    assert Bookmark.objects.get().thread_id == two.kept
    assert not ThreadFollow.objects.filter(account=cast.works_council).exists()
    followers = ThreadFollow.objects.filter(thread=two.kept).values_list("account", flat=True)
    assert {cast.colleague.pk, cast.member.pk} <= set(followers)


def test_who_has_nothing_to_do_with_it_does_not_merge(cast, two):
    for who in ("employee", "moderator", "guest"):
        with pytest.raises((Refused, Unseen)):
            merge(cast, two, who)
    assert Thread.objects.get(pk=two.thread).state == ItemState.PUBLISHED


def test_only_into_another_question_that_fewer_people_read(cast, narrow):
    standing = SimpleNamespace(author_id=None, owns_group=True, archived=True)
    assert not may_merge(cast.viewer("owner"), standing)
    fit = {"same": False, "question": True, "archived": False, "added": 0}
    assert may_merge_into(**fit)
    for change in ({"same": True}, {"question": False}, {"archived": True}, {"added": 1}):
        assert not may_merge_into(**fit | change)
    closed, public = cast.publish("member", "closed"), cast.publish("member")
    with pytest.raises(Refused):
        merge(cast, SimpleNamespace(thread=closed.pk, kept=public.pk), "member")
    merge(cast, SimpleNamespace(thread=public.pk, kept=narrow), "member")
    assert merged_into(cast.viewer("member"), public.pk) == narrow
    with pytest.raises(Unseen):
        merged_into(cast.viewer("outsider"), public.pk)
    assert merged_from(cast.viewer("outsider"), narrow) == ()


def test_old_address_leads_on_after_a_second_merger_and_only_for_readers(cast, two, narrow, client):
    merge(cast, two)
    second = SimpleNamespace(thread=two.kept, kept=narrow)
    with pytest.raises(Unseen):  # who merges reads both
        merge(cast, second, "employee")
    Thread.objects.filter(pk=two.kept).update(author=cast.member)
    merge(cast, second, "member")
    for who, expected in (("member", 302), ("employee", 404)):
        client.force_login(cast.accounts[who])
        assert client.get(f"/threads/{two.thread}/").status_code == expected


def test_pages_find_warn_and_merge(cast, two, client):
    run_jobs()
    client.force_login(cast.colleague)
    path = f"/threads/{two.thread}/merger/"
    found = client.get(path, {"q": "waar laat ik verfblikken"}).content.decode()
    assert f"{path}?into={two.kept}" in found
    asked_once = client.get(path, {"into": two.kept}).content.decode()
    assert "Wat gaat er mee" in asked_once
    wrong = client.post(path, {"into": two.thread})
    assert wrong.status_code == 422
    assert "deze vraag zelf" in wrong.content.decode()
    for _time in range(2):
        assert client.post(path, {"into": two.kept})["Location"] == f"/threads/{two.kept}/"
    assert client.get(f"/threads/{two.thread}/")["Location"] == f"/threads/{two.kept}/"
    assert "Wat moet ik met oude verf?" in client.get(f"/threads/{two.kept}/").content.decode()

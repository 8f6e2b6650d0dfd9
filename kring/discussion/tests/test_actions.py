"""Writing, changing, removing, reacting, choosing, reporting."""

from datetime import timedelta

import pytest

from kring.discussion.actions.answers import accept_answer, withdraw_answer
from kring.discussion.actions.comments import delete_comment, edit_comment, restore_comment, write_comment
from kring.discussion.actions.follows import begin_following, follow_thread, mute_thread, unfollow_thread
from kring.discussion.actions.reactions import react
from kring.discussion.actions.reports import report, settle_report
from kring.discussion.actions.threads import (
    Draft,
    Wording,
    delete_thread,
    edit_thread,
    open_thread,
    restore_thread,
)
from kring.discussion.models import Mention, Reaction, Revision, Thread, ThreadFollow
from kring.discussion.queries.conversation import conversation
from kring.discussion.queries.history import history, reactors
from kring.discussion.queries.reports import reports
from kring.groups.access import EVERYONE_AUDIENCE
from kring.groups.actions.founding import archive_group
from kring.infra.models import Event
from kring.infra.verdict import Refused, Unseen

pytestmark = pytest.mark.django_db


def answer(cast, thread, who="member", source="Ja, dat mag.", kind="answer", **more):
    comment, _text = write_comment(
        thread_id=thread.pk, source=source, kind=kind, writer=cast.viewer(who), now=cast.later, **more
    )
    return comment


def talk(cast, thread, who="employee"):
    return conversation(cast.viewer(who), thread.pk)


def test_opening_leaves_the_event_to_the_kind_and_the_writer_follows(cast):
    draft = Draft(kind="message", title="", source="Dag @tom.dijkman", audience_id=EVERYONE_AUDIENCE)
    earlier = set(Event.objects.values_list("pk", flat=True))
    thread, text = open_thread(draft=draft, writer=cast.viewer("colleague"), now=cast.now)
    assert text.mentioned == (cast.member.pk,)
    assert ThreadFollow.objects.filter(thread=thread, account=cast.colleague.pk).exists()
    assert [row.name for row in Event.objects.exclude(pk__in=earlier)] == ["ThreadFollowed"]


def test_answer_stands_in_the_conversation_and_moves_the_thread(cast):
    thread = cast.publish("colleague")
    comment = answer(cast, thread)
    thread.refresh_from_db()
    assert (thread.answer_count, thread.act) == (1, cast.later)
    assert [one.id for one in talk(cast, thread).answers] == [comment.pk]


def test_second_comment_within_30_seconds_does_not_move_the_thread(cast):
    thread = cast.publish("colleague")
    answer(cast, thread)
    write_comment(
        thread_id=thread.pk,
        source="Nog iets.",
        writer=cast.viewer("member"),
        now=cast.later + timedelta(seconds=20),
    )
    thread.refresh_from_db()
    assert thread.act == cast.later


def test_reply_to_a_reply_joins_the_same_level(cast):
    thread = cast.publish("colleague")
    first = answer(cast, thread)
    second = answer(cast, thread, parent_id=first.pk)
    third = answer(cast, thread, parent_id=second.pk)
    [shown] = talk(cast, thread).answers
    assert {reply.id for reply in shown.replies} == {second.pk, third.pk}


@pytest.mark.parametrize("who", ["outsider", "administrator", "pending", "blocked", "former_member", "left"])
def test_who_may_not_read_may_not_write(cast, who):
    thread = cast.publish("owner", "closed")
    with pytest.raises(Unseen):
        answer(cast, thread, who)


def test_archived_group_takes_no_comment(cast):
    thread = cast.publish("owner", "closed")
    archive_group(actor=cast.viewer("owner"), group_id=cast.groups["closed"].pk, now=cast.later)
    with pytest.raises(Refused):
        answer(cast, thread)


def test_mention_links_only_to_who_may_read(cast):
    thread = cast.publish("owner", "closed")
    text = f"@{cast.member.handle} en @{cast.outsider.handle}, kijken jullie?"
    comment, prepared = write_comment(
        thread_id=thread.pk, source=text, writer=cast.viewer("owner"), now=cast.later
    )
    assert prepared.unreached == (cast.outsider.name,)
    assert list(Mention.objects.values_list("account", flat=True)) == [cast.member.pk]
    assert comment.html.count('class="mention"') == 1


def test_edit_keeps_the_old_text_readable(cast):
    thread = cast.publish("colleague", source="Eerst dit.")
    edit_thread(
        thread_id=thread.pk,
        wording=Wording("Anders?", "Nu dat.", ("afval",)),
        editor=cast.viewer("colleague"),
        now=cast.later,
    )
    [earlier] = history(cast.viewer("employee"), thread.pk)
    assert "Eerst dit." in earlier.html
    assert talk(cast, thread).thread.topics == (("afval", "afval"),)


def test_only_the_author_edits(cast):
    thread = cast.publish("colleague")
    with pytest.raises(Refused):
        edit_thread(
            thread_id=thread.pk,
            wording=Wording("", ""),
            editor=cast.viewer("employee"),
            now=cast.later,
        )
    comment = answer(cast, thread)
    with pytest.raises(Refused):
        edit_comment(comment_id=comment.pk, source="x", editor=cast.viewer("colleague"), now=cast.later)


def test_edited_comment_keeps_history(cast):
    comment = answer(cast, cast.publish("colleague"))
    edit_comment(comment_id=comment.pk, source="Toch niet.", editor=cast.viewer("member"), now=cast.later)
    assert Revision.objects.get(comment=comment).source == "Ja, dat mag."


def test_removed_thread_comes_back_within_30_days_only(cast):
    thread, author = cast.publish("colleague"), cast.viewer("colleague")
    delete_thread(thread_id=thread.pk, remover=author, now=cast.later)
    with pytest.raises(Unseen):
        talk(cast, thread, "colleague")
    with pytest.raises(Refused):
        restore_thread(thread_id=thread.pk, restorer=author, now=cast.later + timedelta(days=31))
    restore_thread(thread_id=thread.pk, restorer=author, now=cast.later + timedelta(days=29))
    assert talk(cast, thread).thread.id == thread.pk


def test_group_owner_and_moderator_remove_what_others_wrote(cast):
    for where, who in (("closed", "owner"), ("", "moderator")):
        thread = cast.publish("member", where)
        delete_thread(thread_id=thread.pk, remover=cast.viewer(who), now=cast.later)
        assert Thread.objects.get(pk=thread.pk).state == "deleted"
    thread = cast.publish("member")
    with pytest.raises(Refused):
        delete_thread(thread_id=thread.pk, remover=cast.viewer("employee"), now=cast.later)


def test_removed_comment_leaves_its_replies_and_comes_back(cast):
    thread = cast.publish("colleague")
    comment = answer(cast, thread)
    answer(cast, thread, "employee", parent_id=comment.pk)
    delete_comment(comment_id=comment.pk, remover=cast.viewer("member"), now=cast.later)
    [shown] = talk(cast, thread).answers
    assert (shown.html, shown.source, len(shown.replies)) == ("", "", 1)
    assert restore_comment(comment_id=comment.pk, restorer=cast.viewer("member"), now=cast.later) == thread.pk
    assert talk(cast, thread).answers[0].html


def test_one_person_says_one_word_at_a_time(cast):
    thread, fan = cast.publish("colleague"), cast.viewer("employee")
    for kind in ("thanks", "congrats", "congrats"):
        react(thread_id=thread.pk, comment_id=None, kind=kind, reactor=fan, now=cast.later)
    assert talk(cast, thread).thread.reactions.counts == {"congrats": 1}
    assert [kind for kind, _card in reactors(fan, thread.pk)] == ["congrats"]
    react(thread_id=thread.pk, comment_id=None, kind="", reactor=fan, now=cast.later)
    assert not Reaction.objects.exists()


def test_asker_and_community_manager_choose_the_answer(cast):
    thread = cast.publish("colleague")
    first, second = answer(cast, thread), answer(cast, thread, "employee")
    accept_answer(comment_id=first.pk, chooser=cast.viewer("colleague"), now=cast.later)
    accept_answer(comment_id=second.pk, chooser=cast.viewer("community_manager"), now=cast.later)
    shown = talk(cast, thread)
    assert (shown.thread.accepted_id, shown.answers[0].id) == (second.pk, second.pk)
    assert shown.thread.accepted_by == cast.community_manager.name
    withdraw_answer(thread_id=thread.pk, chooser=cast.viewer("colleague"), now=cast.later)
    assert talk(cast, thread).thread.accepted_id is None


def test_others_do_not_choose_and_a_comment_is_no_answer(cast):
    thread = cast.publish("colleague")
    comment = answer(cast, thread, kind="comment")
    for who in ("employee", "colleague"):
        with pytest.raises(Refused):
            accept_answer(comment_id=comment.pk, chooser=cast.viewer(who), now=cast.later)


def test_who_opens_a_thread_follows_it_and_it_is_told(cast):
    thread = cast.publish("colleague")
    begin_following(thread_id=thread.pk, writer=cast.viewer("member"), now=cast.later)
    followers = ThreadFollow.objects.filter(thread=thread).order_by("at").values_list("account", flat=True)
    assert list(followers) == [cast.colleague.pk, cast.member.pk]
    assert Event.objects.filter(name="ThreadFollowed").count() == 2


def test_writing_follows_but_never_undoes_a_mute(cast):
    thread, writer = cast.publish("colleague"), cast.viewer("member")
    mute_thread(thread_id=thread.pk, follower=writer, now=cast.later)
    answer(cast, thread)
    assert ThreadFollow.objects.get(account=cast.member, thread=thread).muted
    follow_thread(thread_id=thread.pk, follower=writer, now=cast.later, even_if_muted=True)
    assert not ThreadFollow.objects.get(account=cast.member, thread=thread).muted
    unfollow_thread(thread_id=thread.pk, follower=writer, now=cast.later)
    assert not ThreadFollow.objects.filter(account=cast.member, thread=thread).exists()


def test_report_reaches_who_watches_over_the_place(cast):
    thread = cast.publish("member", "closed")
    row = report(
        thread_id=thread.pk,
        comment_id=None,
        reason="Dit is niet netjes.",
        reporter=cast.viewer("guest"),
        now=cast.later,
    )
    assert [list(reports(cast.viewer(who))) for who in ("owner", "moderator", "member")] == [[row], [], []]
    settle_report(report_id=row.pk, hide=True, settler=cast.viewer("owner"), now=cast.later)
    with pytest.raises(Unseen):
        talk(cast, thread, "member")


def test_kept_report_leaves_the_text(cast):
    thread = cast.publish("colleague")
    row = report(
        thread_id=thread.pk, comment_id=None, reason="Hm.", reporter=cast.viewer("employee"), now=cast.later
    )
    settle_report(report_id=row.pk, hide=False, settler=cast.viewer("moderator"), now=cast.later)
    assert talk(cast, thread).thread.id == thread.pk

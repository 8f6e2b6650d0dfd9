"""Taking over what was written: questions, answers, comments, and which answers were chosen."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from kring.discussion.actions.imports import (
    BroughtChoice,
    BroughtComment,
    BroughtThread,
    bring_choices,
    bring_comments,
    bring_threads,
    renew_comments,
    renew_threads,
    settle_threads,
    threads_of_comments,
)
from kring.kit.ids import new_id
from kring.posts.imports import bring_questions, settle_questions
from kring.timelines.actions import place_threads
from kring.transfer.actions.ledger import Item, Sorted, digest_of, key_of
from kring.transfer.actions.work import Step, Work, all_of, bring
from kring.transfer.readers.records import Kind, Post, Remark, Written
from kring.transfer.readers.stackexchange import records_of
from kring.transfer.texts import Rendered, from_body, from_markdown

# The licence of what people wrote there, by the day it was written, where the dump does not say.
_LICENCES: Final = ((date(2018, 5, 2), "CC BY-SA 4.0"), (date(2011, 4, 8), "CC BY-SA 3.0"))
_FIRST_LICENCE: Final = "CC BY-SA 2.5"


def bring_all_questions(work: Work) -> None:
    """Questions as threads in the source's group, in the streams where they belong."""
    step = Step(Kind.QUESTION, "Questions", len(work.seen.questions))
    bring(work, step, _posts(work, Kind.QUESTION, work.seen.questions), _write_questions)


def bring_all_answers(work: Work) -> None:
    """Answers in the threads of their questions."""
    step = Step(Kind.ANSWER, "Answers", len(work.seen.answers))
    bring(work, step, _posts(work, Kind.ANSWER, work.seen.answers), _write_answers)


def _posts(work: Work, kind: Kind, wanted: Iterable[int]) -> Iterator[Item[Post]]:
    left = set(wanted)
    for post in records_of(work.dump, "posts"):
        if isinstance(post, Post) and post.kind == kind and post.key in left:
            left.remove(post.key)
            yield Item(str(post.key), digest_of(post, work.seen.support[post.key]), post)


def _write_questions(work: Work, ordered: Sorted[Post]) -> dict[str, UUID]:
    ids = {item.key: new_id(item.record.created) for item in ordered.new}
    bring_threads(threads=[_thread(work, item.record, ids[item.key]) for item in ordered.new])
    changed = [_thread(work, item.record, pk) for item, pk in ordered.changed]
    kept = renew_threads(threads=changed, now=work.now)
    bring_questions(thread_ids=ids.values())
    _settle(work, {*ids.values(), *kept})
    return ids


def _thread(work: Work, post: Post, pk: UUID) -> BroughtThread:
    return BroughtThread(
        id=pk,
        kind="question",
        title=post.title,
        audience_id=work.audience_id,
        group_id=work.group_id,
        topics=tuple(dict.fromkeys(work.topics[tag] for tag in post.tags if tag in work.topics)),
        closed_at=post.closed,
        **_text(work, post, from_body(post.body), work.seen.support[post.key]),
    )


def _write_answers(work: Work, ordered: Sorted[Post]) -> dict[str, UUID]:
    ids = {item.key: new_id(item.record.created) for item in ordered.new}
    threads = work.ledger.ids(Kind.QUESTION, [str(item.record.parent) for item, _pk in all_of(ordered)])

    def comment(post: Post, pk: UUID) -> BroughtComment:
        text = _text(work, post, from_body(post.body), work.seen.support[post.key])
        return BroughtComment(id=pk, thread_id=threads[str(post.parent)], kind="answer", **text)

    bring_comments(comments=[comment(item.record, ids[item.key]) for item in ordered.new])
    renew_comments(comments=[comment(item.record, pk) for item, pk in ordered.changed], now=work.now)
    _settle(work, threads.values())
    return ids


def bring_all_comments(work: Work) -> None:
    """Comments on questions, and on answers below them."""
    step = Step(Kind.COMMENT, "Comments", len(work.seen.remarks))
    bring(work, step, _remarks(work), _write_remarks)


def _remarks(work: Work) -> Iterator[Item[Remark]]:
    left = set(work.seen.remarks)
    for remark in records_of(work.dump, "comments"):
        if isinstance(remark, Remark) and remark.key in left and work.seen.holds(remark.post):
            left.remove(remark.key)
            yield Item(str(remark.key), digest_of(remark), remark)


def _write_remarks(work: Work, ordered: Sorted[Remark]) -> dict[str, UUID]:
    ids = {item.key: new_id(item.record.created) for item in ordered.new}
    posts = {str(item.record.post) for item, _pk in all_of(ordered)}
    questions = work.ledger.ids(Kind.QUESTION, posts)
    answers = work.ledger.ids(Kind.ANSWER, posts)
    threads = threads_of_comments(comment_ids=answers.values())

    def comment(remark: Remark, pk: UUID) -> BroughtComment | None:
        answer = answers.get(str(remark.post))
        thread = threads.get(answer) if answer else questions.get(str(remark.post))
        if thread is None:  # its answer was erased here since
            return None
        text = _text(work, remark, from_markdown(remark.text), remark.score)
        return BroughtComment(id=pk, thread_id=thread, parent_id=answer, **text)

    new = [row for item in ordered.new if (row := comment(item.record, ids[item.key]))]
    changed = [row for item, pk in ordered.changed if (row := comment(item.record, pk))]
    bring_comments(comments=new)
    renew_comments(comments=changed, now=work.now)
    _settle(work, {row.thread_id for row in [*new, *changed]})
    return ids


def bring_all_choices(work: Work) -> None:
    """The answers that were chosen, by who asked, on the day of the accepting vote."""
    chosen = [question for question in work.seen.questions if work.seen.is_chosen(question)]
    items = (
        Item(str(question), digest_of(answer, work.seen.chosen_on.get(answer)), (question, answer))
        for question in chosen
        if (answer := work.seen.questions[question])
    )
    bring(work, Step(Kind.ACCEPTED, "Accepted answers", len(chosen)), items, _write_choices)


def _write_choices(work: Work, ordered: Sorted[tuple[int, int]]) -> dict[str, UUID]:
    pairs = [item.record for item, _pk in all_of(ordered)]
    threads = work.ledger.ids(Kind.QUESTION, [str(question) for question, _answer in pairs])
    answers = work.ledger.ids(Kind.ANSWER, [str(answer) for _question, answer in pairs])
    days = work.seen.chosen_on
    bring_choices(
        choices=[
            BroughtChoice(threads[str(question)], answers[str(answer)], _midnight(days.get(answer)))
            for question, answer in pairs
        ]
    )
    _settle(work, threads.values())
    return {item.key: threads[item.key] for item in ordered.new}


def _midnight(day: date | None) -> datetime | None:
    return datetime.combine(day, time(), UTC) if day else None


def _settle(work: Work, threads: Iterable[UUID]) -> None:
    """Make counters, states and streams true, in the transaction of the texts: a cut leaves none behind."""
    ids = set(threads)
    settle_threads(thread_ids=ids)
    settle_questions(thread_ids=ids)
    place_threads(thread_ids=ids)
    work.touched |= ids


def _text(work: Work, written: Written, rendered: Rendered, support: int) -> dict[str, Any]:
    return {
        "author_id": work.people[key_of(written.author)],
        "source": rendered.source,
        "html": rendered.html,
        "text": rendered.text,
        "created_at": written.created,
        "support": max(0, min(support, 2**31 - 1)),
        "credit": _credit(work, written),
    }


def _credit(work: Work, written: Written) -> str:
    """Where a text comes from and under which licence, in the language of the house."""
    by_day = (name for since, name in _LICENCES if written.created.date() >= since)
    licence = written.licence or next(by_day, _FIRST_LICENCE)
    origin = f"{work.site}/q/{written.key}" if work.site and isinstance(written, Post) else work.ledger.source
    with translation.override(settings.LANGUAGE_CODE):
        return _("Taken over from %(origin)s, %(licence)s") % {"origin": origin, "licence": licence}

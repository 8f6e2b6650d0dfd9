"""What stands beside the text of one idea, poll or kudos, on its own page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from kring.discussion.models import ItemState, Thread
from kring.discussion.queries.standing import thread_for
from kring.groups.access import readable_by, readable_sql
from kring.identity.viewer import Viewer
from kring.people.cards import PersonCard, card, fields
from kring.posts.cards import FACTS_SQL, Facts, facts_from
from kring.posts.models import IdeaStep, NamedVote, Poll, Stage

MOST_NAMES = 200  # of one option; a page with more is no list for people

_ONE = f"""
SELECT t.kind, {FACTS_SQL} FROM discussion_thread t
 WHERE t.id = %(id)s AND t.state = 'published' AND {readable_sql("t.audience_id")}
"""  # noqa: S608 - made of constants only


def facts_of(viewer: Viewer, thread_id: UUID) -> Facts | None:
    """The facts of one thread; None when there are none, or when it is not for this viewer."""
    values: dict[str, Any] = {"id": thread_id, "me": viewer.id, "tokens": list(viewer.tokens)}
    with connection.cursor() as cursor:
        cursor.execute(_ONE, values)
        row = cursor.fetchone()
    return facts_from(*row) if row else None


@dataclass(frozen=True)
class Step:
    """An official reply; the result is empty for who may not read it."""

    stage: str
    html: str
    by: PersonCard
    at: datetime
    result_url: str
    result_title: str
    result_thread_id: UUID | None


def steps_of(viewer: Viewer, thread_id: UUID) -> tuple[Step, ...]:
    """The official replies to an idea, newest first; raises Unseen, two or three statements."""
    thread_for(viewer, thread_id)
    rows = IdeaStep.objects.filter(idea=thread_id).order_by("-at", "-id")
    told = list(rows.values("stage", "html", "at", "result_url", "result_thread_id", *fields("by__")))
    results = [row["result_thread_id"] for row in told if row["result_thread_id"]]
    readable = Thread.objects.filter(readable_by(viewer), pk__in=results, state=ItemState.PUBLISHED)
    titles = {pk: title or excerpt for pk, title, excerpt in readable.values_list("pk", "title", "excerpt")}
    return tuple(
        Step(
            stage=str(Stage(row["stage"]).label),
            html=row["html"],
            by=card(row, "by__"),
            at=row["at"],
            result_url=row["result_url"],
            result_title=titles.get(row["result_thread_id"], ""),
            result_thread_id=row["result_thread_id"] if row["result_thread_id"] in titles else None,
        )
        for row in told
    )


@dataclass(frozen=True)
class Votes:
    """Who chose one option by name."""

    text: str
    people: tuple[PersonCard, ...]


def voters_of(viewer: Viewer, thread_id: UUID) -> tuple[Votes, ...]:
    """Who chose what in a poll with names, for its readers; nothing for an anonymous one. Raises Unseen."""
    thread_for(viewer, thread_id)
    if not Poll.objects.filter(pk=thread_id, anonymous=False).exists():
        return ()
    rows = NamedVote.objects.filter(option__poll=thread_id).order_by("option__place", "account__sort_key")
    found: dict[str, list[PersonCard]] = {}
    for row in rows.values("option__text", *fields("account__")):
        found.setdefault(row["option__text"], []).append(card(row, "account__"))
    return tuple(Votes(text, tuple(people[:MOST_NAMES])) for text, people in found.items())

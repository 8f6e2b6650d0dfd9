"""How far questions are, and whose work a showcase is."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kring.discussion.models import ItemState
from kring.groups.access import readable_by
from kring.identity.viewer import Viewer
from kring.posts.models import AlsoWanted, Question, Reopening, Showcase


@dataclass(frozen=True)
class ReviewView:
    """Who sees to the chosen answer, when it is looked at again, and who said last that it holds."""

    owner_id: UUID | None
    owner: str
    handle: str
    months: int
    due_on: date | None
    confirmed_by: str
    confirmed_at: datetime | None

    def is_due(self, today: date) -> bool:
        """Whether its day has come."""
        return self.due_on is not None and self.due_on <= today


@dataclass(frozen=True)
class Asked:
    """How far a question is, whether the viewer wants to know it too, and how its answer is kept right."""

    state: str
    wanted: int
    first_answer_at: datetime | None
    i_want: bool
    review: ReviewView | None = None


_REVIEW = tuple(
    f"thread__accepted__review__{name}"
    for name in (
        *("owner_id", "owner__name", "owner__handle", "months", "due_on"),
        *("confirmed_by__name", "confirmed_at"),
    )
)


def asked(viewer: Viewer, thread_id: UUID) -> Asked | None:
    """How far the question is; None when the thread is no question or not for this viewer."""
    row = (
        Question.objects.filter(
            readable_by(viewer, "thread__audience"), pk=thread_id, thread__state=ItemState.PUBLISHED
        )
        .values_list("state", "wanted", "first_answer_at", *_REVIEW)
        .first()
    )
    if row is None:
        return None
    mine = AlsoWanted.objects.filter(question=thread_id, account=viewer.id).exists()
    state, wanted, first_answer_at, owner_id, owner, handle, months, due_on, by, at = row
    review = ReviewView(owner_id, owner or "", handle or "", months, due_on, by or "", at)
    return Asked(state, wanted, first_answer_at, mine, None if months is None else review)


@dataclass(frozen=True)
class Reopened:
    """A question was reopened; `author` and `answer_id` are empty when the answer was removed since."""

    by: str
    at: datetime
    chosen_by: str
    chosen_at: datetime
    author: str
    answer_id: UUID | None


def reopenings_of(viewer: Viewer, thread_id: UUID) -> tuple[Reopened, ...]:
    """When the question was reopened and what helped before that, oldest first; none for who may not read."""
    rows = Reopening.objects.filter(
        readable_by(viewer, "question__thread__audience"),
        question=thread_id,
        question__thread__state=ItemState.PUBLISHED,
    ).order_by("at", "id")
    names = ("by__name", "at", "chosen_by__name", "chosen_at")
    answer = ("answer__author__name", "answer_id", "answer__state")
    return tuple(
        Reopened(
            by, at, chosen_by, chosen_at, *((author, pk) if state == ItemState.PUBLISHED else ("", None))
        )
        for by, at, chosen_by, chosen_at, author, pk, state in rows.values_list(*names, *answer)
    )


def made_by(viewer: Viewer, thread_id: UUID) -> str:
    """The department whose work a showcase is; empty when it is none, or not for this viewer."""
    rows = Showcase.objects.filter(
        readable_by(viewer, "thread__audience"), pk=thread_id, thread__state=ItemState.PUBLISHED
    )
    return rows.values_list("department__name", flat=True).first() or ""

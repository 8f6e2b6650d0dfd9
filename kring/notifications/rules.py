"""Who is told of what, and for which reason; pure decisions on ids."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from kring.notifications.models import Reason

STRENGTH = tuple(reason.value for reason in Reason)  # strongest first


# What is asked of one person, or comes as an answer; the rest waits for who looks in Kring.
MAILED_AT_ONCE = frozenset(
    {Reason.MENTION, Reason.ANSWER, Reason.REPLY, Reason.REVIEW, Reason.HELD, Reason.REPORT}
)
# So long a mail waits for more news of the same conversation.
GATHERED = timedelta(minutes=2)


@dataclass(frozen=True)
class Circle:
    """Everybody who has something to do with one new comment."""

    author_id: UUID  # of the thread
    is_answer: bool = False
    parent_author_id: UUID | None = None  # of the comment that is replied to
    mentioned: frozenset[UUID] = frozenset()
    wanted: frozenset[UUID] = frozenset()  # also wanted to know
    followers: frozenset[UUID] = frozenset()


def strongest(reasons: Iterable[Reason]) -> Reason:
    """The reason that is shown when there are several."""
    return min(reasons, key=lambda reason: STRENGTH.index(reason.value))


def reasons_for_thread(mentioned: Iterable[UUID], praised: Iterable[UUID] = ()) -> dict[UUID, Reason]:
    """Whom a new thread is news for: who is named in it, and for whom its kudos are."""
    return dict.fromkeys(mentioned, Reason.MENTION) | dict.fromkeys(praised, Reason.PRAISE)


def reasons_for_comment(circle: Circle) -> dict[UUID, Reason]:
    """Whom a comment is news for, each with the strongest reason."""
    told: dict[UUID, list[Reason]] = {}

    def tell(people: Iterable[UUID], reason: Reason) -> None:
        for person in people:
            told.setdefault(person, []).append(reason)

    tell(circle.mentioned, Reason.MENTION)
    if circle.is_answer:
        tell([circle.author_id], Reason.ANSWER)
        tell(circle.wanted, Reason.WANTED)
    elif circle.parent_author_id is None:
        tell([circle.author_id], Reason.REPLY)
    else:
        tell([circle.parent_author_id], Reason.REPLY)
        tell([circle.author_id], Reason.COMMENT)
    tell(circle.followers, Reason.COMMENT)
    return {person: strongest(reasons) for person, reasons in told.items()}


def reasons_for_acceptance(answer_author: UUID, followers: Iterable[UUID]) -> dict[UUID, Reason]:
    """Who gave the answer hears that it helped; who follows the question, that it is solved."""
    return {**dict.fromkeys(followers, Reason.SOLVED), answer_author: Reason.ACCEPTED}

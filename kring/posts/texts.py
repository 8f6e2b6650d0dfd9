"""What somebody hands in with an idea, poll or kudos, on its way to an action."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class OfficialReply:
    """A reply in Markdown that brings an idea to a stage; the result is a web address or a conversation."""

    stage: str
    source: str
    owner_id: UUID | None = None
    reply_by: date | None = None
    result_url: str = ""
    result_thread_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class PollText:
    """What may be chosen (2 to 10 texts) and how."""

    options: tuple[str, ...]
    multiple: bool = False
    anonymous: bool = False
    ends_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class PraiseText:
    """For whom kudos are, people or a department, and what the organisation stands for in them."""

    receivers: tuple[UUID, ...] = ()
    department_id: UUID | None = None
    value_id: UUID | None = None

"""What somebody hands in with an idea, poll or kudos, on its way to an action."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder


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


@dataclass(frozen=True, kw_only=True)
class Handed:
    """A whole composer, checked: words, topics, place (a group's slug, empty for everyone) and files."""

    kind: str
    title: str
    source: str
    topics: tuple[str, ...] = ()
    where: str = ""
    files: tuple[UUID, ...] = ()
    poll: PollText | None = None
    praise: PraiseText | None = None


def packed(handed: Handed) -> dict[str, Any]:
    """The same as plain values, for a row."""
    plain: dict[str, Any] = json.loads(json.dumps(asdict(handed), cls=DjangoJSONEncoder))
    return plain


def unpacked(plain: Mapping[str, Any]) -> Handed:
    """What `packed` made, back."""
    told = dict(plain)
    if poll := told.pop("poll"):
        ends_at = datetime.fromisoformat(poll["ends_at"]) if poll["ends_at"] else None
        told["poll"] = PollText(**{**poll, "options": tuple(poll["options"]), "ends_at": ends_at})
    if praise := told.pop("praise"):
        told["praise"] = PraiseText(
            receivers=tuple(UUID(pk) for pk in praise["receivers"]),
            department_id=UUID(praise["department_id"]) if praise["department_id"] else None,
            value_id=UUID(praise["value_id"]) if praise["value_id"] else None,
        )
    lists = {"topics": tuple(told["topics"]), "files": tuple(UUID(pk) for pk in told["files"])}
    return Handed(**{**told, **lists})

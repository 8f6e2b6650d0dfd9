"""A Stack Exchange dump: which files it has, and its rows as typed records."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _

from kring.kit.markup.safety import writable
from kring.transfer.readers.folder import ArchiveFile, files_in, fingerprint
from kring.transfer.readers.records import (
    Flaw,
    Kind,
    Other,
    Person,
    Post,
    Record,
    Records,
    Remark,
    Tag,
    Unreadable,
    Vote,
    Where,
)
from kring.transfer.readers.rows import Values, rows_of
from kring.transfer.refusal import ImportRefused

TABLES: Final = ("users", "tags", "posts", "comments", "votes", "links", "badges")
_XML_NAMES: Final = {"links": "postlinks"}
_KINDS: Final = {
    "users": Kind.PERSON,
    "tags": Kind.TOPIC,
    "posts": Kind.OTHER,
    "comments": Kind.COMMENT,
    "votes": Kind.VOTE,
    "links": Kind.LINK,
    "badges": Kind.BADGE,
}
_POST_KINDS: Final = {
    "question": Kind.QUESTION,
    "answer": Kind.ANSWER,
    "tag_excerpt": Kind.TAG_TEXT,
    "tag_wiki": Kind.TAG_TEXT,
}
# With more bad rows than this, and more bad than good, a file is something else than its name says.
_BAD_ROWS: Final = 1_000
_LARGEST: Final = 2**63 - 1


@dataclass(frozen=True)
class Dump:
    """The tables of a dump that are there."""

    folder: Path
    tables: dict[str, ArchiveFile]

    @property
    def missing(self) -> tuple[str, ...]:
        """The tables that the archive does not have."""
        return tuple(table for table in TABLES if table not in self.tables)

    def archive(self) -> str:
        """The fingerprint of the files."""
        return fingerprint(list(self.tables.values()))


def open_dump(folder: Path) -> Dump:
    """Find the tables of a dump: JSON lines (packed or not) or XML. Raises ImportRefused."""
    files = files_in(folder)
    tables = {}
    for table in TABLES:
        xml = _XML_NAMES.get(table, table)
        spellings = (f"{table}.jsonl.gz", f"{table}.jsonl", f"{xml}.xml", f"{xml}.xml.gz")
        found = next((files[name] for name in spellings if name in files), None)
        if found is not None:
            tables[table] = found
    if absent := [table for table in ("posts", "users") if table not in tables]:
        names = ", ".join(f"{table}.jsonl.gz / {table.title()}.xml" for table in absent)
        raise ImportRefused(
            _("There is no %(names)s in %(folder)s. A dump has at least Posts.xml and Users.xml.")
            % {"names": names, "folder": folder}
        )
    return Dump(folder, tables)


def records_of(dump: Dump, table: str) -> Records:
    """The records of a table in the order of the file, and what could not be read.

    Nothing for a table that is not there. Raises ImportRefused for a file that is something else.
    """
    source = dump.tables.get(table)
    if source is None:
        return
    good = bad = 0
    for number, values in rows_of(source):
        found = _record(table, Where(source.name, number), values)
        yield found
        good, bad = (good, bad + 1) if isinstance(found, Unreadable) else (good + 1, bad)
        if bad > max(_BAD_ROWS, good):
            raise ImportRefused(
                _("%(file)s does not hold the rows its name promises. Check that it is a dump.")
                % {"file": source.name}
            )


def _record(table: str, where: Where, values: Values | None) -> Record | Unreadable:
    kind = _KINDS[table]
    if values is None:
        return Unreadable(kind, where, Flaw.NOT_A_ROW)
    if table == "posts":
        kind = _POST_KINDS.get(str(values.get("type")), Kind.OTHER)
    try:
        return _BUILDERS[table](where, values)
    except _Flawed as flawed:
        return Unreadable(kind, where, flawed.flaw, flawed.column)


class _Flawed(Exception):
    def __init__(self, flaw: Flaw, column: str) -> None:
        super().__init__(flaw, column)
        self.flaw, self.column = flaw, column


def _person(where: Where, row: Values) -> Person:
    return Person(
        where=where,
        key=_number(row, "id"),
        name=_text(row, "name"),
        created=_moment(row, "created" if "created" in row else "date"),
        location=_text(row, "location"),
        about=_text(row, "about"),
    )


def _tag(where: Where, row: Values) -> Tag:
    name = _text(row, "name")
    if not name:
        raise _Flawed(Flaw.MISSING, "name")
    return Tag(where=where, name=name, excerpt=_number(row, "excerpt", 0))


def _post(where: Where, row: Values) -> Post | Other:
    kind = _POST_KINDS.get(_text(row, "type"), Kind.OTHER)
    key = _number(row, "id")
    if kind == Kind.OTHER or _text(row, "type") == "tag_wiki":
        return Other(where=where, kind=kind)
    return Post(
        where=where,
        kind=kind,
        key=key,
        parent=_number(row, "parent", None if kind == Kind.ANSWER else 0),
        accepted=_number(row, "accepted", 0),
        created=_moment(row, "date"),
        score=_number(row, "score", 0),
        owner=_number(row, "owner", 0),
        owner_name=_text(row, "owner_name"),
        licence=_text(row, "license"),
        title=" ".join(_text(row, "title").split()),
        tags=_words(row, "tags"),
        closed=_moment(row, "closed") if row.get("closed") else None,
        body=_text(row, "body"),
    )


def _remark(where: Where, row: Values) -> Remark:
    return Remark(
        where=where,
        key=_number(row, "id"),
        post=_number(row, "post"),
        created=_moment(row, "date"),
        score=_number(row, "score", 0),
        owner=_number(row, "user", 0),
        owner_name=_text(row, "user_name"),
        licence=_text(row, "license"),
        text=_text(row, "text"),
    )


def _vote(where: Where, row: Values) -> Vote:
    day: date | None = None
    if row.get("date"):
        day = _moment(row, "date").date()
    return Vote(where=where, post=_number(row, "post"), type=_text(row, "type"), day=day)


def _number(row: Values, name: str, absent: int | None = None) -> int:
    """A whole number; `absent` stands in for none, and without it a number must be there."""
    value = row.get(name)
    if value is None or value == "":
        if absent is None:
            raise _Flawed(Flaw.MISSING, name)
        return absent
    if isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,19}", value):
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > _LARGEST:
        raise _Flawed(Flaw.NOT_A_NUMBER, name)
    return value


def _text(row: Values, name: str) -> str:
    value = row.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise _Flawed(Flaw.NOT_TEXT, name)
    return writable(value).strip()


def _words(row: Values, name: str) -> tuple[str, ...]:
    value: Any = row.get(name) or []
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise _Flawed(Flaw.NOT_TEXT, name)
    return tuple(dict.fromkeys(writable(word).strip() for word in value if word.strip()))


def _moment(row: Values, name: str) -> datetime:
    """A moment in UTC, as dumps write it: without a zone."""
    value = row.get(name)
    if not value:
        raise _Flawed(Flaw.MISSING, name)
    try:
        moment = datetime.fromisoformat(value)
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (TypeError, ValueError, OverflowError):
        raise _Flawed(Flaw.NOT_A_MOMENT, name) from None
    if not 1990 <= moment.year <= 2100:
        raise _Flawed(Flaw.NOT_A_MOMENT, name)
    return moment


def _other(kind: Kind) -> Callable[[Where, Values], Other]:
    return lambda where, _row: Other(where=where, kind=kind)


_BUILDERS: Final[dict[str, Callable[[Where, Values], Record]]] = {
    "users": _person,
    "tags": _tag,
    "posts": _post,
    "comments": _remark,
    "votes": _vote,
    "links": _other(Kind.LINK),
    "badges": _other(Kind.BADGE),
}

"""The two shapes a dump comes in, read as plain rows: JSON lines and the original XML."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser
from django.utils.translation import gettext as _

from kring.transfer.readers.folder import LINE_LIMIT, ArchiveFile, lines_of, too_long
from kring.transfer.refusal import ImportRefused

Values = Mapping[str, Any]
_CHUNK: Final = 2**16

# What the XML calls what the JSON lines call otherwise than in lower case.
_NAMES: Final = {
    "AcceptedAnswerId": "accepted",
    "ClosedDate": "closed",
    "ContentLicense": "license",
    "CreationDate": "date",
    "DisplayName": "name",
    "AboutMe": "about",
    "ExcerptPostId": "excerpt",
    "LastEditDate": "edited",
    "OwnerDisplayName": "owner_name",
    "OwnerUserId": "owner",
    "ParentId": "parent",
    "PostId": "post",
    "PostTypeId": "type",
    "TagName": "name",
    "UserDisplayName": "user_name",
    "UserId": "user",
    "VoteTypeId": "type",
}
_POST_TYPES: Final = {"1": "question", "2": "answer", "4": "tag_excerpt", "5": "tag_wiki"}
_VOTE_TYPES: Final = {
    "1": "accepted",
    "2": "up",
    "3": "down",
    "4": "offensive",
    "5": "favorite",
    "6": "close",
    "8": "bounty_start",
    "9": "bounty_close",
    "10": "delete",
    "11": "undelete",
    "12": "spam",
    "15": "mod_review",
    "16": "edit_approved",
}
_MEANINGS: Final = {"PostTypeId": _POST_TYPES, "VoteTypeId": _VOTE_TYPES}


def rows_of(source: ArchiveFile) -> Iterator[tuple[int, Values | None]]:
    """The rows of a file with their line numbers, named as in JSON lines; None for no row at all.

    Raises ImportRefused for a file that cannot be read on.
    """
    return _xml_rows(source) if ".xml" in source.name.lower() else _json_rows(source)


def _json_rows(source: ArchiveFile) -> Iterator[tuple[int, Values | None]]:
    for number, text in lines_of(source):
        try:
            row = json.loads(text)
        except (ValueError, RecursionError):  # also numbers of thousands of digits, and brackets without end
            row = None
        yield number, row if isinstance(row, dict) else None


class _Rows:
    """The parser's target: keeps the attributes of each row, builds no tree."""

    def __init__(self) -> None:
        self.found: list[tuple[int, Values]] = []
        self.line: Callable[[], int] = lambda: 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """A row begins, and in a dump that is all of it."""
        if tag == "row":
            self.found.append((self.line(), attributes))

    def close(self) -> None:
        """Nothing to hand over at the end."""


def _xml_rows(source: ArchiveFile) -> Iterator[tuple[int, Values | None]]:
    target = _Rows()
    parser: Any = DefusedXMLParser(target=target, forbid_dtd=True)
    target.line = lambda: int(parser.parser.CurrentLineNumber)
    try:
        with source.opened() as file:
            since = 0  # bytes since the last row: an endless attribute would fill the memory
            while chunk := file.read(_CHUNK):
                parser.feed(chunk)
                since = 0 if target.found else since + len(chunk)
                if since > LINE_LIMIT:
                    raise too_long(source, target.line())
                rows, target.found = target.found, []
                yield from ((line, _renamed(row)) for line, row in rows)
            parser.close()
    except (ParseError, DefusedXmlException, LookupError, ValueError) as error:
        raise ImportRefused(
            _("%(file)s, line %(line)d, is not the XML of a dump. Copy or unpack the file again.")
            % {"file": source.name, "line": target.line()}
        ) from error


def _renamed(row: Values) -> Values:
    """The row with the names and words of the JSON lines."""
    named: dict[str, Any] = {}
    for name, value in row.items():
        if name in _MEANINGS:
            value = _MEANINGS[name].get(value, f"type {value}")
        elif name == "Tags":
            value = _tags(value)
        named[_NAMES.get(name, name.lower())] = value
    return named


def _tags(text: str) -> list[str]:
    """Tags as the older "<a><b-c>" or the newer "|a|b-c|"."""
    return [name for name in text.replace("><", "|").strip("<>|").split("|") if name]

"""A list of people as CSV: typed rows, and for each fault the row, the column and what to do."""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kring.kit.names import PersonName, fold, split_name
from kring.transfer.readers.folder import LINE_LIMIT, ArchiveFile, too_long
from kring.transfer.refusal import ImportRefused

_LARGEST_FILE: Final = 200_000_000
_LONGEST: Final = {"first": 80, "prefix": 30, "last": 80, "name": 160, "email": 254, "groups": 2_000}
_LONGEST_CELL: Final = 120
_LANGUAGES: Final = {
    **dict.fromkeys(("nl", "nederlands", "dutch"), "nl"),
    **dict.fromkeys(("en", "engels", "english"), "en"),
}

# Column -> the headings it may have, folded; the first is the one we name in reports.
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "email": ("e mail", "email", "e mailadres", "emailadres", "email address", "e mail address", "mail"),
    "first": ("voornaam", "first name", "given name", "givenname"),
    "prefix": ("tussenvoegsel", "tussenvoegsels", "prefix"),
    "last": ("achternaam", "last name", "surname", "family name"),
    "name": ("naam", "name", "volledige naam", "full name", "fullname", "display name", "displayname"),
    "function": ("functie", "function", "job title", "jobtitle", "title"),
    "department": ("afdeling", "department", "team"),
    "phone": ("telefoon", "telefoonnummer", "phone", "telephone"),
    "place": ("locatie", "location", "place", "werkplek"),
    "language": ("taal", "language"),
    "manager": ("e mail leidinggevende", "leidinggevende", "manager", "manager e mail", "manager email"),
    "number": ("personeelsnummer", "personnel number", "employee number", "employeenumber"),
    "organisation": ("organisatie", "organisation", "organization", "company"),
    "start": ("startdatum", "start date", "datum in dienst"),
    "end": ("einddatum", "end date", "datum uit dienst"),
    "groups": ("groepen", "groups"),
}
_COLUMN_OF: Final = {heading: column for column, headings in COLUMNS.items() for heading in headings}
UNUSED: Final = frozenset({"organisation"})  # understood, but nothing is done with it yet


class Problem(StrEnum):
    """What is wrong with a cell or row."""

    MISSING = "missing"
    NO_ADDRESS = "no_address"
    TWICE = "twice"
    TOO_LONG = "too_long"
    STRANGE_SIGNS = "strange_signs"
    NO_LANGUAGE = "no_language"
    NO_DATE = "no_date"
    TOO_MANY_CELLS = "too_many_cells"
    TAKEN = "taken"
    OTHER_NUMBER = "other_number"
    IS_GUEST = "is_guest"
    CLOSED = "closed"
    LAST_ADMINISTRATOR = "last_administrator"
    UNKNOWN_MANAGER = "unknown_manager"
    CIRCULAR = "circular"
    UNKNOWN_GROUP = "unknown_group"
    NO_ENTRY = "no_entry"


REMEDIES: Final[Mapping[Problem, Any]] = {
    Problem.MISSING: gettext_lazy("nothing is filled in. Fill it in."),
    Problem.NO_ADDRESS: gettext_lazy("“%(value)s” is no e-mail address. Write it as name@organisation.nl."),
    Problem.TWICE: gettext_lazy("“%(value)s” stands in the list twice. Remove one of the rows."),
    Problem.TOO_LONG: gettext_lazy("“%(value)s…” is too long. Make it shorter."),
    Problem.STRANGE_SIGNS: gettext_lazy("there are signs in it that cannot be shown. Type it again."),
    Problem.NO_LANGUAGE: gettext_lazy("“%(value)s” is no language of Kring. Write nl or en."),
    Problem.NO_DATE: gettext_lazy("“%(value)s” is no date. Write it as 2026-12-31 or 31-12-2026."),
    Problem.TOO_MANY_CELLS: gettext_lazy(
        "the row has more cells than there are headings. Put quotes around text with a comma or semicolon."
    ),
    Problem.TAKEN: gettext_lazy("“%(value)s” is the address of somebody else here. Check the address."),
    Problem.OTHER_NUMBER: gettext_lazy(
        "“%(value)s” belongs to somebody with another personnel number. Check address and number."
    ),
    Problem.IS_GUEST: gettext_lazy(
        "“%(value)s” is a guest here. Close that account first, or take the row out of the list."
    ),
    Problem.CLOSED: gettext_lazy(
        "the account of “%(value)s” was closed and stays closed. If that is wrong, reopen it yourself."
    ),
    Problem.LAST_ADMINISTRATOR: gettext_lazy(
        "“%(value)s” is the only administrator and cannot be closed. Make somebody else administrator first."
    ),
    Problem.UNKNOWN_MANAGER: gettext_lazy(
        "nobody here has the address “%(value)s”. Add that person or correct it."
    ),
    Problem.CIRCULAR: gettext_lazy(
        "“%(value)s” would then be above and below the same person. Correct one of both."
    ),
    Problem.UNKNOWN_GROUP: gettext_lazy(
        "there is no group “%(value)s” to join. Correct the name or start the group."
    ),
    Problem.NO_ENTRY: gettext_lazy("not everybody can join “%(value)s”. Ask an owner of the group."),
}


@dataclass(frozen=True)
class Fault:
    """Something wrong in a row. `keeps` tells that the person came in anyway, without this."""

    row: int
    column: str
    problem: Problem
    value: str = ""
    keeps: bool = False

    def words(self) -> str:
        """Row, column, what is wrong and what to do, in the language of the moment."""
        remedy = str(REMEDIES[self.problem]) % {"value": self.value[:60]}
        place = _("Row %(row)d, column “%(column)s”: ") if self.column else _("Row %(row)d: ")
        return place % {"row": self.row, "column": self.column} + remedy


@dataclass(frozen=True, kw_only=True)
class StaffRow:
    """One person of the list; None for a column that the list does not have or that is empty."""

    row: int
    email: str
    name: PersonName
    department: str
    function: str | None
    phone: str | None
    place: str | None
    language: str | None
    manager: str | None
    number: str | None
    start: date | None
    end: date | None
    groups: tuple[str, ...]


@dataclass(kw_only=True)
class Staff:
    """What a list holds: good rows, faults, and headings that nothing is done with."""

    rows: list[StaffRow] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    headings: dict[str, str] = field(default_factory=dict)  # column -> its heading in this file
    ignored: tuple[str, ...] = ()
    found: int = 0

    def heading(self, column: str) -> str:
        """What the file calls a column; our own word for one it does not have."""
        return self.headings.get(column, COLUMNS[column][0].replace("e mail", "e-mail"))


def read_staff(path: Path, department: str = "") -> Staff:
    """Read a list of people; `department` stands in where the list names none. Raises ImportRefused."""
    rows = _cells(path)
    staff = Staff()
    columns = _header(staff, next(rows, (0, []))[1], department)
    met: dict[str, set[str]] = {"email": set(), "number": set()}
    for number, cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        staff.found += 1
        named = _named(columns, cells)
        person = _person(number, named, department)
        faults = [
            Fault(number, staff.heading(column), problem, named.get(column, ""))
            for column, problem in _problems(person, named)
        ]
        if any(cell.strip() for cell in cells[len(columns) :]):
            faults.append(Fault(number, "", Problem.TOO_MANY_CELLS))
        if not faults:
            faults += _repeats(staff, person, met)
        staff.faults += faults
        if not faults:
            staff.rows.append(person)
    return staff


def _cells(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The rows of the file with the numbers that a spreadsheet shows."""
    if not path.is_file() or path.stat().st_size > _LARGEST_FILE:
        raise ImportRefused(_("%(file)s is no file, or larger than 200 MB.") % {"file": path})
    lines = _lines(path)
    number, first = 1, next(lines, "")
    if first.lower().startswith("sep="):  # written by spreadsheet programs before the heading
        number, first = 2, next(lines, "")
    separator = max(";,\t", key=first.count)
    try:
        for cells in csv.reader(_joined(first, lines), delimiter=separator, strict=True):
            yield number, cells
            number += 1
    except csv.Error as error:
        raise ImportRefused(
            _("%(file)s, row %(row)d, cannot be read: a quote is missing, or a cell is too long.")
            % {"file": path.name, "row": number}
        ) from error


def _joined(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _lines(path: Path) -> Iterator[str]:
    number = 0
    with path.open("rb") as file:
        while raw := file.readline(LINE_LIMIT + 1):
            number += 1
            if len(raw) > LINE_LIMIT:
                raise too_long(ArchiveFile(path), number)
            try:
                yield raw.decode("utf-8-sig" if number == 1 else "utf-8")
            except UnicodeDecodeError as error:
                raise ImportRefused(
                    _("%(file)s, line %(line)d, is not UTF-8 text. Save it as “CSV UTF-8”.")
                    % {"file": path.name, "line": number}
                ) from error


def _header(staff: Staff, cells: list[str], department: str) -> list[str]:
    """The column of each cell, "" for one we ignore. Raises ImportRefused when a needed one is missing."""
    columns = [_COLUMN_OF.get(fold(cell), "") for cell in cells]
    known = [column for column in columns if column]
    if twice := sorted({column for column in known if known.count(column) > 1}):
        raise ImportRefused(
            _("The list has two columns for %(names)s. Remove one.") % {"names": ", ".join(twice)}
        )
    staff.headings = {column: cell.strip() for column, cell in zip(columns, cells, strict=True) if column}
    staff.ignored = tuple(
        cell.strip()[:60]
        for column, cell in zip(columns, cells, strict=True)
        if (not column or column in UNUSED) and cell.strip()
    )
    needed = {"email": "email" in known, "department": bool(department) or "department" in known}
    needed["name"] = "name" in known or {"first", "last"} <= set(known)
    if missing := [staff.heading(column) for column, there in needed.items() if not there]:
        raise ImportRefused(
            _("The list has no column %(names)s. Add it, with that word in the first row.")
            % {"names": ", ".join(f"“{name}”" for name in missing)}
        )
    return columns


def _named(columns: list[str], cells: list[str]) -> dict[str, str]:
    return {
        column: " ".join(cell.split())
        for column, cell in zip(columns, cells, strict=False)
        if column and column not in UNUSED
    }


def _person(number: int, cells: dict[str, str], department: str) -> StaffRow:
    groups = re.split(r"[|;,]", cells.get("groups", ""))
    return StaffRow(
        row=number,
        email=cells.get("email", "").lower(),
        name=_name(cells),
        department=cells.get("department") or department,
        function=cells.get("function") or None,
        phone=cells.get("phone") or None,
        place=cells.get("place") or None,
        language=_LANGUAGES.get(cells.get("language", "").lower()),
        manager=cells.get("manager", "").lower() or None,
        number=cells.get("number") or None,
        start=_day(cells.get("start", "")),
        end=_day(cells.get("end", "")),
        groups=tuple(name for one in groups if (name := one.strip())),
    )


def _problems(person: StaffRow, cells: dict[str, str]) -> Iterator[tuple[str, Problem]]:
    """What is wrong in a row: columns and problems."""
    name = person.name
    needed = {"email": person.email, "department": person.department}
    needed |= {"first": name.first, "last": name.last} if _is_in_parts(cells) else {"name": name.full}
    yield from ((column, Problem.MISSING) for column, text in needed.items() if not text)
    for column, text in cells.items():
        if not text.isprintable() or "\ufffd" in text:
            yield column, Problem.STRANGE_SIGNS
        elif len(text) > _LONGEST.get(column, _LONGEST_CELL):
            yield column, Problem.TOO_LONG
        elif text and column in {"email", "manager"} and not is_address(text):
            yield column, Problem.NO_ADDRESS
        elif text and column in {"start", "end"} and _day(text) is None:
            yield column, Problem.NO_DATE
        elif text and column == "language" and person.language is None:
            yield column, Problem.NO_LANGUAGE


def _is_in_parts(cells: dict[str, str]) -> bool:
    return "first" in cells and "last" in cells


def _name(cells: dict[str, str]) -> PersonName:
    if not _is_in_parts(cells):
        return split_name(cells.get("name", ""))
    if cells.get("prefix"):
        return PersonName(cells.get("first", ""), cells["prefix"], cells["last"])
    # Without a column for it the prefix stands before the last name: "van den Berg".
    last = split_name(f"x {cells['last']}") if cells["last"] else PersonName("", "", "")
    return PersonName(cells.get("first", ""), last.prefix, last.last or cells["last"])


def is_address(text: str) -> bool:
    """Whether this can be an e-mail address."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _day(text: str) -> date | None:
    for form in ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%Y/%m/%d"):
        try:
            day = datetime.strptime(text, form).date()
        except ValueError:
            continue
        return day if 1900 < day.year < 2200 else None
    return None


def _repeats(staff: Staff, person: StaffRow, met: dict[str, set[str]]) -> Iterator[Fault]:
    for column, text in (("email", person.email), ("number", person.number)):
        if text and text in met[column]:
            yield Fault(person.row, staff.heading(column), Problem.TWICE, text)
        elif text:
            met[column].add(text)

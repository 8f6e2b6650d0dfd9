"""The honest report of an import: found = taken over + left out, for every kind, always."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kring.transfer.readers.records import Flaw, Kind, Reason, Unreadable

FAULTS_KEPT: Final = 100
LANGUAGES: Final = ("nl", "en")

KIND_WORDS: Final[Mapping[Kind, Any]] = {
    Kind.PERSON: gettext_lazy("people"),
    Kind.TOPIC: gettext_lazy("topics"),
    Kind.QUESTION: gettext_lazy("questions"),
    Kind.ANSWER: gettext_lazy("answers"),
    Kind.COMMENT: gettext_lazy("comments"),
    Kind.ACCEPTED: gettext_lazy("accepted answers"),
    Kind.VOTE: gettext_lazy("votes"),
    Kind.TAG_TEXT: gettext_lazy("texts about topics"),
    Kind.LINK: gettext_lazy("links between questions"),
    Kind.BADGE: gettext_lazy("badges"),
    Kind.OTHER: gettext_lazy("other posts"),
}
REASON_WORDS: Final[Mapping[Reason, Any]] = {
    Reason.UNREADABLE: gettext_lazy("cannot be read"),
    Reason.DUPLICATE: gettext_lazy("stands in the file twice"),
    Reason.ORPHAN: gettext_lazy("belongs to something that is not there"),
    Reason.EMPTY: gettext_lazy("has no text"),
    Reason.TOO_LARGE: gettext_lazy("longer than 40,000 characters"),
    Reason.SYSTEM: gettext_lazy("an account of the software itself"),
    Reason.NAMELESS: gettext_lazy("has no letter or figure in its name"),
    Reason.NOT_OURS: gettext_lazy("not an answer to that question"),
    Reason.NEGATIVE: gettext_lazy("votes against; Kring has none"),
    Reason.BOOKMARK: gettext_lazy("a private bookmark"),
    Reason.NO_PLACE: gettext_lazy("Kring has nothing like it"),
    Reason.LATER: gettext_lazy("not taken over yet"),
}
FLAW_WORDS: Final[Mapping[Flaw, Any]] = {
    Flaw.NOT_A_ROW: gettext_lazy("this is no row"),
    Flaw.MISSING: gettext_lazy("%(column)s is missing"),
    Flaw.NOT_A_NUMBER: gettext_lazy("%(column)s is no whole number"),
    Flaw.NOT_A_MOMENT: gettext_lazy("%(column)s is no date and time"),
    Flaw.NOT_TEXT: gettext_lazy("%(column)s is no text"),
    Flaw.UNKNOWN: gettext_lazy("%(column)s has an unknown value"),
}


@dataclass
class Tally:
    """The count of one kind while it is made; `new`, `changed` and `same` say what this run wrote."""

    imported: int = 0
    skipped: Counter[Reason] = field(default_factory=Counter)
    new: int = 0
    changed: int = 0
    same: int = 0

    @property
    def found(self) -> int:
        """Everything counted, one way or the other."""
        return self.imported + self.skipped.total()


@dataclass(frozen=True)
class Line:
    """The count of one kind as reported; `found` was counted apart while reading."""

    kind: Kind
    found: int
    imported: int
    skipped: tuple[tuple[Reason, int], ...]
    new: int = 0
    changed: int = 0
    same: int = 0

    @property
    def adds_up(self) -> bool:
        """Whether everything found is accounted for."""
        return self.found == self.imported + sum(number for _reason, number in self.skipped)


@dataclass(frozen=True, kw_only=True)
class Parity:
    """What an import found and did, or would do."""

    source: str
    archive: str
    dry_run: bool
    lines: tuple[Line, ...]
    first: datetime | None
    last: datetime | None
    unknown_people: int
    faults: tuple[Unreadable, ...]
    fault_count: int
    missing_files: tuple[str, ...]
    space: int  # bytes needed: twice the archive

    @property
    def changes(self) -> int:
        """How many things this run wrote."""
        return sum(line.new + line.changed for line in self.lines)

    def figures(self) -> dict[str, Any]:
        """The report for machines."""
        return {
            "source": self.source,
            "archive_sha256": self.archive,
            "dry_run": self.dry_run,
            "kinds": {
                line.kind.value: {
                    "found": line.found,
                    "imported": line.imported,
                    "skipped": {reason.value: number for reason, number in line.skipped},
                    "new": line.new,
                    "changed": line.changed,
                    "unchanged": line.same,
                }
                for line in self.lines
            },
            "first": self.first.isoformat() if self.first else None,
            "last": self.last.isoformat() if self.last else None,
            "unknown_people": self.unknown_people,
            "changes": self.changes,
            "fault_count": self.fault_count,
            "faults": [
                {"file": one.where.file, "line": one.where.line, "flaw": one.flaw.value, "column": one.column}
                for one in self.faults
            ],
            "missing_files": list(self.missing_files),
            "space_needed": self.space,
        }

    def words(self, language: str) -> str:
        """The report for people, in "nl" or "en"."""
        with translation.override(language):
            return "\n".join(_words(self))


def _words(parity: Parity) -> Iterator[str]:
    title = _("Import of %(source)s: what would happen") if parity.dry_run else _("Import of %(source)s")
    yield title % {"source": parity.source}
    yield ""
    taken = _("would come in") if parity.dry_run else _("taken over")
    yield _row(_("kind"), _("found"), taken, _("left out"))
    for line in parity.lines:
        yield from _line_words(line)
    yield ""
    if parity.first and parity.last:
        yield _("Written from %(first)s to %(last)s.") % {
            "first": f"{parity.first:%d-%m-%Y}",
            "last": f"{parity.last:%d-%m-%Y}",
        }
    yield ngettext(
        "%(number)d writer is not in the list of people and gets a placeholder.",
        "%(number)d writers are not in the list of people and get a placeholder.",
        parity.unknown_people,
    ) % {"number": parity.unknown_people}
    if not parity.dry_run:
        yield _work_words(parity)
    yield from _closing_words(parity)


def _line_words(line: Line) -> Iterator[str]:
    left_out = line.found - line.imported
    yield _row(str(KIND_WORDS[line.kind]), str(line.found), str(line.imported), str(left_out))
    for reason, number in line.skipped:
        yield f"    {number:>7}  {REASON_WORDS[reason]}"


def _row(kind: str, found: str, imported: str, left_out: str) -> str:
    return f"{kind:<28}{found:>11}{imported:>15}{left_out:>14}"


def _work_words(parity: Parity) -> str:
    numbers = {
        "new": sum(line.new for line in parity.lines),
        "changed": sum(line.changed for line in parity.lines),
        "same": sum(line.same for line in parity.lines),
    }
    return _("This run: %(new)d new, %(changed)d changed, %(same)d unchanged.") % numbers


def _closing_words(parity: Parity) -> Iterator[str]:
    if parity.fault_count:
        yield _("Rows that cannot be read:")
        for fault in parity.faults:
            what = str(FLAW_WORDS[fault.flaw]) % {"column": fault.column}
            yield "    " + _("%(file)s, line %(line)d: %(what)s") % {
                "file": fault.where.file,
                "line": fault.where.line,
                "what": what,
            }
        if rest := parity.fault_count - len(parity.faults):
            yield "    " + ngettext("and %(number)d more", "and %(number)d more", rest) % {"number": rest}
    if parity.missing_files:
        yield _("Not in the archive: %(names)s.") % {"names": ", ".join(parity.missing_files)}
    yield _(
        "This source cannot give: e-mail addresses, departments, groups, memberships, who followed what,"
        " and who voted."
    )
    if parity.dry_run:
        yield _("Space needed: about %(size)d MB. Nothing was written.") % {"size": -(-parity.space // 10**6)}
    yield _("Archive (SHA-256): %(archive)s") % {"archive": parity.archive}

"""`kring import people`: the staff list of an organisation as accounts and profiles."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kring.groups.access import viewer_for
from kring.groups.actions import join_group
from kring.groups.queries import group_id_of
from kring.identity.actions import NewAccount, create_account, deactivate_account
from kring.identity.imports import Correction, accounts_with_addresses, correct_account
from kring.identity.models import Account, AccountKind
from kring.infra.verdict import Refused, Unseen
from kring.kit.clock import utcnow
from kring.people.actions import place_named
from kring.people.actions.imports import (
    StaffPlacement,
    correct_manager,
    correct_placement,
    department_called,
    managers,
)
from kring.people.words import slug_of
from kring.transfer.actions.ledger import Item, Ledger, Sorted, in_batches, key_of
from kring.transfer.models import ImportRun, RunState
from kring.transfer.parity import LANGUAGES
from kring.transfer.readers.staff import Fault, Problem, Staff, StaffRow, read_staff
from kring.transfer.survey import Progress

SOURCE: Final = "people"
_BATCH: Final = 100


@dataclass(frozen=True, kw_only=True)
class StaffWishes:
    """The list to take over; `department` is for people of whom it names none."""

    file: Path
    department: str = ""
    dry_run: bool = False


@dataclass(frozen=True, kw_only=True)
class StaffReport:
    """What became of a list: found = new + changed + unchanged + left out."""

    file: str
    dry_run: bool
    found: int
    new: int
    changed: int
    same: int
    left_out: int
    faults: tuple[Fault, ...]
    ignored: tuple[str, ...]

    def figures(self) -> dict[str, Any]:
        """The report for machines."""
        return {
            "file": self.file,
            "dry_run": self.dry_run,
            "found": self.found,
            "new": self.new,
            "changed": self.changed,
            "unchanged": self.same,
            "left_out": self.left_out,
            "faults": [
                {"row": one.row, "column": one.column, "problem": one.problem.value, "kept": one.keeps}
                for one in self.faults
            ],
            "ignored_columns": list(self.ignored),
        }

    def words(self, language: str) -> str:
        """The report for people, in "nl" or "en"."""
        with translation.override(language):
            return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        title = _("People in %(file)s: what would happen") if self.dry_run else _("People in %(file)s")
        yield title % {"file": self.file}
        numbers = {
            "found": self.found,
            "new": self.new,
            "changed": self.changed,
            "same": self.same,
            "out": self.left_out,
        }
        yield (
            _("%(found)d found: %(new)d new, %(changed)d changed, %(same)d unchanged, %(out)d left out.")
            % numbers
        )
        if self.ignored:
            yield _("Columns that nothing is done with: %(names)s.") % {"names": ", ".join(self.ignored)}
        if self.faults:
            number = len(self.faults)
            yield ngettext("%(number)d remark:", "%(number)d remarks:", number) % {"number": number}
        for fault in self.faults:
            kept = " " + _("The person came in without it.") if fault.keeps else ""
            yield f"    {fault.words()}{kept}"
        if self.dry_run:
            yield _("Nothing was written.")


class _LeftOut(Exception):
    """This row does not come in."""

    def __init__(self, column: str, problem: Problem, value: str = "") -> None:
        super().__init__(column, problem, value)
        self.column, self.problem, self.value = column, problem, value


@dataclass
class _Work:
    staff: Staff
    ledger: Ledger
    now: datetime
    counts: Counter[str] = field(default_factory=Counter)
    accounts: dict[int, UUID] = field(default_factory=dict)  # row -> account
    outcomes: dict[int, str] = field(default_factory=dict)  # row -> "new", "changed" or "same"

    def fault(self, row: StaffRow, column: str, problem: Problem, value: str, *, keeps: bool) -> None:
        """Note something wrong."""
        self.staff.faults.append(Fault(row.row, self.staff.heading(column), problem, value, keeps))


def _silence(_step: str, _done: int, _total: int) -> None:
    """Tell nobody how far it is."""


def import_people(*, wishes: StaffWishes, now: datetime, progress: Progress = _silence) -> StaffReport:
    """Take a staff list over, quietly; people who are here already are brought up to date.

    Faulty rows stay out, the others come in. A dry run does the same and takes all of it back.
    Raises ImportRefused for a file that is no such list.
    """
    staff = read_staff(wishes.file, wishes.department)
    with _taken_back(wishes.dry_run):
        digest = hashlib.sha256(wishes.file.read_bytes()).hexdigest()
        run = ImportRun.objects.create(source=SOURCE, archive=digest, started_at=now)
        work = _Work(staff, Ledger(SOURCE, run.pk), now)
        for batch in in_batches(staff.rows, _BATCH):
            with transaction.atomic():
                for row in batch:
                    _bring(work, row)
            progress("People", batch[-1].row, staff.rows[-1].row)
        with transaction.atomic():
            _bring_managers(work)
            _bring_into_groups(work)
        report = _report(work, wishes)
        _end(run, report)
    return report


@contextmanager
def _taken_back(dry_run: bool) -> Iterator[None]:
    """With `dry_run` take everything back at the end, so that a dry run tells exactly what would happen."""
    if not dry_run:
        yield
        return
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _bring(work: _Work, row: StaffRow) -> None:
    try:
        with transaction.atomic():
            account = _account_of(work, row)
            if account is None:
                work.accounts[row.row], work.outcomes[row.row] = _new(work, row), "new"
            else:
                work.accounts[row.row], work.outcomes[row.row] = account.pk, _update(work, row, account)
    except _LeftOut as left_out:
        work.accounts.pop(row.row, None)
        work.outcomes.pop(row.row, None)
        work.fault(row, left_out.column, left_out.problem, left_out.value or row.email, keeps=False)


def _account_of(work: _Work, row: StaffRow) -> Account | None:
    """Whom the row is about: by personnel number, then by address, never by name."""
    key = key_of(row.number or "")
    by_number = work.ledger.ids("person", [key]).get(key) if row.number else None
    by_address = accounts_with_addresses([row.email]).get(row.email)
    if by_number and by_address not in (None, by_number):
        raise _LeftOut("email", Problem.TAKEN)
    if row.number and not by_number and by_address and work.ledger.has("person", by_address):
        raise _LeftOut("number", Problem.OTHER_NUMBER)
    found = by_number or by_address
    account = Account.objects.filter(pk=found).first() if found else None
    if account and account.kind != AccountKind.EMPLOYEE:
        raise _LeftOut("email", Problem.IS_GUEST)
    if account and row.number and not by_number:
        _write_number(work, row, account.pk)
    return account


def _write_number(work: _Work, row: StaffRow, account_id: UUID) -> None:
    key = key_of(row.number or "")
    work.ledger.write("person", Sorted((Item(key, "", row),), (), 0), {key: account_id})


def _new(work: _Work, row: StaffRow) -> UUID:
    person = NewAccount(
        email=row.email, name=row.name, language=row.language or "nl", until=_last_day(row, work.now)
    )
    account = create_account(person=person, by=None, now=_began(row, work.now), quiet=True)
    if row.number:
        _write_number(work, row, account.pk)
    correct_placement(account_id=account.pk, told=_placement(row), now=work.now)
    if _is_gone(row, work.now):
        deactivate_account(account_id=account.pk, by=None, now=work.now)
    return account.pk


def _update(work: _Work, row: StaffRow, account: Account) -> str:
    told = Correction(
        name=row.name,
        email=row.email,
        language=row.language or account.language,
        until=_last_day(row, work.now) if row.end else account.until,
    )
    changed = correct_account(account_id=account.pk, told=told)
    changed |= correct_placement(account_id=account.pk, told=_placement(row), now=work.now)
    if _is_gone(row, work.now):
        if account.is_active:
            _close(work, account)
            changed = True
    elif not account.is_active:
        work.fault(row, "email", Problem.CLOSED, row.email, keeps=True)
    return "changed" if changed else "same"


def _close(work: _Work, account: Account) -> None:
    try:
        deactivate_account(account_id=account.pk, by=None, now=work.now)
    except Refused:
        raise _LeftOut("end", Problem.LAST_ADMINISTRATOR) from None


def _placement(row: StaffRow) -> StaffPlacement:
    return StaffPlacement(
        department_id=department_called(name=row.department),
        place_id=place_named(name=row.place) if row.place else None,
        function=row.function,
        phone=row.phone[:40] if row.phone else None,
    )


def _began(row: StaffRow, now: datetime) -> datetime:
    """Since when somebody is here: the first day of work, unless it is still to come."""
    return min(_midnight(row.start), now) if row.start else now


def _midnight(day: date) -> datetime:
    return datetime.combine(max(day, date(1970, 1, 2)), time(), UTC)


def _last_day(row: StaffRow, now: datetime) -> date | None:
    return row.end if row.end and not _is_gone(row, now) else None


def _is_gone(row: StaffRow, now: datetime) -> bool:
    return row.end is not None and row.end < now.date()


def _bring_managers(work: _Work) -> None:
    """Managers by address, when everybody is here; a circle is reported and not followed."""
    rows = [row for row in work.staff.rows if row.manager and row.row in work.accounts]
    known = accounts_with_addresses([row.manager for row in rows if row.manager])
    above = managers()
    for row in rows:
        address = row.manager or ""
        account_id, manager_id = work.accounts[row.row], known.get(address)
        if manager_id is None:
            work.fault(row, "manager", Problem.UNKNOWN_MANAGER, address, keeps=True)
        elif _is_circular(above, account_id, manager_id):
            work.fault(row, "manager", Problem.CIRCULAR, address, keeps=True)
        elif correct_manager(account_id=account_id, manager_id=manager_id, now=work.now):
            above[account_id] = manager_id
            work.outcomes[row.row] = work.outcomes[row.row].replace("same", "changed")


def _is_circular(above: dict[UUID, UUID], account_id: UUID, manager_id: UUID) -> bool:
    met = {account_id}
    at: UUID | None = manager_id
    while at is not None and at not in met:
        met.add(at)
        at = above.get(at)
    return at == account_id


def _bring_into_groups(work: _Work) -> None:
    """Let people into the open groups that are named; for others somebody must decide."""
    for row in work.staff.rows:
        if not row.groups or row.row not in work.accounts:
            continue
        account = Account.objects.get(pk=work.accounts[row.row])
        for name in row.groups if account.is_active else ():
            viewer = viewer_for(account)
            try:
                join_group(actor=viewer, group_id=group_id_of(viewer, slug_of(name)), now=work.now)
            except Unseen:
                work.fault(row, "groups", Problem.UNKNOWN_GROUP, name, keeps=True)
            except Refused:
                work.fault(row, "groups", Problem.NO_ENTRY, name, keeps=True)


def _report(work: _Work, wishes: StaffWishes) -> StaffReport:
    outcomes = Counter(work.outcomes.values())
    return StaffReport(
        file=wishes.file.name,
        dry_run=wishes.dry_run,
        found=work.staff.found,
        new=outcomes["new"],
        changed=outcomes["changed"],
        same=outcomes["same"],
        left_out=work.staff.found - outcomes.total(),
        faults=tuple(sorted(work.staff.faults, key=lambda fault: fault.row)),
        ignored=work.staff.ignored,
    )


def _end(run: ImportRun, report: StaffReport) -> None:
    run.state, run.finished_at = RunState.DONE, utcnow()
    run.counts = {key: value for key, value in report.figures().items() if isinstance(value, int)}
    run.report = {"figures": report.figures(), **{code: report.words(code) for code in LANGUAGES}}
    run.save()

"""`kring import stackexchange`: a dump's questions, answers and people as our own records."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import connection
from django.utils.translation import gettext as _

from kring.groups.access import viewer_for
from kring.identity.imports import chair_account
from kring.identity.viewer import Viewer
from kring.kit.clock import utcnow
from kring.search.actions import index_group, rebuild_index
from kring.search.actions.imports import index_threads
from kring.transfer.actions.circle import bring_all_people, bring_all_topics, group_of_source
from kring.transfer.actions.ledger import Ledger
from kring.transfer.actions.talk import (
    bring_all_answers,
    bring_all_choices,
    bring_all_comments,
    bring_all_questions,
)
from kring.transfer.actions.work import Work
from kring.transfer.models import ImportRun, RunState
from kring.transfer.parity import LANGUAGES, Parity
from kring.transfer.queries import audience_of_group, was_cut_off
from kring.transfer.readers.stackexchange import Dump, open_dump
from kring.transfer.refusal import ImportRefused
from kring.transfer.survey import Progress, Survey, survey


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What the operator wants taken over, and how.

    `source` names it (the folder's name when empty) and must stay the same in later runs; `group` is the
    name of the open group for it; `owner` the e-mail address of who owns that group, else the first
    functional administrator; `site` an address for links back.
    """

    folder: Path
    source: str = ""
    group: str = ""
    owner: str = ""
    site: str = ""
    dry_run: bool = False

    @property
    def name(self) -> str:
        """The name of the source. Raises ImportRefused for one that cannot be kept."""
        name = self.source or self.folder.absolute().name
        if not re.fullmatch(r"\w[\w.-]{0,79}", name):
            raise ImportRefused(
                _("“%(name)s” is no name for a source: use letters, figures, dots and hyphens.")
                % {"name": name}
            )
        return name


def _silence(_step: str, _done: int, _total: int) -> None:
    """Tell nobody how far it is."""


def import_stackexchange(*, wishes: Wishes, now: datetime, progress: Progress = _silence) -> Parity:
    """Read a dump and take it over, quietly: no notice and no mail. A dry run writes nothing.

    A second run changes nothing; one that was cut off is taken up where it ended. Raises ImportRefused.
    """
    source = wishes.name
    dump = open_dump(wishes.folder)
    found = _Found(dump, survey(dump, progress), dump.archive())
    if wishes.dry_run:
        return _parity(source, found, dry_run=True)
    setting = _Setting(_owner(wishes.owner), now, progress)
    with _alone(source):
        cut_off = was_cut_off(source)
        run = ImportRun.objects.create(source=source, archive=found.archive, started_at=now)
        try:
            _apply(_work(wishes, found, Ledger(source, run.pk), setting), cut_off)
        except Exception:
            ImportRun.objects.filter(pk=run.pk).update(state=RunState.FAILED)
            raise
        parity = _parity(source, found, dry_run=False)
        _end(run, parity)
    return parity


@dataclass(frozen=True)
class _Found:
    dump: Dump
    seen: Survey
    archive: str


@dataclass(frozen=True)
class _Setting:
    owner: Viewer
    now: datetime
    progress: Progress


def _apply(work: Work, cut_off: bool) -> None:
    bring_all_people(work)
    bring_all_topics(work)
    bring_all_questions(work)
    bring_all_answers(work)
    bring_all_comments(work)
    bring_all_choices(work)
    _index(work, cut_off)


def _index(work: Work, cut_off: bool) -> None:
    """Let the search find what came in; after a cut it is not known what, so everything is indexed."""

    def tell(done: int, total: int) -> None:
        work.progress("Search index", done, total)

    if cut_off:
        rebuild_index(tell)
    elif work.touched:
        index_group(group_id=work.group_id)
        index_threads(thread_ids=work.touched, progress=tell)


def _work(wishes: Wishes, found: _Found, ledger: Ledger, setting: _Setting) -> Work:
    name = wishes.group or ledger.source
    group_id = group_of_source(ledger, setting.owner, name, setting.now)
    return Work(
        dump=found.dump,
        seen=found.seen,
        ledger=ledger,
        owner=setting.owner,
        now=setting.now,
        progress=setting.progress,
        site=wishes.site.rstrip("/"),
        group_id=group_id,
        audience_id=audience_of_group(group_id),
    )


def _owner(email: str) -> Viewer:
    account = chair_account(email)
    if account is None and email:
        raise ImportRefused(_("Nobody with the address %(email)s works here.") % {"email": email})
    if account is None:
        raise ImportRefused(
            _("A group needs an owner. Name a colleague with --owner, or make an administrator first.")
        )
    return viewer_for(account)


@contextmanager
def _alone(source: str) -> Iterator[None]:
    """Keep a second import of the same source out while this one runs."""
    values = {"what": "transfer.import", "source": source}
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext(%(what)s), hashtext(%(source)s))", values)
        if not cursor.fetchone()[0]:
            raise ImportRefused(_("An import of %(source)s is running already.") % {"source": source})
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(hashtext(%(what)s), hashtext(%(source)s))", values)


def _parity(source: str, found: _Found, *, dry_run: bool) -> Parity:
    seen = found.seen
    return Parity(
        source=source,
        archive=found.archive,
        dry_run=dry_run,
        lines=seen.lines(),
        first=seen.first,
        last=seen.last,
        unknown_people=len(seen.unknown),
        faults=tuple(seen.faults),
        fault_count=seen.fault_count,
        missing_files=found.dump.missing,
        space=2 * sum(table.path.stat().st_size for table in found.dump.tables.values()),
    )


def _end(run: ImportRun, parity: Parity) -> None:
    """Keep the report: as figures, and in words in both languages."""
    run.state, run.finished_at = RunState.DONE, utcnow()
    run.report = {"figures": parity.figures(), **{code: parity.words(code) for code in LANGUAGES}}
    run.counts = {
        line.kind.value: {"new": line.new, "changed": line.changed, "unchanged": line.same}
        for line in parity.lines
    }
    run.save()

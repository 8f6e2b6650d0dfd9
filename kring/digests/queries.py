"""What people have not seen yet: of one reader for pages, of many at once for the mails."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection

from kring.digests import statements
from kring.digests.cards import Block, Contents
from kring.digests.models import Digest, DigestChoice, Round
from kring.digests.rules import Appointment, chosen, newest_slot, next_moment
from kring.groups.models import GroupKind
from kring.identity.viewer import Viewer

BEGINNING = 80  # of a text without a title
FOREVER = datetime(9000, 1, 1, tzinfo=UTC)


def zone() -> ZoneInfo:
    """The clock by which digests are made."""
    return ZoneInfo(settings.TIME_ZONE)


def usual() -> Appointment:
    """The digest of who chose nothing."""
    return Appointment(settings.DIGEST)


@dataclass(frozen=True)
class Window:
    """One reader, from when and up to when to tell."""

    account_id: UUID
    since: datetime
    upto: datetime


@dataclass(frozen=True)
class OwnDigest:
    """How somebody's digest is arranged, when the next comes, and what it would say now."""

    appointment: Appointment
    next_at: datetime | None
    last_at: datetime | None
    preview: Contents


def appointment_of(viewer: Viewer) -> Appointment:
    """When the viewer gets a digest."""
    row = DigestChoice.objects.filter(account=viewer.id).first()
    return Appointment(row.rhythm, row.hour, row.weekday) if row else usual()


def told_upto(viewer: Viewer) -> datetime | None:
    """Up to where rounds came at the moment that the viewer has now; None before the first round."""
    now = appointment_of(viewer)
    rounds = Round.objects.filter(rhythm=now.rhythm, hour=now.hour, weekday=now.weekday)
    return rounds.values_list("upto", flat=True).first()


def own_digest(viewer: Viewer, now: datetime) -> OwnDigest:
    """What the page about one's digest shows; the preview is what would be sent at this moment."""
    appointment = appointment_of(viewer)
    since = told_upto(viewer) or now
    values = {"me": viewer.id, "since": since, "slot": date.max, "limit": 1}
    found = _rows(statements.READERS.format(who="a.id = %(me)s"), values)
    windows = [Window(account, start, now) for account, start in found]
    last = Digest.objects.filter(account=viewer.id).values_list("sent_at", flat=True).first()
    preview = contents(None, windows).get(viewer.id, Contents())
    return OwnDigest(appointment, next_moment(appointment, now, zone()), last, preview)


def unseen(viewer: Viewer) -> Contents:
    """All that the viewer's last digest counted and that is still unread."""
    last = Digest.objects.filter(account=viewer.id).first()
    if last is None:
        return Contents()
    window = Window(viewer.id, last.since, last.upto)
    return contents(None, [window], before=last.sent_at or FOREVER, whole=True).get(viewer.id, Contents())


def readers(viewer: None, at: Round, after: UUID, limit: int) -> list[Window]:
    """The next people of a round, in order of their ids, each with the moment from when to tell."""
    here = usual()
    values = {
        "after": after,
        "rhythm": at.rhythm,
        "hour": at.hour,
        "weekday": at.weekday,
        "usual": here.rhythm,
        "usual_hour": here.hour,
        "usual_weekday": here.weekday,
        "since": at.since,
        "slot": at.slot,
        "limit": limit,
    }
    found = _rows(statements.READERS.format(who=statements.OF_ROUND), values)
    return [Window(account, since, at.upto) for account, since in found]


def with_news(viewer: None, windows: Sequence[Window]) -> list[Window]:
    """Those who have something to be told of; one statement."""
    found = {account for account, _since in _rows(statements.HAVE_NEWS, _values(windows, FOREVER))}
    return [window for window in windows if window.account_id in found]


def windows_of(viewer: None, wanted: Mapping[UUID, date]) -> list[Window]:
    """What the digests of these people and days are about; a later digest took over those of days before."""
    rows = Digest.objects.filter(account__in=list(wanted), sent_at__isnull=True)
    return [Window(row.account_id, row.since, row.upto) for row in rows if row.slot == wanted[row.account_id]]


def contents(
    viewer: None, windows: Sequence[Window], *, before: datetime = FOREVER, whole: bool = False
) -> dict[UUID, Contents]:
    """What each of many readers has not seen, by the rights each has now; one statement.

    Who has seen everything is left out. With `whole` nothing is kept back.
    """
    if not windows:
        return {}
    rows = _rows(statements.CONTENTS, {**_values(windows, before), "whole": whole})
    return {reader: _contents(list(own), whole) for reader, own in groupby(rows, key=lambda row: row[0])}


def appointments(viewer: None) -> set[Appointment]:
    """Every moment that somebody chose, and the one of who chose nothing."""
    found = DigestChoice.objects.values_list("rhythm", "hour", "weekday").distinct()
    every = {Appointment(*row) for row in found} | {usual()}
    return {one for one in every if one.is_on}


def first_slot(appointment: Appointment, now: datetime) -> date:
    """The day that counts as done when nobody had this moment before."""
    return newest_slot(appointment, now, zone())


def unfinished(viewer: None) -> list[int]:
    """Rounds with people who were not looked at yet."""
    return list(Round.objects.filter(after__isnull=False).values_list("pk", flat=True))


def _values(windows: Sequence[Window], before: datetime) -> dict[str, Any]:
    return {
        "ids": [one.account_id for one in windows],
        "since": [one.since for one in windows],
        "upto": [one.upto for one in windows],
        "before": before,
    }


def _rows(statement: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def _contents(rows: list[tuple[Any, ...]], whole: bool) -> Contents:
    blocks = [(bool(row[2]), _block(row, whole)) for row in rows]
    if not whole:
        own, wide = chosen(blocks)
    else:
        own, wide = ([block for is_own, block in blocks if is_own is wanted] for wanted in (True, False))
    return Contents(tuple(own), tuple(wide), rows[0][1])


def _block(row: tuple[Any, ...], whole: bool) -> Block:
    """One conversation; what a mail may not hold of a closed group is left out, unless it is for a page."""
    _me, _total, is_own, act, thread_id, kind, title, excerpt, author, group, shows, circle, *rest = row
    is_solved, news, last, by = rest
    shows_text = bool(shows) or whole
    is_hidden = circle == GroupKind.HIDDEN and not shows_text
    return Block(
        thread_id=thread_id,
        kind=kind,
        title=title or (excerpt[:BEGINNING] if shows_text else ""),
        excerpt=excerpt if shows_text and title else "",
        author=author,
        group=group or "",
        act=act,
        is_own=is_own,
        is_hidden=is_hidden,
        is_solved=is_solved,
        news=news or 0,
        last=(last or "") if shows_text else "",
        by=by or "",
    )

"""Moments, durations and numbers as Kring writes them, in the language and time zone that are active."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

WEEK = 7


def number(value: int | float) -> str:
    """A number with separators: 4.212 in Dutch, 4,212 in English; at most one decimal."""
    rounded = round(value, 1)
    places = 0 if float(rounded).is_integer() else 1
    return number_format(rounded, decimal_pos=places, use_l10n=True, force_grouping=True)


def clock(moment: datetime) -> str:
    """The time of day: "8.15 uur", "8:15"."""
    here = timezone.localtime(moment)
    return _("%(hour)d:%(minute)s") % {"hour": here.hour, "minute": f"{here.minute:02}"}


def day(value: date | datetime, *, today: date | None = None) -> str:
    """A date in words: "27 november", with the year when it is not this year."""
    at = timezone.localtime(value).date() if isinstance(value, datetime) else value
    this_year = (today or timezone.localdate()).year
    parts = {"day": at.day, "month": MONTHS[at.month], "year": at.year}
    if at.year == this_year:
        return _("%(day)d %(month)s") % parts
    return _("%(day)d %(month)s %(year)d") % parts


def when(moment: datetime, now: datetime | None = None) -> str:
    """A moment seen from now: "vandaag 8.15 uur", "vrijdag 10.12 uur", "27 november"."""
    today = timezone.localdate(now)
    at = timezone.localtime(moment)
    days = (today - at.date()).days
    if days == 0:
        return _("today %(time)s") % {"time": clock(moment)}
    if days == 1:
        return _("yesterday %(time)s") % {"time": clock(moment)}
    if 1 < days < WEEK:
        return _("%(weekday)s %(time)s") % {"weekday": WEEKDAYS[at.weekday()], "time": clock(moment)}
    return day(at.date(), today=today)


def duration(span: timedelta) -> str:
    """A length of time in its largest whole unit: "40 minuten", "5 uur", "2 dagen"."""
    minutes = max(1, int(span.total_seconds() // 60))
    if minutes < 60:
        return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
    if minutes < 24 * 60:
        hours = minutes // 60
        return ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}
    days = minutes // (24 * 60)
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": number(days)}


def ago(moment: datetime, now: datetime | None = None) -> str:
    """How long ago a moment was: "2 dagen geleden"."""
    return _("%(duration)s ago") % {"duration": duration((now or timezone.now()) - moment)}


def waits(moment: datetime, now: datetime | None = None) -> str:
    """How long a question waits: "Wacht 2 dagen op antwoord"."""
    return _("Waiting %(duration)s for an answer") % {"duration": duration((now or timezone.now()) - moment)}

"""Who is told of what, and for which reason; pure decisions on ids."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from kring.infra.fetching import may_be_outside
from kring.infra.push import Browser, is_lock
from kring.infra.verdict import YES, Verdict
from kring.notifications.models import Reason, Road

STRENGTH = tuple(reason.value for reason in Reason)  # strongest first


# What is asked of one person, or comes as an answer; the rest waits for who looks in Kring.
MAILED_AT_ONCE = frozenset(
    {Reason.MENTION, Reason.ANSWER, Reason.REPLY, Reason.REVIEW, Reason.HELD, Reason.REPORT}
)
# Over which roads people hear of what, unless they choose otherwise.
_ASKED = frozenset({Road.KRING, Road.PUSH, Road.MAIL, Road.DIGEST})
_LATER = frozenset({Road.KRING, Road.DIGEST})
_OWN_DUTY = frozenset({Road.KRING, Road.PUSH, Road.MAIL})
DEFAULT_ROADS: dict[Reason, frozenset[Road]] = {
    reason: _ASKED if reason in MAILED_AT_ONCE else _LATER for reason in Reason
} | {Reason.REVIEW: _OWN_DUTY, Reason.HELD: _OWN_DUTY, Reason.REPORT: _OWN_DUTY}
# Looking at a report is a duty: this cannot be turned off.
FIXED = frozenset({(Reason.REPORT, Road.KRING)})
Wishes = dict[Reason, frozenset[Road]]
# Ready sets of choices: as it is without any, only what is asked of one person, and nothing outside Kring.
PRESETS: dict[str, Wishes] = {
    "default": DEFAULT_ROADS,
    "asked": {
        reason: roads if reason in MAILED_AT_ONCE else frozenset() for reason, roads in DEFAULT_ROADS.items()
    },
    "kring": dict.fromkeys(Reason, frozenset({Road.KRING})),
}
# What is said to one person reaches that person also from a group that is muted.
ADDRESSED = frozenset(
    {Reason.MENTION, Reason.PRAISE, Reason.ACCEPTED, Reason.ANSWER, Reason.REPLY, Reason.MERGED}
    | {Reason.REVIEW, Reason.HELD, Reason.REPORT}
)
# So long a mail waits for more news of the same conversation.
GATHERED = timedelta(minutes=2)


@dataclass(frozen=True)
class Circle:
    """Everybody who has something to do with one new comment."""

    author_id: UUID  # of the thread
    is_answer: bool = False
    parent_author_id: UUID | None = None  # of the comment that is replied to
    mentioned: frozenset[UUID] = frozenset()
    wanted: frozenset[UUID] = frozenset()  # also wanted to know
    circled: frozenset[UUID] = frozenset()  # in a group or department that is named
    followers: frozenset[UUID] = frozenset()


def strongest(reasons: Iterable[Reason]) -> Reason:
    """The reason that is shown when there are several."""
    return min(reasons, key=lambda reason: STRENGTH.index(reason.value))


def reasons_for_thread(
    mentioned: Iterable[UUID], praised: Iterable[UUID] = (), circled: Iterable[UUID] = ()
) -> dict[UUID, Reason]:
    """Whom a new thread is news for: who is named, alone or with a group, and who gets its kudos."""
    named = dict.fromkeys(circled, Reason.CIRCLE) | dict.fromkeys(mentioned, Reason.MENTION)
    return named | dict.fromkeys(praised, Reason.PRAISE)


def reasons_for_comment(circle: Circle) -> dict[UUID, Reason]:
    """Whom a comment is news for, each with the strongest reason."""
    told: dict[UUID, list[Reason]] = {}

    def tell(people: Iterable[UUID], reason: Reason) -> None:
        for person in people:
            told.setdefault(person, []).append(reason)

    tell(circle.mentioned, Reason.MENTION)
    if circle.is_answer:
        tell([circle.author_id], Reason.ANSWER)
        tell(circle.wanted, Reason.WANTED)
    elif circle.parent_author_id is None:
        tell([circle.author_id], Reason.REPLY)
    else:
        tell([circle.parent_author_id], Reason.REPLY)
        tell([circle.author_id], Reason.COMMENT)
    tell(circle.circled, Reason.CIRCLE)
    tell(circle.followers, Reason.COMMENT)
    return {person: strongest(reasons) for person, reasons in told.items()}


def reasons_for_acceptance(answer_author: UUID, followers: Iterable[UUID]) -> dict[UUID, Reason]:
    """Who gave the answer hears that it helped; who follows the question, that it is solved."""
    return {**dict.fromkeys(followers, Reason.SOLVED), answer_author: Reason.ACCEPTED}


LONGEST_AWAY = 2 * 366  # days


@dataclass(frozen=True)
class Rest:
    """When somebody wants to be left alone: hours of a day, days of a week, and until a day."""

    quiet_from: time | None = None
    quiet_until: time | None = None
    work_days: frozenset[int] = frozenset(range(1, 8))  # Monday is 1; none at all counts as all
    away_until: date | None = None  # the first day back


def flaws_in(rest: Rest, today: date) -> Iterator[tuple[str, str]]:
    """What is wrong with wishes as somebody filled them in, as (field, sentence)."""
    start, end, away = rest.quiet_from, rest.quiet_until, rest.away_until
    if (start is None) != (end is None):
        yield "quiet_from" if start is None else "quiet_until", _("Fill in both times, or neither.")
    elif start is not None and start == end:
        yield "quiet_until", _("Choose another time than the one at which it begins.")
    if away is not None and not 0 < (away - today).days <= LONGEST_AWAY:
        yield "away_until", _("Choose a day after today, at most two years from now.")


def next_moment(rest: Rest, now: datetime, zone: ZoneInfo) -> datetime:
    """The first moment from `now` on that is outside quiet hours, on a working day and not on holiday."""
    moment = now.astimezone(UTC)
    # A holiday, then a weekend or even six days off, then the quiet hours of the first day.
    for _turn in range(12):
        later = _end_of_rest(rest, moment.astimezone(zone))
        if later is None:
            break
        moment = max(later.astimezone(UTC), moment)
    return moment


def _end_of_rest(rest: Rest, local: datetime) -> datetime | None:
    """When the rest ends in which `local` falls; None when it falls in none."""
    today = local.date()
    if rest.away_until is not None and today < rest.away_until:
        return datetime.combine(rest.away_until, time(), local.tzinfo)
    if rest.work_days and local.isoweekday() not in rest.work_days:
        return datetime.combine(today + timedelta(days=1), time(), local.tzinfo)
    return _end_of_quiet(rest, local)


def _end_of_quiet(rest: Rest, local: datetime) -> datetime | None:
    start, end, clock = rest.quiet_from, rest.quiet_until, local.time()
    if start is None or end is None or start == end:
        return None
    is_evening = start > end and clock >= start
    if not is_evening and not (clock < end and (start > end or clock >= start)):
        return None
    day = local.date() + timedelta(days=1) if is_evening else local.date()
    # In the night in which the clock goes back an hour comes twice; its second time ends at the second end.
    return datetime.combine(day, end, local.tzinfo).replace(fold=local.fold)


def with_choices(choices: Iterable[tuple[Reason, Road, bool]]) -> Wishes:
    """The roads of each reason for who chose this: the default, with these differences."""
    wishes = dict(DEFAULT_ROADS)
    for reason, road, on in choices:
        wishes[reason] = wishes[reason] | {road} if on else wishes[reason] - {road}
    return {reason: roads | _fixed(reason) for reason, roads in wishes.items()}


def differences(wishes: Mapping[Reason, Collection[Road]]) -> Iterator[tuple[Reason, Road, bool]]:
    """Where wishes differ from the default; what is fixed never does."""
    for reason, roads in wishes.items():
        for road in Road:
            on = road in roads or road in _fixed(reason)
            if on != (road in DEFAULT_ROADS[reason]):
                yield reason, road, on


def _fixed(reason: Reason) -> frozenset[Road]:
    return frozenset(road for one, road in FIXED if one == reason)


MOST_DEVICES = 20  # of one person
# So long a push waits: who has the conversation open, or opens it, reads the news there.
PUSHED_AFTER = timedelta(seconds=20)
PUSH_KEPT = timedelta(days=1)  # by the service of a browser that is away
# A mark in what a browser says of itself, and the name for it; the first one counts.
_BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
_SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "CrOS": "ChromeOS",
    "Mac OS": "macOS",
    "Linux": "Linux",
}


def device_named(agent: str) -> tuple[str, str]:
    """Browser and system in what a browser says of itself, each "" when it is another one."""
    browser = next((name for mark, name in _BROWSERS.items() if mark in agent), "")
    return browser, next((name for mark, name in _SYSTEMS.items() if mark in agent), "")


def may_add_device(browser: Browser, count: int) -> Verdict:
    """Whether somebody with so many devices may have this browser told of notices too."""
    if not may_be_outside(browser.endpoint) or not is_lock(browser.p256dh, browser.auth):
        return Verdict(_("This browser gave an address that Kring does not send to."))
    if count >= MOST_DEVICES:
        return Verdict(_("You have as many devices as fit. Remove one first."))
    return YES

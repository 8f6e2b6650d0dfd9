"""Over which roads people want to hear of what, and when they want to be left alone."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from kring.infra import push
from kring.notifications.models import Choice, Hours, Reason, Road
from kring.notifications.queries import rest_of
from kring.notifications.rules import DEFAULT_ROADS, next_moment


def wants(accounts: Collection[UUID], reason: Reason, road: Road) -> set[UUID]:
    """Those of `accounts` who want to hear of `reason` over `road`; one statement."""
    by_default = road in DEFAULT_ROADS[reason]
    differs = Choice.objects.filter(account__in=accounts, reason=reason, road=road, on=not by_default)
    people = set(differs.values_list("account", flat=True))
    return set(accounts) - people if by_default else people


def moments(accounts: Iterable[UUID], now: datetime) -> dict[UUID, datetime]:
    """For each account the first moment from `now` on at which push and mail are welcome; one statement.

    That is outside quiet hours, on a working day and after the days off, in the time zone of the office.
    """
    zone = ZoneInfo(settings.TIME_ZONE)
    wanted = set(accounts)
    rests = {row.account_id: rest_of(row) for row in Hours.objects.filter(account__in=wanted)}
    return {one: next_moment(rests[one], now, zone) if one in rests else now for one in wanted}


def roads_here() -> tuple[Road, ...]:
    """The roads that this Kring has: push only where it has a key for it."""
    return tuple(road for road in Road if road != Road.PUSH or push.is_set_up())

"""What somebody wants to hear of, over which road, and when not."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db import transaction

from kring.identity.viewer import Viewer
from kring.notifications.models import Choice, Hours, Reason, Road
from kring.notifications.queries import hours, roads
from kring.notifications.rules import DEFAULT_ROADS, Rest, Wishes, differences


@transaction.atomic
def choose_roads(
    *, reader: Viewer, chosen: Mapping[Reason, Collection[Road]], among: Collection[Road] = tuple(Road)
) -> Wishes:
    """Hear of the reasons in `chosen` over exactly these of the roads `among`; the rest stays as it is.

    What is a duty stays on. Returns how it stood, for undo.
    """
    was = roads(reader)
    wishes = {
        reason: {road for road in Road if road in (picked if road in among else was[reason])}
        for reason, picked in chosen.items()
    }
    Choice.objects.filter(account=reader.id, reason__in=wishes).delete()
    Choice.objects.bulk_create(
        [
            Choice(account_id=reader.id, reason=reason, road=road, on=on)
            for reason, road, on in differences(wishes)
        ],
        update_conflicts=True,  # of somebody who saves in two windows at once the last one counts
        unique_fields=["account", "reason", "road"],
        update_fields=["on"],
    )
    return was


def set_road(*, account_id: UUID, reason: Reason, road: Road, on: bool) -> None:
    """Turn one road for one reason on or off."""
    own = Choice.objects.filter(account=account_id, reason=reason, road=road)
    if on == (road in DEFAULT_ROADS[reason]):
        own.delete()
    else:
        Choice.objects.update_or_create(account_id=account_id, reason=reason, road=road, defaults={"on": on})


@transaction.atomic
def set_hours(*, reader: Viewer, rest: Rest) -> Rest:
    """Be left alone at these hours and days. Returns how it stood, for undo."""
    was = hours(reader)
    if rest == Rest():
        Hours.objects.filter(account=reader.id).delete()
        return was
    Hours.objects.update_or_create(
        account_id=reader.id,
        defaults={
            "quiet_from": rest.quiet_from,
            "quiet_until": rest.quiet_until,
            "work_days": sorted(rest.work_days),
            "away_until": rest.away_until,
        },
    )
    return was

"""What somebody wants to hear of, over which road, and when not."""

from kring.identity.viewer import Viewer
from kring.notifications.models import Choice, Hours, Reason, Road
from kring.notifications.rules import Rest, Wishes, with_choices


def roads(viewer: Viewer) -> Wishes:
    """Over which roads the viewer hears of what; one statement."""
    rows = Choice.objects.filter(account=viewer.id).values_list("reason", "road", "on")
    return with_choices((Reason(reason), Road(road), on) for reason, road, on in rows)


def hours(viewer: Viewer) -> Rest:
    """When the viewer wants to be left alone."""
    row = Hours.objects.filter(account=viewer.id).first()
    return rest_of(row) if row else Rest()


def rest_of(row: Hours) -> Rest:
    """A row as the rules take it."""
    days = frozenset(row.work_days) or Rest().work_days
    return Rest(row.quiet_from, row.quiet_until, days, row.away_until)

"""The reader's own row of lanes: adding, naming, filtering, ordering, hiding, removing."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kring.identity.models import Account
from kring.identity.viewer import Viewer
from kring.infra.verdict import Refused, Unseen
from kring.timelines.models import OwnLane
from kring.timelines.queries.lanes import STANDARD, LaneRow

MOST_LANES = 20


def _all_of(reader: Viewer) -> list[OwnLane]:
    """All lanes of the reader in order, ours made into rows the first time; the account is locked."""
    Account.objects.select_for_update().only("pk").get(pk=reader.id)
    rows = list(OwnLane.objects.filter(account=reader.id).order_by("position", "id"))
    if rows:
        return rows
    made = [OwnLane(account_id=reader.id, base=base, position=at) for at, base in enumerate(STANDARD)]
    return OwnLane.objects.bulk_create(made)


def _one_of(rows: list[OwnLane], lane: str) -> OwnLane:
    """A lane by its id, or one of ours by its name. Raises Unseen."""
    for row in rows:
        if lane in {str(row.pk), row.base if not row.name else ""}:
            return row
    raise Unseen


def _own_of(rows: list[OwnLane], lane: str) -> OwnLane:
    """A lane that the reader added. Raises Unseen."""
    row = _one_of(rows, lane)
    if not row.name:
        raise Unseen
    return row


def _refuse_taken(rows: list[OwnLane], name: str) -> None:
    if any(row.name.lower() == name.lower() for row in rows):
        raise Refused(_("You have a lane with that name already."))


def add_lane(*, reader: Viewer, name: str, base: str, filters: str) -> UUID:
    """Add an own lane at the end; refused above twenty, or when one has the name already."""
    with transaction.atomic():
        rows = _all_of(reader)
        if len(rows) >= MOST_LANES:
            raise Refused(_("You have twenty lanes. First remove one."))
        _refuse_taken(rows, name)
        last = max(row.position for row in rows)
        made = OwnLane.objects.create(
            account_id=reader.id, base=base, name=name, filters=filters, position=last + 1
        )
    return made.pk


def rename_lane(*, reader: Viewer, lane: str, name: str) -> None:
    """Give an own lane another name that no other lane has; ours keep theirs. Raises Unseen."""
    with transaction.atomic():
        rows = _all_of(reader)
        row = _own_of(rows, lane)
        _refuse_taken([other for other in rows if other.pk != row.pk], name)
        OwnLane.objects.filter(pk=row.pk).update(name=name)


def refilter_lane(*, reader: Viewer, lane: str, base: str, filters: str) -> None:
    """Let an own lane start from another one and leave other things out; ours stay. Raises Unseen."""
    with transaction.atomic():
        row = _own_of(_all_of(reader), lane)
        OwnLane.objects.filter(pk=row.pk).update(base=base, filters=filters)


def move_lane(*, reader: Viewer, lane: str, up: bool) -> None:
    """Let a lane change places with its neighbour; at the end nothing happens. Raises Unseen."""
    with transaction.atomic():
        rows = _all_of(reader)
        at = rows.index(_one_of(rows, lane))
        other = at - 1 if up else at + 1
        if 0 <= other < len(rows):
            rows[at], rows[other] = rows[other], rows[at]
            for position, row in enumerate(rows):
                row.position = position
            OwnLane.objects.bulk_update(rows, ["position"])


def hide_lane(*, reader: Viewer, lane: str, hidden: bool) -> None:
    """Hide a lane or show it again; the last one that shows stays. Raises Unseen."""
    with transaction.atomic():
        rows = _all_of(reader)
        row = _one_of(rows, lane)
        if hidden and all(other.hidden for other in rows if other.pk != row.pk):
            raise Refused(_("One lane has to stay."))
        OwnLane.objects.filter(pk=row.pk).update(hidden=hidden)


def remove_lane(*, reader: Viewer, lane: str) -> LaneRow:
    """Take an own lane away and return what it was, for undo; ours can only be hidden. Raises Unseen."""
    with transaction.atomic():
        row = _own_of(_all_of(reader), lane)
        row.delete()
    return LaneRow(None, row.base, row.name, row.filters, row.hidden)

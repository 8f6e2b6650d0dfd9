"""Reports that the viewer may decide on."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from kring.discussion.models import ItemState, Report
from kring.groups.access import readable_by
from kring.groups.models import Membership
from kring.identity.models import Role
from kring.identity.viewer import Viewer
from kring.infra.verdict import Unseen


def reports(viewer: Viewer) -> QuerySet[Report]:
    """Open reports in conversations the viewer may read and watches over, oldest first."""
    own = Exists(Membership.objects.filter(group=OuterRef("thread__group"), account=viewer.id, is_owner=True))
    watch = Q() if viewer.has(Role.MODERATOR) else Q(own)
    # A text that was taken away is nobody's to read any more; should it come back, so does its report.
    there = Q(comment__isnull=True) | Q(comment__state=ItemState.PUBLISHED)
    return (
        Report.objects.filter(readable_by(viewer, "thread__audience"), watch, settled_at__isnull=True)
        .filter(there, thread__state=ItemState.PUBLISHED)
        .select_related("thread", "comment", "reporter")
        .order_by("at", "id")
    )


def report_for(viewer: Viewer, report_id: UUID, *, lock: bool = False) -> Report:
    """One of `reports`; raises Unseen for any other."""
    rows = reports(viewer).filter(pk=report_id)
    if lock:
        rows = rows.select_for_update(of=("self",))
    row = rows.first()
    if row is None:
        raise Unseen
    return row

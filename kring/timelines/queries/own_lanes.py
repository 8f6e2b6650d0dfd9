"""The reader's row of lanes, hidden ones included."""

import json

from django.db import connection

from kring.identity.viewer import Viewer
from kring.timelines.queries.lanes import LANES_SQL, LaneRow, lane_rows


def own_lanes(viewer: Viewer) -> tuple[LaneRow, ...]:
    """All lanes of the viewer in his order."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {LANES_SQL}", {"me": viewer.id})
        return lane_rows(json.loads(cursor.fetchone()[0]))

"""What is read in one place is read in every tab and on every device."""

import json

import pytest
from django.db import connection

from kring.infra.live_tickets import private_stream
from kring.kit.clock import utcnow
from kring.notifications import actions
from kring.notifications.models import Notice
from tests.jobs import run_jobs

pytestmark = pytest.mark.django_db
WAYS = {
    "opened": lambda viewer, notice: actions.note_opened(
        viewer=viewer, thread_id=notice.thread_id, now=utcnow()
    ),
    "one": lambda viewer, notice: actions.mark_read(viewer=viewer, notice_id=notice.pk),
    "all": lambda viewer, notice: actions.mark_all_read(viewer=viewer, until=notice.at),
}


class Signals:
    """Notes every signal on its way to the live process."""

    def __init__(self):
        self.streams = []

    def __call__(self, execute, sql, params, many, context):
        if "pg_notify" in sql:
            self.streams += json.loads(params[1])["streams"]
        return execute(sql, params, many, context)


@pytest.mark.parametrize("way", WAYS)
def test_reading_tells_the_reader_only_and_once(cast, way):
    cast.publish("owner", "closed", source=f"Dag @{cast.member.handle}.")
    run_jobs()
    notice, viewer, signals = Notice.objects.get(), cast.viewer("member"), Signals()
    with connection.execute_wrapper(signals):
        WAYS[way](cast.viewer("owner"), notice)
        assert signals.streams == []
        for _time in range(2):
            WAYS[way](viewer, notice)
    assert signals.streams == [str(private_stream(viewer.id))]

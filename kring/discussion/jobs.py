"""What happens to a file after its upload, and to one that was never placed."""

from datetime import UTC, datetime, timedelta

from procrastinate.contrib.django import app

from kring.discussion.actions import attachments
from kring.discussion.events import FileUploaded

KEEP_WAITING = timedelta(hours=24)


def inspect_file(event: FileUploaded) -> None:
    """A file came in: scan it, and take its words for search."""
    attachments.inspect_file(attachment_id=event.attachment_id, now=event.at)


@app.periodic(cron="37 3 * * *")
@app.task(name="forget_waiting_files")
def forget_waiting_files(timestamp: int) -> None:
    """Each night: forget files that were never placed. `timestamp` is the planned second."""
    attachments.forget_waiting(before=datetime.fromtimestamp(timestamp, UTC) - KEEP_WAITING)

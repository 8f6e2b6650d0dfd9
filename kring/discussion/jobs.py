"""What happens to a file after its upload, and to files and pages elsewhere that nothing is left of."""

from datetime import UTC, datetime, timedelta

from procrastinate.contrib.django import app

from kring.discussion.actions import attachments, follows, previews
from kring.discussion.events import FileUploaded, ThreadEvent

KEEP_WAITING = timedelta(hours=24)
SCAN_AGAIN = timedelta(minutes=15)  # the job's own tries are over by then


def inspect_file(event: FileUploaded) -> None:
    """A file came in: scan it, and take its words for search."""
    attachments.inspect_file(attachment_id=event.attachment_id, now=event.at)


def preview_link(event: ThreadEvent) -> None:
    """A text was placed: see what the page is that it points at. Not for what came from elsewhere."""
    if not event.quiet:
        comment_id = getattr(event, "comment_id", None)
        previews.preview_link(thread_id=event.thread_id, comment_id=comment_id, now=event.at)


@app.periodic(cron="37 3 * * *")
@app.task(name="forget_waiting_files")
def forget_waiting_files(timestamp: int) -> None:
    """Each night: forget files that were never placed. `timestamp` is the planned second."""
    attachments.forget_waiting(before=datetime.fromtimestamp(timestamp, UTC) - KEEP_WAITING)


@app.periodic(cron="47 3 * * *")
@app.task(name="forget_outside_pages")
def forget_outside_pages(timestamp: int) -> None:
    """Each night: forget pages elsewhere that no text has. `timestamp` is the planned second."""
    previews.forget_pages(now=datetime.fromtimestamp(timestamp, UTC))


@app.periodic(cron="*/15 * * * *")
@app.task(name="ask_scanner_again")
def ask_scanner_again(timestamp: int) -> None:
    """The scanner may have been away: files without a verdict are looked at again."""
    now = datetime.fromtimestamp(timestamp, UTC)
    attachments.ask_scanner_again(before=now - SCAN_AGAIN, now=now)


@app.periodic(cron="*/5 * * * *")
@app.task(name="end_past_mutes")
def end_past_mutes(timestamp: int) -> None:
    """Mutes end a few minutes after their moment at most. `timestamp` is the planned second."""
    follows.end_past_mutes(now=datetime.fromtimestamp(timestamp, UTC))

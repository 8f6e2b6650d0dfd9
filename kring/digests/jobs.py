"""Rounds of digests, begun by the clock and built in parts."""

from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from kring.digests import actions
from kring.kit.clock import utcnow


@app.periodic(cron="*/5 * * * *")
@app.task(name="begin_digests")
def begin_digests(timestamp: int) -> None:
    """Every five minutes: begin the rounds whose moment has come, and go on with those cut off."""
    for round_id in actions.begin_rounds(now=utcnow()):
        _build_soon(round_id)


# One job a round at a time; each part is kept when it is done, so a killed one goes on where it was.
@app.task(name="build_digests")
def build_digests(round_id: int) -> None:
    """Queue the digests of one round."""
    while actions.build_part(round_id=round_id, now=utcnow()):
        pass


def _build_soon(round_id: int) -> None:
    name = f"digests-{round_id}"
    try:
        build_digests.configure(lock=name, queueing_lock=name).defer(round_id=round_id)
    except AlreadyEnqueued:
        return

"""A worker in a process of its own that is killed, as by kill -9, at a named point of its first push.

Run: python -m tests.faults.dying_pusher POINT PORT, with the service of the browsers on that port.
"""

import asyncio
import socket
import sys
from importlib import import_module

from tests.faults.dying_sender import dying

# Point -> what is about to be done or was just done there.
POINTS: dict[str, tuple[str, str]] = {
    "before the claim": ("before", "procrastinate.manager.JobManager.fetch_job"),
    "after the claim": ("before", "kring.notifications.actions.push_notice"),
    "asked what is news": ("after", "kring.notifications.actions.pushing.news_to_push"),
    "said in words": ("after", "kring.notifications.actions.pushing.said"),
    "locked for the browser": ("before", "kring.infra.push.hand_over"),
    "the service has it": ("after", "kring.infra.push.hand_over"),
    "before the ledger": ("after", "kring.infra.push.send"),
    "told, not committed": ("after", "kring.notifications.actions.pushing.note_told"),
    "told and committed": ("after", "kring.notifications.actions.push_notice"),
    "before the job is done": ("before", "procrastinate.manager.JobManager.finish_job"),
}
# There the service has it and the ledger does not: it is told again, under the same topic.
TOLD_AGAIN = {"the service has it", "before the ledger", "told, not committed"}


def main(point: str, port: str) -> None:
    """Free the jobs of the dead and carry out what is due, until the point."""
    import django

    django.setup()
    from django.utils.module_loading import import_string

    from kring.infra import fetching

    fetching._resolve = lambda host, _port: [(0, 0, 0, "", ("93.184.216.34", 443))]
    here = ("127.0.0.1", int(port))
    fetching._dial = lambda address, _port, wait: socket.create_connection(here, timeout=wait)
    if point:
        when, path = POINTS[point]
        place, _, name = path.rpartition(".")
        owner = import_string(place) if place.endswith("Manager") else import_module(place)
        setattr(owner, name, dying(getattr(owner, name), when))
    asyncio.run(work())


async def work() -> None:
    """As `kring worker` does, once."""
    from procrastinate.contrib.django import app

    from kring.config.cli.worker import DEAD_AFTER, free_jobs_of_the_dead

    with app.replace_connector(app.connector.get_worker_connector()):
        async with app.open_async():
            freeing = asyncio.create_task(free_jobs_of_the_dead())
            while list(await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=DEAD_AFTER)):
                await asyncio.sleep(0.05)
            freeing.cancel()
            await app.run_worker_async(
                wait=False, concurrency=1, delete_jobs="successful", install_signal_handlers=False
            )


if __name__ == "__main__":
    main(*sys.argv[1:])

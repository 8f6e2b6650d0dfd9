"""The worker: carries out jobs, and takes up again the jobs of a worker that was killed."""

import asyncio
import logging
import signal

import click

from kring.config.cli.ground import ground, load_django

log = logging.getLogger("kring.worker")

# A worker shows itself every 5 s; one not seen for 20 s is dead and its jobs are free.
HEARTBEAT, DEAD_AFTER = 5.0, 20.0
# Seconds for the jobs in hand when told to stop, and until we end without more ado.
PATIENCE, LAST_MOMENT = 6.0, 9


@click.command()
@click.option("--concurrency", type=click.IntRange(1, 32), default=2, show_default=True, help="Jobs at once.")
def worker(concurrency: int) -> None:
    """Carry out background jobs until told to stop (`kring run` starts one of these)."""
    with ground():
        load_django()
        asyncio.run(work(concurrency))


async def work(concurrency: int) -> None:
    """Run the worker until SIGINT or SIGTERM; then it finishes the jobs in hand, within `PATIENCE`."""
    working = asyncio.create_task(carry_out_jobs(concurrency))

    def stop() -> None:
        # The database may be gone for good, and saying goodbye to it would wait for ever.
        signal.alarm(LAST_MOMENT)
        working.cancel()

    for sign in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(sign, stop)
    await asyncio.wait([working])
    if not working.cancelled():
        working.result()


async def carry_out_jobs(concurrency: int) -> None:
    """Carry out jobs until cancelled."""
    from procrastinate.contrib.django import app

    with app.replace_connector(app.connector.get_worker_connector()):  # type: ignore[attr-defined]
        async with app.open_async():
            freeing = asyncio.create_task(free_jobs_of_the_dead())
            try:
                await app.run_worker_async(
                    name="kring",
                    concurrency=concurrency,
                    delete_jobs="successful",
                    install_signal_handlers=False,
                    shutdown_graceful_timeout=PATIENCE,
                    update_heartbeat_interval=HEARTBEAT,
                    stalled_worker_timeout=DEAD_AFTER,
                )
            finally:
                freeing.cancel()


async def free_jobs_of_the_dead() -> None:
    """Hand the jobs of killed workers out again, for as long as we live."""
    from procrastinate.contrib.django import app
    from procrastinate.exceptions import ConnectorException

    while True:
        try:
            for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=DEAD_AFTER):
                log.warning("job %s of a worker that was killed starts again", job.id)
                await app.job_manager.retry_job(job)
        except ConnectorException as error:
            log.warning("jobs of killed workers are looked for again later: %s", error)
        await asyncio.sleep(HEARTBEAT)

"""The one connection that hears the database's signals, for a whole process; it comes back when it breaks."""

import asyncio
import logging
import random
from typing import Any

from django.conf import settings
from psycopg import AsyncConnection, Error
from psycopg.conninfo import make_conninfo

from kring.infra.live_hub import Hub
from kring.infra.live_signals import CHANNEL

log = logging.getLogger("kring.live")

FIRST_PAUSE, LONGEST_PAUSE = 0.2, 8.0
# A connection that died without a word is found out this many seconds later, at most.
LOOK, PATIENCE = 15.0, 10.0


async def listen(hub: Hub) -> None:
    """Hand every signal to the hub until cancelled; tells it when signals may be missed."""
    pause = FIRST_PAUSE
    while True:
        try:
            async with await AsyncConnection.connect(address(), autocommit=True) as connection:
                await connection.execute(f"LISTEN {CHANNEL}")
                pause = FIRST_PAUSE
                hub.begin_hearing()
                await hear(connection, hub)
        except (Error, OSError, TimeoutError) as error:
            log.warning("the database's signals are not heard: %s", type(error).__name__)
        finally:
            hub.stop_hearing()
        # Not all processes at the same moment.
        await asyncio.sleep(pause * random.uniform(0.5, 1))  # noqa: S311 - only spreads load
        pause = min(pause * 2, LONGEST_PAUSE)


async def hear(connection: AsyncConnection, hub: Hub) -> None:
    """Hand over signals, and ask now and then whether the database is still there; raises when it is not."""
    while True:
        async for signal in connection.notifies(timeout=LOOK):
            hub.hear(signal.payload)
        async with asyncio.timeout(PATIENCE):
            await connection.execute("SELECT 1")


def address() -> str:
    """Where the database is, as Django's settings say it."""
    known: dict[str, Any] = settings.DATABASES["default"]
    parts = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    options = {name: value for name, value in known["OPTIONS"].items() if name != "prepare_threshold"}
    given = {name: known[key] for name, key in parts.items() if known[key]}
    return make_conninfo(**{"connect_timeout": 10, **given, **options})

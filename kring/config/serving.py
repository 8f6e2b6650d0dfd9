"""The processes that answer the browser: `python -m kring.config.serving pages|live HOST PORT WORKERS`."""

import gc
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

from kring.infra.children import tie

# Threads a worker answers with. Each keeps one database connection, so workers times this stays far below
# the server's limit; more would only wait for the interpreter's lock.
THREADS = 4
# New things before rubbish is looked for: a page makes some thousands, and nearly all go by themselves.
SELDOM = (20_000, 20, 50)
# Open connections a worker takes before others wait at the door.
PAGE_CONNECTIONS, LIVE_CONNECTIONS = 2_000, 25_000
STOP_PATIENCE = 8
LOGGING = {
    "formatters": {"json": {"()": "kring.infra.logs.JsonLines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "loggers": {"_granian": {"handlers": ["stderr"], "propagate": False}},
}


def load_pages() -> Callable[..., Any]:
    """The pages' application; in a worker, which must end when its parent is killed."""
    tie(signal.SIGTERM, os.getppid())
    from kring.config.wsgi import application

    return application


def load_live() -> Callable[..., Any]:
    """The live signals' application; in a worker, which must end when its parent is killed."""
    tie(signal.SIGTERM, os.getppid())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kring.config.settings")
    from kring.infra.live import application

    return application


def warm_up() -> None:
    """Load the application once, before the workers are forked, so that they share its memory."""
    gc.disable()  # nearly all that is made here stays: looking for rubbish takes a tenth of the start
    from django.db import connections
    from django.urls import get_resolver

    import kring.config.wsgi  # noqa: F401

    get_resolver().url_patterns  # noqa: B018 - loads every view
    # A connection shared by two processes would mix up their answers.
    connections.close_all()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SELDOM)
    gc.enable()


def serve(kind: str, host: str, port: int, workers: int) -> None:
    """Serve pages or live signals until SIGTERM."""
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    pages = kind == "pages"
    if pages:
        warm_up()
    Server(
        target=f"kring {kind}",
        address=host,
        port=port,
        interface=Interfaces.WSGI if pages else Interfaces.ASGI,
        workers=workers,
        blocking_threads=THREADS if pages else 1,
        backlog=4096,
        backpressure=PAGE_CONNECTIONS if pages else LIVE_CONNECTIONS,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_PATIENCE,
        log_level=LogLevels.error,
        log_dictconfig=LOGGING,
    ).serve(target_loader=load_pages if pages else load_live, wrap_loader=False)


if __name__ == "__main__":
    serve(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))

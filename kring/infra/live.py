"""The live process: server-sent events that say "there is something new", and never what.

A raw ASGI application. It reads no cookie and no row: a signed ticket says who listens to which streams,
and the database's channel says in which streams something happened.
"""

import asyncio
import json
import logging
import logging.config
import random
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qs

from django.conf import settings

from kring.infra.live_hub import STORM, Hub, Listener
from kring.infra.live_listening import listen
from kring.infra.live_tickets import BadTicket, read_ticket

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

hub = Hub()
log = logging.getLogger("kring.live")


async def application(scope: Message, receive: Receive, send: Send) -> None:
    """Answer one request, or live from the server's start to its stop."""
    if scope["type"] == "lifespan":
        await live(receive, send)
    elif scope["path"] == "/live/health":
        hears = hub.hears_since is not None
        await answer(send, 200 if hears else 503, {"hears": hears, "listeners": hub.count})
    elif scope["path"] == "/live/" and scope["method"] == "GET":
        await admit(scope, receive, send)
    else:
        await answer(send, 404, {})


async def live(receive: Receive, send: Send) -> None:
    """Listen to the database and keep time for as long as the server runs."""
    await receive()
    logging.config.dictConfig(settings.LOGGING)
    running = [asyncio.create_task(listen(hub)), asyncio.create_task(keep_time())]
    await send({"type": "lifespan.startup.complete"})
    await receive()
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)
    await send({"type": "lifespan.shutdown.complete"})


async def keep_time() -> None:
    """One clock for all connections, instead of one each."""
    while True:
        await asyncio.sleep(1)
        hub.tick()


async def admit(scope: Message, receive: Receive, send: Send) -> None:
    """Let the holder of a good ticket listen."""
    asked = parse_qs(scope["query_string"].decode("latin-1"))
    try:
        ticket = read_ticket(asked.get("ticket", [""])[0])
    except BadTicket:
        await answer(send, 403, {})
        return
    if hub.hears_since is None:
        await answer(send, 503, {})
    elif not hub.admits(ticket):
        await answer(send, 403, {})
    else:
        listener = hub.join(ticket)
        try:
            await follow(listener, receive, send)
        finally:
            hub.leave(listener)


async def follow(listener: Listener, receive: Receive, send: Send) -> None:
    """Tell a listener its news until it goes, is sent away, or takes nothing off the line any more."""
    listener.task = asyncio.current_task()
    watch = asyncio.create_task(wait_for_end(listener, receive))
    wait = random.uniform(*STORM) * 1000  # noqa: S311 - only spreads load
    try:
        await send(start(200, b"text/event-stream"))
        await say(listener, send, b"retry: %d\nevent: hello\ndata: %d\n\n" % (wait, wait))
        while not listener.over:
            if words := listener.take(hub.clock()):
                await say(listener, send, words)
            elif not listener.over:
                await rest(listener)
        await say(listener, send, listener.take(hub.clock()), last=True)
    except asyncio.CancelledError:
        # Ours: the hub gives up on a stuck reader; or the server's, which stops.
        log.info("a listener was dropped")
    finally:
        watch.cancel()


async def rest(listener: Listener) -> None:
    """Wait until the hub has something to say."""
    listener.waker = asyncio.get_running_loop().create_future()
    await listener.waker
    listener.waker = None


async def say(listener: Listener, send: Send, words: bytes, last: bool = False) -> None:
    """Send some words; the hub can see how long that takes."""
    listener.busy = hub.clock()
    await send({"type": "http.response.body", "body": words, "more_body": not last})
    listener.busy = None


async def wait_for_end(listener: Listener, receive: Receive) -> None:
    """Note that the browser went away; only the server can know."""
    while (await receive())["type"] != "http.disconnect":
        continue
    listener.end()


def start(status: int, kind: bytes) -> Message:
    """The head of an answer. Only our own pages may read it, and no proxy may keep it."""
    headers = [
        (b"content-type", kind),
        (b"cache-control", b"no-store"),
        (b"x-accel-buffering", b"no"),
        (b"x-content-type-options", b"nosniff"),
        (b"access-control-allow-origin", settings.ORIGIN.encode()),
    ]
    return {"type": "http.response.start", "status": status, "headers": headers}


async def answer(send: Send, status: int, content: dict[str, object]) -> None:
    """A short answer in JSON."""
    await send(start(status, b"application/json"))
    await send({"type": "http.response.body", "body": json.dumps(content).encode(), "more_body": False})

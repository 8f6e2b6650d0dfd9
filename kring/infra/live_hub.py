"""Who listens to what in this process, and what each is to be told next. Knows no network.

A listener never has a queue: what it is to be told are flags, and telling twice is telling once. So a
reader who takes nothing off the line costs nothing but the few bytes that are being sent already.
"""

import asyncio
import json
import logging
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from kring.infra.live_tickets import VALID, Ticket

log = logging.getLogger("kring.live")

HEARTBEAT = 25  # seconds between two signs of life
NEWS_PAUSE = 2.0  # seconds between two pieces of news to one listener
LONGEST = 30 * 60  # seconds a listener may stay; a new ticket reads the rights anew
# A send that lasted this long at a heartbeat never ends: the reader is dropped within 30 seconds.
STUCK = 5.0
# Seconds within which everybody comes back after a restart, and after a stream that we ended ourselves.
STORM, SOON = (0.0, 120.0), (3.0, 8.0)
# Clocks of two machines differ by this much at most.
SKEW = 2.0


class Listener:
    """One open connection; many thousands may live in one process."""

    __slots__ = ("account", "busy", "came", "due", "news", "over", "said", "streams", "task", "wait", "waker")

    def __init__(self, account: bytes, streams: tuple["Stream", ...], came: float) -> None:
        self.account, self.streams, self.came = account, streams, came
        self.due = self.news = self.over = False
        self.wait = 0.0
        self.said = -NEWS_PAUSE  # when it last got news
        self.busy: float | None = None  # since when it is being sent something
        self.task: asyncio.Task[None] | None = None
        self.waker: asyncio.Future[None] | None = None

    def wake(self) -> None:
        """Have the connection look at what there is to say."""
        if self.waker is not None and not self.waker.done():
            self.waker.set_result(None)

    def take(self, now: float) -> bytes:
        """What there is to say at this moment, in the format of server-sent events; nothing is said twice."""
        said = b": here\n\n" if self.due else b""
        if self.news and now - self.said >= NEWS_PAUSE:
            said, self.news, self.said = b"event: news\ndata:\n\n", False, now
        if self.over:
            said += b"event: bye\ndata: %d\n\n" % (self.wait * 1000)
        self.due = False
        return said

    def end(self, wait: float = 0.0) -> None:
        """Close the connection; the page comes back after `wait` seconds."""
        if not self.over:
            self.over, self.wait = True, wait
            self.wake()


@dataclass(eq=False, slots=True)
class Stream:
    """A stream that somebody here listens to."""

    id: bytes
    listeners: set[Listener]


class Hub:
    """All listeners of this process. `clock` gives seconds that only rise, `wall` seconds since 1970."""

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, wall: Callable[[], float] = time.time
    ) -> None:
        self.clock, self.wall = clock, wall
        self.streams: dict[bytes, Stream] = {}
        self.accounts: dict[bytes, set[Listener]] = {}
        # Each second of the heartbeat has its own listeners, so that never all are told at once.
        self.beats: list[set[Listener]] = [set() for _ in range(HEARTBEAT)]
        self.patient: set[Listener] = set()  # have news, and had some a moment ago
        self.closed: dict[bytes, float] = {}  # accounts closed in the last minute
        self.hears_since: float | None = None
        self.ticks = self.count = 0

    def admits(self, ticket: Ticket) -> bool:
        """Whether no signal that voids the ticket can have been missed or heard since it was asked for."""
        if self.hears_since is None or ticket.asked_at <= self.hears_since:
            return False
        return ticket.asked_at > self.closed.get(ticket.account, 0.0)

    def join(self, ticket: Ticket) -> Listener:
        """Take in a listener; whoever calls this must call `leave`."""
        streams = tuple(self.streams.setdefault(key, Stream(key, set())) for key in ticket.streams)
        listener = Listener(ticket.account, streams, self.clock())
        for stream in streams:
            stream.listeners.add(listener)
        self.accounts.setdefault(ticket.account, set()).add(listener)
        min(self.beats, key=len).add(listener)
        self.count += 1
        return listener

    def leave(self, listener: Listener) -> None:
        """Forget a listener."""
        for stream in listener.streams:
            stream.listeners.discard(listener)
            if not stream.listeners:
                self.streams.pop(stream.id, None)
        own = self.accounts.get(listener.account, set())
        own.discard(listener)
        if not own:
            self.accounts.pop(listener.account, None)
        for beat in self.beats:
            beat.discard(listener)
        self.patient.discard(listener)
        self.count -= 1

    def hear(self, payload: str) -> None:
        """Take in one signal of the database: `{"streams": [...]}` or `{"close": account}`."""
        try:
            signal = json.loads(payload)
            if "close" in signal:
                self.close(UUID(signal["close"]).bytes)
            else:
                self.tell([UUID(stream).bytes for stream in signal["streams"]])
        except (ValueError, TypeError, KeyError, AttributeError):
            log.warning("a signal that nobody understands was left alone")

    def tell(self, streams: list[bytes]) -> None:
        """There is news in these streams."""
        now = self.clock()
        for key in streams:
            for listener in self.streams[key].listeners if key in self.streams else ():
                listener.news = True
                if now - listener.said < NEWS_PAUSE:
                    self.patient.add(listener)
                else:
                    listener.wake()

    def close(self, account: bytes) -> None:
        """Rights of this person were withdrawn: end the streams, and take no ticket of before."""
        self.closed[account] = self.wall() + SKEW
        for listener in self.accounts.get(account, ()):
            listener.end(random.uniform(*SOON))  # noqa: S311 - only spreads load

    def begin_hearing(self) -> None:
        """From now on every signal of the database is heard."""
        self.hears_since = self.wall() + SKEW

    def stop_hearing(self) -> None:
        """Signals may be missed from now on: nobody may rely on us, and all come back in their own time."""
        self.hears_since = None
        for listeners in self.accounts.values():
            for listener in listeners:
                listener.end(random.uniform(*STORM))  # noqa: S311 - only spreads load

    def tick(self) -> None:
        """Once a second: heartbeats of this second, news that had to wait, and tidying."""
        now = self.clock()
        for listener in self.beats[self.ticks % HEARTBEAT]:
            self._beat(listener, now)
        for listener in [one for one in self.patient if now - one.said >= NEWS_PAUSE]:
            self.patient.discard(listener)
            listener.wake()
        oldest = self.wall() - VALID
        for account in [account for account, at in self.closed.items() if at < oldest]:
            del self.closed[account]
        self.ticks += 1

    def _beat(self, listener: Listener, now: float) -> None:
        if listener.busy is not None and now - listener.busy > STUCK and listener.task is not None:
            listener.task.cancel()
        elif now - listener.came > LONGEST:
            listener.end(random.uniform(*SOON))  # noqa: S311 - only spreads load
        else:
            listener.due = True
            listener.wake()

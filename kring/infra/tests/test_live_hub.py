"""The hub in its own time: pauses, heartbeats, long stays and readers who take nothing."""

import asyncio
import json
from uuid import uuid4

import pytest

from kring.infra import live
from kring.infra.live_hub import HEARTBEAT, LONGEST, SKEW, Hub
from kring.infra.live_tickets import MOST_STREAMS, Ticket

STREAM, OTHER, ACCOUNT = (uuid4() for _ in range(3))


class Time:
    """A clock that stands still until it is moved."""

    now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def time():
    return Time()


@pytest.fixture
def hub(time):
    hub = Hub(clock=time, wall=time)
    hub.begin_hearing()
    time.now += 10
    return hub


def ticket(time, *streams, ago=0.0):
    ids = tuple(stream.bytes for stream in streams or (STREAM,))
    return Ticket(ACCOUNT.bytes, ids, time.now - ago)


def news(hub, *streams):
    hub.hear(json.dumps({"streams": [str(stream) for stream in streams]}))


def pass_seconds(hub, time, seconds):
    for _ in range(seconds):
        time.now += 1
        hub.tick()


def test_only_listeners_of_the_stream_have_news(hub, time):
    mine, theirs = hub.join(ticket(time)), hub.join(ticket(time, OTHER))
    news(hub, STREAM, uuid4())
    assert (mine.take(time.now), theirs.take(time.now)) == (b"event: news\ndata:\n\n", b"")
    assert mine.take(time.now) == b""


def test_news_within_two_seconds_waits(hub, time):
    listener = hub.join(ticket(time))
    news(hub, STREAM)
    assert b"news" in listener.take(time.now)
    news(hub, STREAM)
    news(hub, STREAM)
    assert listener.take(time.now) == b""
    time.now += 2
    assert listener.take(time.now).count(b"news") == 1


def test_heartbeat_comes_once_in_25_seconds(hub, time):
    listener, beats = hub.join(ticket(time)), 0
    for _ in range(4 * HEARTBEAT):
        pass_seconds(hub, time, 1)
        beats += listener.take(time.now) == b": here\n\n"
    assert beats == 4


def test_heartbeats_are_spread(hub, time):
    for _ in range(10 * HEARTBEAT):
        hub.join(ticket(time))
    assert {len(beat) for beat in hub.beats} == {10}


def test_nobody_stays_longer_than_half_an_hour(hub, time):
    listener = hub.join(ticket(time))
    pass_seconds(hub, time, LONGEST)
    assert not listener.over
    pass_seconds(hub, time, HEARTBEAT + 1)
    assert listener.over
    assert b"event: bye\ndata: " in listener.take(time.now)


def test_closing_voids_tickets_of_before_and_no_others(hub, time):
    old = ticket(time)
    time.now += 1
    hub.hear(json.dumps({"close": str(ACCOUNT)}))
    assert not hub.admits(old)
    time.now += SKEW + 0.1
    assert hub.admits(ticket(time))
    assert not hub.admits(old)
    pass_seconds(hub, time, 120)
    assert hub.closed == {}


def test_who_cannot_hear_admits_nobody_and_sends_all_away(hub, time):
    listener = hub.join(ticket(time))
    hub.stop_hearing()
    assert listener.over
    assert 0 <= listener.wait <= 120
    assert not hub.admits(ticket(time))
    hub.begin_hearing()
    assert not hub.admits(ticket(time))  # rights may have changed while nobody heard it


def test_nothing_is_left_of_who_went_away(hub, time):
    listeners = [hub.join(ticket(time, STREAM, uuid4())) for _ in range(3)]
    news(hub, STREAM)
    for listener in listeners:
        hub.leave(listener)
    assert (hub.streams, hub.accounts, hub.patient, hub.count) == ({}, {}, set(), 0)
    assert not any(hub.beats)


def test_slow_reader_is_dropped_within_30_seconds_and_holds_next_to_nothing(hub, time, monkeypatch):
    monkeypatch.setattr(live, "hub", hub)
    sent = []

    async def send(message):
        sent.append(message.get("body", b""))
        if len(sent) > 2:
            await asyncio.Event().wait()  # the line is full, and stays full

    async def receive():
        await asyncio.Event().wait()

    async def watch():
        listener = hub.join(ticket(time, *(uuid4() for _ in range(MOST_STREAMS - 1)), STREAM))
        task = asyncio.create_task(live.follow(listener, receive, send))
        for second in range(31):
            news(hub, STREAM)
            pass_seconds(hub, time, 1)
            await asyncio.sleep(0.001)
            if task.done():
                return second
        return None

    assert asyncio.run(watch()) is not None
    assert sum(map(len, sent)) < 1_000  # thirty pieces of news came by, and one was being sent


def test_quick_readers_do_not_wait_for_a_slow_one(hub, time, monkeypatch):
    monkeypatch.setattr(live, "hub", hub)
    heard = []

    async def never(_message=None):
        await asyncio.Event().wait()

    async def quick(message):
        heard.append(message.get("body", b""))

    async def watch():
        slow, fast = hub.join(ticket(time)), hub.join(ticket(time))
        tasks = [asyncio.create_task(live.follow(slow, never, never))]
        tasks.append(asyncio.create_task(live.follow(fast, never, quick)))
        await asyncio.sleep(0.01)
        news(hub, STREAM)
        await asyncio.sleep(0.01)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks)

    asyncio.run(watch())
    assert b"event: news\ndata:\n\n" in heard

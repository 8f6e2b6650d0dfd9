"""Live signals over a real server and a real database: who hears what, and when a stream ends."""

import json
import random
import time
from datetime import timedelta
from uuid import uuid4

import psycopg
import pytest
from django.core import signing

from kring.infra.live_signals import CHANNEL
from kring.infra.live_tickets import BadTicket, make_ticket, read_ticket
from kring.infra.tests.clusters import new_cluster
from kring.infra.tests.live_browsers import live_process
from kring.kit.clock import utcnow
from tests.database import cluster, copy_of_template


def ticket(**changes):
    given = {"account_id": uuid4(), "streams": [uuid4()], "asked_at": utcnow(), **changes}
    return make_ticket(**given)


def test_ticket_says_what_it_was_given():
    account, streams, now = uuid4(), [uuid4() for _ in range(3)], utcnow()
    read = read_ticket(make_ticket(account_id=account, streams=streams, asked_at=now))
    assert (read.account, read.streams) == (account.bytes, tuple(one.bytes for one in streams))
    assert abs(read.asked_at - now.timestamp()) < 0.001


def test_ticket_holds_two_hundred_streams_and_fits_an_address():
    made = ticket(streams=[uuid4() for _ in range(250)])
    assert len(read_ticket(made).streams) == 200
    assert len(made) < 5_000


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "x",
        "a:b:c",
        signing.TimestampSigner(salt="other").sign("AAAA"),
        signing.TimestampSigner(salt="live", key="somebody else's").sign("AAAA"),
        signing.TimestampSigner(salt="live").sign("AAAA"),
        signing.TimestampSigner(salt="live").sign("a"),
        "é" * 40,
    ],
    ids=range(8),
)
def test_ticket_that_is_not_ours_is_bad(bad):
    with pytest.raises(BadTicket):
        read_ticket(bad)


def test_ticket_changed_or_too_old_is_bad(monkeypatch):
    made = ticket()
    with pytest.raises(BadTicket):
        read_ticket("B" + made[1:])
    later = time.time() + 61
    monkeypatch.setattr(signing.time, "time", lambda: later)
    with pytest.raises(BadTicket):
        read_ticket(made)


@pytest.fixture(scope="module")
def url():
    return cluster().dsn(copy_of_template("live"))


@pytest.fixture(scope="module")
def process(url):
    with live_process(url) as running:
        yield running


@pytest.fixture
def live(process):
    yield process
    process.close_browsers()


@pytest.fixture
def send(url):
    with psycopg.connect(url, autocommit=True) as connection:

        def signal(**signal):
            connection.execute("SELECT pg_notify(%s, %s)", [CHANNEL, json.dumps(signal, default=str)])

        yield signal


@pytest.mark.slow
def nobody_listens(live):
    """Wait until all who went away are forgotten."""
    deadline = time.monotonic() + 10
    while live.listeners():
        assert time.monotonic() < deadline
        time.sleep(0.1)


class TestLive:
    def test_bad_tickets_and_other_paths_are_turned_away(self, live):
        foreign = signing.TimestampSigner(salt="live", key="somebody else's").sign("AAAA")
        assert {live.try_ticket(bad) for bad in ("", "x", foreign)} == {403}
        before = utcnow() - timedelta(seconds=30)
        assert live.try_ticket(ticket(asked_at=before)) == 403  # live was not there yet
        assert live.status("/live/other") == 404

    def test_news_comes_to_own_streams_only_and_says_nothing(self, live, send):
        stream, other = uuid4(), uuid4()
        mine, theirs = live.listen(uuid4(), stream), live.listen(uuid4(), other)
        send(streams=[stream])
        assert mine.hears("news")
        assert not theirs.hears("news", 1)
        _hello, news = mine.heard.split(b"event: ")[1:]
        assert news.splitlines()[:3] == [b"news", b"data:", b""]

    def test_much_news_at_once_is_told_a_few_times_only(self, live, send):
        stream = uuid4()
        browser = live.listen(uuid4(), stream)
        send(streams=[stream])
        assert browser.hears("news")
        for _ in range(50):
            send(streams=[stream])
        assert browser.hears("news", times=2)
        # Where the pause between two tellings falls within the fifty, it takes one more.
        assert not browser.hears("news", 3, times=4)

    def test_closing_ends_all_streams_of_one_account(self, live, send):
        account, stream = uuid4(), uuid4()
        old = ticket(account_id=account)
        mine = [live.listen(account, stream) for _ in range(2)]
        other = live.listen(uuid4(), stream)
        send(close=account)
        assert all(browser.hears("bye") for browser in mine)
        send(streams=[stream])
        assert other.hears("news")
        assert not other.hears("bye", 0.2)
        # What was asked for before the rights changed opens nothing after it.
        assert live.try_ticket(old) == 403

    def test_signals_that_nobody_understands_change_nothing(self, live, send):
        stream = uuid4()
        browser = live.listen(uuid4(), stream)
        for nonsense in ({"streams": ["x"]}, {"close": 5}, {"streams": None}, {}):
            send(**nonsense)
        send(streams=[stream])
        assert browser.hears("news")

    def test_whoever_goes_away_is_forgotten(self, live):
        nobody_listens(live)  # those of the test before may still be leaving
        for _ in range(3):
            live.listen(uuid4(), uuid4())
        assert live.listeners() == 3
        live.close_browsers()
        nobody_listens(live)

    def test_five_hundred_idle_listeners_cost_little(self, live, capsys):
        before = live.memory()
        streams = [uuid4() for _ in range(200)]
        browsers = [live.listen(uuid4(), *random.sample(streams, 20)) for _ in range(500)]
        each = (live.memory() - before) / len(browsers)
        with capsys.disabled():
            print(f"\nlive: {each:,.0f} bytes for each idle listener of 20 streams")
        assert each < 64 * 1024


@pytest.mark.slow
def test_live_survives_a_restart_of_the_database():
    with new_cluster() as cluster:
        cluster.start()
        with live_process(cluster.dsn()) as live:
            stream = uuid4()
            browser = live.listen(uuid4(), stream)
            cluster.stop()
            assert browser.hears("bye", 10)
            live.wait(503)
            assert live.try_ticket(ticket()) == 503
            cluster.start()
            live.wait(200)
            time.sleep(2.1)
            again = live.listen(uuid4(), stream)
            payload = json.dumps({"streams": [str(stream)]})
            with psycopg.connect(cluster.dsn(), autocommit=True) as connection:
                connection.execute("SELECT pg_notify(%s, %s)", [CHANNEL, payload])
            assert again.hears("news")

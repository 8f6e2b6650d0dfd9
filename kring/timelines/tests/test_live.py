"""What open pages hear of: the streams in a ticket, who is told of what, and the numbers behind it."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kring.discussion.actions.comments import write_comment
from kring.discussion.actions.follows import follow_thread
from kring.groups.actions.joining import leave_group
from kring.groups.actions.owning import remove_member
from kring.identity.actions import deactivate_account
from kring.infra.live_tickets import private_stream, read_ticket
from kring.timelines.actions import EVERYONE_STREAM, signal_news
from kring.timelines.queries import Lane, fresh_count, heard_streams
from tests.jobs import run_jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(monkeypatch):
    """What goes over the channel."""
    signals = []
    monkeypatch.setattr("kring.infra.live_signals._send", signals.append)
    return signals


def heard(cast, role):
    return set(heard_streams(cast.viewer(role), 199))


def streams_of(client, account):
    client.force_login(account)
    answer = client.get("/timeline/ticket/").json()
    assert answer["address"] == "/live/"
    return read_ticket(answer["ticket"])


def test_ticket_is_for_the_viewer_and_own_streams(cast, client):
    ticket = streams_of(client, cast.member)
    assert ticket.account == cast.member.pk.bytes
    expected = {private_stream(cast.member.pk), *heard(cast, "member")}
    assert set(ticket.streams) == {stream.bytes for stream in expected}
    assert cast.groups["closed"].pk in expected


@pytest.mark.parametrize("path", ["/timeline/ticket/", "/timeline/news/"])
def test_nothing_for_who_is_signed_out(client, db, path):
    assert client.get(path).status_code == 302


@pytest.mark.parametrize("role", ["outsider", "former_member", "pending", "blocked", "administrator"])
def test_no_closed_group_is_heard_from_outside(cast, role):
    inside = {cast.groups[kind].pk for kind in ("closed", "hidden")}
    assert not heard(cast, role) & inside


def test_guest_hears_own_groups_only(cast):
    assert heard(cast, "guest") == {group.pk for group in cast.groups.values()}
    assert EVERYONE_STREAM in heard(cast, "employee")


def test_news_names_streams_and_followers_and_only_ids(cast, sent):
    thread = cast.publish("colleague", title="Geheim woord")
    follow_thread(thread_id=thread.pk, follower=cast.viewer("employee"), now=cast.now)
    sent.clear()
    signal_news(thread_id=thread.pk, actor_id=cast.member.pk)
    [signal] = sent
    assert set(signal) == {"streams"}
    named = set(signal["streams"])
    assert {str(EVERYONE_STREAM), str(cast.colleague.pk), str(private_stream(cast.employee.pk))} <= named
    assert str(thread.pk) not in named
    assert "Geheim" not in json.dumps(signal)
    assert all(len(name) == 36 for name in named)


def test_news_of_a_closed_group_reaches_its_members_alone(cast, sent):
    thread = cast.publish("member", "closed", source="@noor.dewit kijk eens")
    sent.clear()
    run_jobs()
    named = {stream for signal in sent for stream in signal.get("streams", ())}
    assert str(cast.groups["closed"].pk) in named
    people = {str(private_stream(account.pk)): role for role, account in cast.accounts.items()}
    readers = {"member", "owner", "guest"}
    assert {people[name] for name in named if name in people} <= readers
    assert named <= {str(cast.groups["closed"].pk), *people}
    assert thread.state == "published"


def test_history_taken_over_is_not_news(cast, sent):
    from kring.timelines.jobs import signal_news as job

    class Quiet:
        quiet, thread_id, actor_id = True, cast.publish("colleague").pk, cast.colleague.pk

    sent.clear()
    job(Quiet())
    assert sent == []


def test_rights_withdrawn_close_the_streams_at_once(cast, sent):
    closed = cast.groups["closed"].pk
    remove_member(actor=cast.viewer("owner"), group_id=closed, person_id=cast.member.pk, now=cast.now)
    assert {"close": str(cast.member.pk)} in sent
    sent.clear()
    leave_group(actor=cast.viewer("guest"), group_id=closed, now=cast.now)
    assert {"close": str(cast.guest.pk)} in sent
    deactivate_account(account_id=cast.employee.pk, by=None, now=cast.now)
    assert {"close": str(cast.employee.pk)} in sent
    assert closed not in heard(cast, "member") | heard(cast, "guest")


def test_much_at_once_fits_the_channel(monkeypatch):
    from uuid import uuid4

    from kring.infra import live_signals

    sizes = []
    monkeypatch.setattr(live_signals, "_send", lambda signal: sizes.append(len(json.dumps(signal))))
    live_signals.signal_news(streams=[uuid4() for _ in range(1_000)])
    assert len(sizes) == 7
    assert max(sizes) < 8_000


class TestFresh:
    @pytest.fixture
    def since(self, cast):
        moment = cast.now
        cast.now += timedelta(minutes=5)
        return moment

    def test_counts_what_others_did(self, cast, since):
        cast.publish("colleague")
        mine = cast.publish("employee")
        reader = cast.viewer("employee")
        assert [fresh_count(reader, Lane(name), since) for name in ("mine", "questions", "all")] == [1, 1, 1]
        assert fresh_count(reader, Lane("groups"), since) == 0
        cast.now += timedelta(minutes=5)
        write_comment(thread_id=mine.pk, source="Ja.", writer=cast.viewer("colleague"), now=cast.now)
        assert fresh_count(reader, Lane(), since) == 2
        cast.now += timedelta(minutes=5)
        write_comment(thread_id=mine.pk, source="Dank.", writer=reader, now=cast.now)
        assert fresh_count(reader, Lane(), since) == 1

    @pytest.mark.parametrize(
        "role", ["outsider", "administrator", "former_member", "pending", "blocked", "left"]
    )
    def test_closed_group_counts_for_nobody_else(self, cast, since, role):
        cast.publish("owner", "closed")
        group = cast.groups["closed"].pk
        lanes = [Lane(name) for name in ("mine", "questions", "groups", "all")] + [
            Lane("all", group_id=group)
        ]
        assert [fresh_count(cast.viewer(role), lane, since) for lane in lanes] == [0] * 5
        assert fresh_count(cast.viewer("member"), Lane("all", group_id=group), since) == 1

    def test_page_tells_two_numbers_and_no_more(self, cast, client, since):
        cast.publish("colleague")
        client.force_login(cast.employee)
        with CaptureQueriesContext(connection) as captured:
            answer = client.get("/timeline/news/", {"since": since.isoformat()})
        assert answer["Content-Type"] == "application/json"
        assert answer.json() == {"fresh": 1, "notices": 0}
        assert len(captured) <= 5

    @pytest.mark.parametrize(
        "since", ["", "x", "2026-99-99T00:00", "2026-11-20T09:00", "2026-11-20T09:00+23:59"]
    )
    def test_a_moment_that_is_none_counts_nothing(self, cast, client, since):
        client.force_login(cast.employee)
        assert client.get("/timeline/news/", {"since": since, "group": "x"}).json()["fresh"] == 0

    def test_home_knows_where_to_ask(self, cast, client):
        client.force_login(cast.employee)
        page = client.get("/?lane=questions&state=open").content.decode()
        assert 'data-news="/timeline/news/?lane=questions&amp;state=open&amp;since=' in page
        assert 'data-ticket="/timeline/ticket/"' in page

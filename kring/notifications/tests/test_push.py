"""Notices on phones and computers: to whom, in which words, once, and never after it is no news."""

from datetime import time

import pytest
from django.db import connection
from django.test import Client

from kring.discussion.actions.follows import mute_thread
from kring.groups.actions import leave_group
from kring.groups.models import GroupKind
from kring.identity.actions import deactivate_account, set_password, sign_out_everywhere
from kring.identity.models import Account, Session
from kring.infra import push
from kring.infra.push import Browser, NotTaken
from kring.infra.verdict import Refused
from kring.notifications import jobs, rules
from kring.notifications.actions import (
    add_device,
    mark_all_read,
    push_notice,
    queue_push,
    remove_device,
    wire_push,
)
from kring.notifications.models import Choice, Hours, Notice, PushDevice, Pushed, Reason, Road, Told
from kring.notifications.queries import news_to_mail, push_devices
from kring.notifications.tests.make import NOON, again, ask, at, closed_group, deliver, person, reply
from tests.jobs import run_jobs
from tests.push_peer import HOST, push_peer

pytestmark = pytest.mark.django_db
ANDROID = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"
__all__ = ["push_peer"]


@pytest.fixture
def pushes(monkeypatch):
    """What was queued, as (device, notice, moment); the wiring puts each in the queue of jobs."""
    queued = []
    monkeypatch.setattr(
        jobs, "push_later", lambda pairs, moment: queued.extend((*pair, moment) for pair in pairs)
    )
    return queued


def signed_in(viewer):
    """A browser in which somebody is signed in; gives the key of the sign-in."""
    client = Client()
    client.force_login(Account.objects.get(pk=viewer.id))
    return client.session.session_key


def device(viewer, service, name="a", now=NOON):
    """A browser of somebody that takes push."""
    return add_device(
        owner=viewer, session_key=signed_in(viewer), browser=service.browser(name), agent=ANDROID, now=now
    )


@pytest.fixture
def noor(push_peer, pushes):
    """Somebody with one device."""
    viewer = person("Noor de Wit")
    device(viewer, push_peer)
    return viewer


def asked_and_answered(noor, sem, group=None, **more):
    """Noor's question got an answer of Sem."""
    thread = ask(noor, "Wie heeft de sleutel van de loods?", group=group, **more)
    reply(sem, thread, "Die ligt bij de balie.", answer=True, now=at(1))
    deliver()
    return thread


def told(pushes, now=None):
    """Carry out what was queued, at that moment; how many devices were told."""
    return sum(push_notice(device_id=d, notice_id=n, now=now or at(5)) for d, n, _when in pushes)


def test_news_that_everybody_may_read_is_told_in_words(push_peer, pushes, noor):
    thread = asked_and_answered(noor, person("Sem Bakker"))
    assert [when for _d, _n, when in pushes] == [at(1) + rules.PUSHED_AFTER]
    assert told(pushes) == 1
    (words,) = push_peer.words()
    comment = Notice.objects.get().comment_id
    assert words == {
        "title": "Sem Bakker beantwoordde je vraag",
        "body": "Wie heeft de sleutel van de loods?",
        "url": f"/threads/{thread.pk}/#c-{comment}",
        "tag": thread.pk.hex,
    }
    headers = push_peer.handed[0].headers
    assert (headers["Topic"], headers["TTL"], headers["Urgency"]) == (thread.pk.hex, "86400", "normal")
    assert Told.objects.get(road=Road.PUSH).upto == at(1)


@pytest.mark.parametrize("kind", [GroupKind.CLOSED, GroupKind.HIDDEN])
def test_of_a_closed_group_a_push_says_only_that_there_is_something(push_peer, pushes, noor, kind):
    sem = person("Sem Bakker")
    group = closed_group(noor, sem, kind=kind, name="Havenkring")
    asked_and_answered(noor, sem, group)
    assert told(pushes) == 1
    (words,) = push_peer.words()
    assert words["title"] == "Kring Gemeente Waterrijk"
    assert words["body"] == "Nieuw bericht in een besloten groep"
    assert not [word for word in ("Sem", "loods", "Haven", "balie") if word in str(words)]


def test_push_speaks_the_language_of_its_reader(push_peer, pushes, noor):
    Account.objects.filter(pk=noor.id).update(language="en")
    asked_and_answered(noor, person("Sem Bakker"))
    told(pushes)
    assert push_peer.words()[0]["title"] == "Sem Bakker answered your question"


def test_each_device_is_told_once_however_often_it_is_tried(push_peer, pushes, noor):
    device(noor, push_peer, "b")
    asked_and_answered(noor, person("Sem Bakker"))
    assert told(pushes) == 2
    assert told(pushes) == 0
    assert sorted(one.path for one in push_peer.handed) == ["/a", "/b"]
    assert Pushed.objects.count() == 2


def test_a_burst_in_one_conversation_is_one_push(push_peer, pushes, noor):
    sem = person("Sem Bakker")
    thread = asked_and_answered(noor, sem)
    reply(sem, thread, "Of bij de portier.", answer=True, now=at(2))
    deliver()
    assert len(pushes) == 2
    assert told(pushes) == 1
    reply(sem, thread, "Nee, de balie.", answer=True, now=at(6))
    deliver()
    assert told(pushes, at(8)) == 1
    assert len({one.headers["Topic"] for one in push_peer.handed}) == 1


def _read(noor, sem, thread):
    mark_all_read(viewer=noor, until=at(4))


def _mute(noor, sem, thread):
    mute_thread(thread_id=thread.pk, follower=again(noor), now=at(4))


def _stop(noor, sem, thread):
    Choice.objects.create(account_id=noor.id, reason=Reason.ANSWER, road=Road.PUSH, on=False)


def _mailed(noor, sem, thread):
    Told.objects.create(account_id=noor.id, thread=thread, road=Road.MAIL, upto=at(1))


def _sign_out(noor, sem, thread):
    sign_out_everywhere(account_id=noor.id, now=at(4))


def _close(noor, sem, thread):
    deactivate_account(account_id=noor.id, by=None, now=at(4))


def _expire(noor, sem, thread):
    Session.objects.update(expire_date=at(4))


@pytest.mark.parametrize("change", [_read, _mute, _stop, _mailed, _sign_out, _close, _expire])
def test_what_is_no_news_any_more_is_not_told(push_peer, pushes, noor, change):
    sem = person("Sem Bakker")
    thread = asked_and_answered(noor, sem)
    change(noor, sem, thread)
    assert told(pushes) == 0
    assert push_peer.handed == []


def test_who_left_the_group_meanwhile_is_not_told(push_peer, pushes, noor):
    owner, sem = person("Kim Smit"), person("Sem Bakker")
    group = closed_group(owner, noor, sem)
    asked_and_answered(noor, sem, group)
    leave_group(actor=again(noor), group_id=group.pk, now=at(4))
    assert len(pushes) == 1
    assert told(pushes) == 0


def test_quiet_hours_put_a_push_off(push_peer, pushes, noor):
    Hours.objects.create(account_id=noor.id, quiet_from=time(12), quiet_until=time(15))  # office time
    asked_and_answered(noor, person("Sem Bakker"))
    assert [when for _d, _n, when in pushes] == [at(120)]


def test_reasons_without_push_queue_none(push_peer, pushes, noor):
    sem, kim = person("Sem Bakker"), person("Kim Smit")
    thread = ask(sem)
    reply(noor, thread, now=at(1))
    deliver()
    pushes.clear()
    reply(kim, thread, now=at(2))  # Noor follows it by now
    deliver()
    reasons = Notice.objects.filter(account=noor.id).values_list("reason", flat=True)
    assert list(reasons) == [Reason.COMMENT]
    assert pushes == []


def test_what_a_device_told_is_not_mailed_as_well(push_peer, pushes, noor):
    Account.objects.filter(pk=noor.id).update(email="noor@waterrijk.example")
    asked_and_answered(noor, person("Sem Bakker"))
    notice = Notice.objects.get().pk
    assert set(news_to_mail(None, [notice])) == {notice}
    told(pushes)
    assert not news_to_mail(None, [notice])


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_wants_no_more_is_removed(push_peer, pushes, noor, status):
    push_peer.answers["/a"] = status
    asked_and_answered(noor, person("Sem Bakker"))
    assert told(pushes) == 0
    assert not PushDevice.objects.exists()
    assert not Told.objects.exists()


@pytest.mark.parametrize("status", [302, 400, 413, 429, 500, 503])
def test_a_service_that_does_not_take_it_is_tried_again(push_peer, pushes, noor, status):
    push_peer.answers["/a"] = status
    asked_and_answered(noor, person("Sem Bakker"))
    with pytest.raises(NotTaken, match=str(status)):
        told(pushes)
    assert not Told.objects.exists()
    push_peer.answers.clear()
    assert told(pushes) == 1
    assert jobs.push.retry_strategy.max_attempts == 6


def test_a_name_that_leads_inside_is_never_reached(push_peer, pushes, noor):
    asked_and_answered(noor, person("Sem Bakker"))
    push_peer.resolves_to = "10.0.0.5"
    with pytest.raises(NotTaken, match="inside"):
        told(pushes)
    assert push_peer.handed == []


INSIDE = [
    "http://push.elders.example/a",
    "https://127.0.0.1/a",
    "https://10.0.0.1/a",
    "https://169.254.169.254/a",
    "https://[::1]/a",
    "https://localhost/a",
    "https://kring.local/a",
    "https://push.elders.example:8443/a",
    "https://user:pass@push.elders.example/a",
    "ftp://push.elders.example/a",
    "javascript:alert(1)",
]


@pytest.mark.parametrize("address", INSIDE)
def test_an_address_inside_is_refused(push_peer, address):
    viewer, good = person("Noor de Wit"), push_peer.browser()
    browser = Browser(address, good.p256dh, good.auth)
    assert not rules.may_add_device(browser, 0)
    with pytest.raises(Refused):
        add_device(owner=viewer, session_key=signed_in(viewer), browser=browser, agent="", now=NOON)


NO_KEYS = [("", ""), ("AAAA", None), (None, "AAAA"), ("%%%", None), ("A" * 87, None)]


@pytest.mark.parametrize(("p256dh", "auth"), NO_KEYS)
def test_keys_that_are_none_are_refused(push_peer, p256dh, auth):
    good = push_peer.browser()
    keys = (good.p256dh if p256dh is None else p256dh, good.auth if auth is None else auth)
    assert not rules.may_add_device(Browser(f"https://{HOST}/a", *keys), 0)
    assert rules.may_add_device(good, rules.MOST_DEVICES - 1)
    assert not rules.may_add_device(good, rules.MOST_DEVICES)


def test_adding_twice_is_one_device_and_one_browser_belongs_to_one_person(push_peer, noor):
    kim = person("Kim Smit")
    key = signed_in(noor)
    for _turn in range(2):
        add_device(owner=noor, session_key=key, browser=push_peer.browser(), agent=ANDROID, now=NOON)
    (card,) = push_devices(noor, key)
    assert (card.browser, card.system, card.is_here) == ("Chrome", "Android", True)
    device(kim, push_peer)
    assert push_devices(noor, key) == []
    assert len(push_devices(kim, None)) == 1


def test_nobody_removes_a_device_of_somebody_else(push_peer, noor):
    kim, row = person("Kim Smit"), PushDevice.objects.get()
    remove_device(owner=kim, device_id=row.pk)
    assert PushDevice.objects.exists()
    for _turn in range(2):
        remove_device(owner=noor, device_id=row.pk)
    assert not PushDevice.objects.exists()


def test_a_device_goes_with_the_sign_in(push_peer, noor):
    client = Client()
    client.force_login(Account.objects.get(pk=noor.id))
    key = client.session.session_key
    add_device(owner=noor, session_key=key, browser=push_peer.browser("b"), agent="", now=NOON)
    client.post("/accounts/logout/")
    assert [row.endpoint[-2:] for row in PushDevice.objects.all()] == ["/a"]
    set_password(account=Account.objects.get(pk=noor.id), password="een heel ander woord")
    assert not PushDevice.objects.exists()


def test_without_a_key_or_the_extra_there_is_no_push(push_peer, pushes, noor, settings, monkeypatch):
    asked_and_answered(noor, person("Sem Bakker"))
    with monkeypatch.context() as without:
        without.setattr(push, "find_spec", lambda name: None)
        assert told(pushes) == 0
    settings.PUSH_KEY = ""
    pushes.clear()
    queue_push({Notice.objects.get().pk: (noor.id, Reason.ANSWER)}, NOON)
    assert pushes == []


def test_a_push_is_queued_with_its_notice_and_carried_out_as_a_job(push_peer):
    """Kept or lost with the notice: the job stands in the same database, for its moment."""
    wire_push("kring.notifications.jobs.push_later")
    noor = person("Noor de Wit")
    device(noor, push_peer)
    asked_and_answered(noor, person("Sem Bakker"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT scheduled_at FROM procrastinate_jobs WHERE task_name = 'push'")
        assert cursor.fetchall() == [(at(1) + rules.PUSHED_AFTER,)]
    run_jobs()
    assert len(push_peer.words()) == 1


AGENTS = {
    ANDROID: ("Chrome", "Android"),
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36 Edg/140.0": ("Edge", "Windows"),
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0": ("Firefox", "Linux"),
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1": ("Safari", "iPhone"),
    "curl/8": ("", ""),
}


@pytest.mark.parametrize(("agent", "names"), AGENTS.items())
def test_devices_have_a_name(agent, names):
    assert rules.device_named(agent) == names


def test_the_page_lists_one_s_own_devices_only(push_peer, noor, settings):
    client, kim = Client(), person("Kim Smit")
    client.force_login(Account.objects.get(pk=kim.id))
    page = client.get("/settings/push/").content.decode()
    assert f'data-push="{push.public_key()}"' in page
    assert "Er zijn er geen." in page
    sent = {name: getattr(push_peer.browser("c"), name) for name in ("endpoint", "p256dh", "auth")}
    assert client.post("/settings/push/devices/", sent, headers={"User-Agent": ANDROID}).status_code == 302
    page = client.get("/settings/push/").content.decode()
    assert ("Chrome op Android" in page, "data-push-form" in page) == (True, False)
    assert sent["endpoint"] not in page
    (card,) = push_devices(kim, None)
    client.post(f"/settings/push/devices/{card.id}/end/")
    assert push_devices(kim, None) == []
    assert client.post("/settings/push/devices/", {"endpoint": "x"}).status_code == 302
    assert "/settings/push/" in client.get("/settings/").content.decode()
    settings.PUSH_KEY = ""
    assert client.get("/settings/push/").status_code == 404
    assert client.post("/settings/push/devices/", sent).status_code == 404
    assert "/settings/push/" not in client.get("/settings/").content.decode()

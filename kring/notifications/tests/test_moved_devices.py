"""A browser that takes push at another address from now on: the same device, of the same person only."""

import pytest
from django.test import Client

from kring.identity.models import Account
from kring.infra.push import Browser
from kring.infra.verdict import Refused
from kring.notifications.actions import add_device, move_device
from kring.notifications.models import PushDevice
from kring.notifications.queries import push_devices
from kring.notifications.tests.make import NOON, person
from kring.notifications.tests.test_push import ANDROID, asked_and_answered, device, noor, pushes, told
from tests.push_peer import HOST, push_peer

pytestmark = pytest.mark.django_db
__all__ = ["noor", "push_peer", "pushes"]
MOVED = "/settings/push/devices/moved/"
OLD = f"https://{HOST}/a"


def moved(client, service, name, old="", **headers):
    """What the worker of a browser says when that has another address; gives the answer's status."""
    browser = service.browser(name)
    sent = {part: getattr(browser, part) for part in ("endpoint", "p256dh", "auth")}
    strict = Client(enforce_csrf_checks=True)  # a worker has no token
    strict.cookies = client.cookies
    return strict.post(MOVED, {**sent, "old": old}, headers=headers).status_code


def browser_of(viewer, service):
    """A browser in which somebody signed in and takes push."""
    client = Client()
    client.force_login(Account.objects.get(pk=viewer.id))
    key = client.session.session_key
    add_device(owner=viewer, session_key=key, browser=service.browser(), agent=ANDROID, now=NOON)
    return client


def test_a_browser_with_another_address_is_told_there_and_of_nothing_twice(push_peer, pushes):
    noor, sem = person("Noor de Wit"), person("Sem Bakker")
    client = browser_of(noor, push_peer)
    asked_and_answered(noor, sem)
    assert told(pushes) == 1
    for _turn in range(2):  # a worker may say it again
        assert moved(client, push_peer, "new", OLD) == 204
    (card,) = push_devices(noor, client.session.session_key)
    assert (card.browser, card.is_here) == ("Chrome", True)
    assert told(pushes) == 0
    asked_and_answered(noor, sem)  # another one
    assert told(pushes) == 1
    assert [one.path for one in push_peer.handed] == ["/a", "/new"]


def test_a_browser_that_forgot_its_address_is_known_by_its_sign_in(push_peer):
    noor = person("Noor de Wit")
    client = browser_of(noor, push_peer)
    for site in ({}, {"Sec-Fetch-Site": "same-site"}, {"Sec-Fetch-Site": "cross-site"}):
        assert moved(client, push_peer, "new", **site) == 204  # some other page asks it
    assert PushDevice.objects.get().endpoint == OLD
    assert moved(client, push_peer, "new", **{"Sec-Fetch-Site": "same-origin"}) == 204
    assert PushDevice.objects.get().endpoint == f"https://{HOST}/new"


def test_a_new_address_of_a_device_that_is_not_mine_changes_nothing(push_peer, noor):
    kim = person("Kim Smit")
    client = Client()
    client.force_login(Account.objects.get(pk=kim.id))
    assert moved(client, push_peer, "new", OLD) == 204
    assert not move_device(owner=kim, old=OLD, session_key="", browser=push_peer.browser("new"))
    assert PushDevice.objects.get().endpoint == OLD
    good = push_peer.browser()
    inside = Browser("https://10.0.0.1/a", good.p256dh, good.auth)
    with pytest.raises(Refused):
        move_device(owner=noor, old=OLD, session_key="", browser=inside)
    assert client.post(MOVED, {"old": OLD}).status_code == 204
    assert PushDevice.objects.get().endpoint == OLD


def test_a_new_address_after_signing_out_is_quietly_refused(push_peer, settings):
    client = browser_of(person("Noor de Wit"), push_peer)
    client.post("/accounts/logout/")
    assert moved(client, push_peer, "new", OLD) == 302
    assert not PushDevice.objects.exists()
    settings.PUSH_KEY = ""
    client.force_login(Account.objects.get(pk=person("Kim Smit").id))
    assert moved(client, push_peer, "new", OLD) == 404


def test_an_address_that_stood_under_somebody_else_goes_with_the_browser(push_peer, noor):
    kim = person("Kim Smit")
    device(kim, push_peer, "b")
    assert move_device(owner=kim, old=f"https://{HOST}/b", session_key="", browser=push_peer.browser())
    assert [(row.account_id, row.endpoint) for row in PushDevice.objects.all()] == [(kim.id, OLD)]

"""Notices on a device: asked for after a press and never before, shown by the worker, gone with signing out.

A browser of a test reaches no push service, so what `PushManager` gets from it is played; all else is real:
the permission, the worker and its events, the server, the locked text.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, expect

from kring.discussion.actions.comments import write_comment
from kring.discussion.models import CommentKind
from kring.kit.clock import utcnow
from kring.notifications.models import PushDevice
from tests.browser.chromium import Watch, violations
from tests.browser.site import Site
from tests.cast import PASSWORD
from tests.jobs import run_jobs
from tests.push_peer import PushPeer, push_peer
from tests.walks.test_offline import until

__all__ = ["push_peer"]
PLAYED = """given => {
  const plain = text => atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  const bytes = text => Uint8Array.from(plain(text), sign => sign.charCodeAt(0)).buffer;
  window.asked = [];
  const ask = Notification.requestPermission.bind(Notification);
  Notification.requestPermission = async () => { asked.push("permission"); return given.answer || ask(); };
  if (given.answer) {
    const get = () => (asked.length ? given.answer : "default");
    Object.defineProperty(Notification, "permission", { get });
  }
  PushManager.prototype.getSubscription = async () => null;
  PushManager.prototype.subscribe = async options => {
    asked.push(options.userVisibleOnly, new Uint8Array(options.applicationServerKey).length);
    return { endpoint: given.endpoint, getKey: name => bytes(given[name]) };
  };
}"""
# A click that a test makes gives no right to bring a window to the front.
CLICK = """async () => {
  WindowClient.prototype.focus = async function () { return this; };
  const [notification] = await registration.getNotifications();
  const event = new NotificationEvent("notificationclick", { notification });
  event.waitUntil = done => { self.done = done; };
  self.dispatchEvent(event);
  await self.done;
}"""
# A browser renews its address when it sees fit and no test can make it, so the event is made in the worker.
RENEWED = """async given => {
  const plain = text => atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  PushManager.prototype.subscribe = async options => {
    const { endpoint, p256dh, auth } = given;
    self.wanted = [options.userVisibleOnly, plain(options.applicationServerKey).length];
    return { toJSON: () => ({ endpoint, keys: { p256dh, auth } }) };
  };
  const event = new ExtendableEvent("pushsubscriptionchange");
  Object.assign(event, { oldSubscription: given.old && { endpoint: given.old }, newSubscription: null });
  event.waitUntil = done => { self.done = done; };
  self.dispatchEvent(event);
  await self.done;
  return self.wanted;
}"""
SHOWN = """navigator.serviceWorker.ready.then(worker => worker.getNotifications()).then(found =>
  found.map(one => ({ title: one.title, body: one.body, tag: one.tag, url: one.data.url })))"""


@contextmanager
def settings_page(site: Site, who: str, peer: PushPeer, answer: str = "") -> Iterator[tuple[Page, Watch]]:
    """The page with one's devices; `answer` is what the person says to the browser's question."""
    with site.page("", service_workers="allow") as (page, watch):
        browser = peer.browser(who)
        given = {
            "answer": answer,
            "endpoint": browser.endpoint,
            "p256dh": browser.p256dh,
            "auth": browser.auth,
        }
        page.add_init_script(f"({PLAYED})({json.dumps(given)})")
        if answer != "denied":
            page.context.grant_permissions(["notifications"], origin=site.origin)
        page.goto("/settings/push/")
        page.fill("input[type=email]", f"{who}@waterrijk.example")
        page.fill("input[type=password]", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/settings/push/")
        yield page, watch


def turned_on(page: Page) -> None:
    """Press the button, and see this device in the list."""
    page.get_by_role("button", name="Zet aan voor dit apparaat").click()
    expect(page.locator("main li")).to_contain_text("Dit apparaat")


def answered(site: Site, asker: str, where: str = "") -> str:
    """Somebody's question gets an answer; what follows from that is carried out. Gives the address."""
    thread = site.cast.publish(asker, where, title="Wie heeft de sleutel van de loods?")
    writer = site.cast.viewer("owner")
    words = {"thread_id": thread.pk, "source": "Die ligt bij de balie.", "kind": CommentKind.ANSWER}
    comment, _text = write_comment(writer=writer, now=utcnow(), **words)
    run_jobs()
    return f"/threads/{thread.pk}/#c-{comment.pk}"


def test_turned_on_told_opened_and_signed_out(site: Site, push_peer: PushPeer) -> None:
    with settings_page(site, "employee", push_peer) as (page, watch):
        assert page.evaluate("asked") == []
        assert violations(page) == []
        turned_on(page)
        assert violations(page) == []
        address = answered(site, "employee")
        (words,) = push_peer.words()
        deliver(page, site, words)
        until(page, f"{SHOWN}.then(found => found.length)")
        (shown,) = page.evaluate(SHOWN)
        assert shown == words
        assert (shown["body"], shown["url"]) == ("Wie heeft de sleutel van de loods?", address)
        page.context.service_workers[0].evaluate(CLICK)
        page.wait_for_url(f"**{address}")
        page.locator(".me summary").click()
        page.locator("header form[data-sign-out] button").click()
        page.wait_for_url("**/accounts/login/**")
        assert not PushDevice.objects.filter(account=site.cast.employee.pk).exists()
        assert watch.check(page) == []


def deliver(page: Page, site: Site, words: dict[str, str]) -> None:
    """Let the browser hand a push to the worker, as it does when one comes in."""
    wire = page.context.new_cdp_session(page)
    known: list[str] = []
    wire.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda said: known.extend(one["registrationId"] for one in said["registrations"]),
    )
    wire.send("ServiceWorker.enable")
    page.wait_for_timeout(200)
    pushed = {"origin": site.origin, "registrationId": known[-1], "data": json.dumps(words)}
    wire.send("ServiceWorker.deliverPushMessage", pushed)


def test_of_a_closed_group_the_screen_says_only_that_there_is_something(
    site: Site, push_peer: PushPeer
) -> None:
    with settings_page(site, "member", push_peer) as (page, _watch):
        turned_on(page)
        answered(site, "member", "closed")
        (words,) = push_peer.words()
        deliver(page, site, words)
        until(page, f"{SHOWN}.then(found => found.length)")
        (shown,) = page.evaluate(SHOWN)
        assert (shown["title"], shown["body"]) == (
            "Kring Gemeente Waterrijk",
            "Nieuw bericht in een besloten groep",
        )


def renewed(page: Page, peer: PushPeer, name: str, old: str = "") -> None:
    """The browser takes push at another address from now on, and its worker hears so."""
    now = peer.browser(name)
    given = {"endpoint": now.endpoint, "p256dh": now.p256dh, "auth": now.auth, "old": old}
    assert page.context.service_workers[0].evaluate(RENEWED, given) == [True, 65]


def test_a_browser_that_takes_another_address_is_told_there_until_signing_out(
    site: Site, push_peer: PushPeer
) -> None:
    with settings_page(site, "works_council", push_peer) as (page, watch):
        turned_on(page)
        (device,) = PushDevice.objects.filter(account=site.cast.works_council.pk)
        for name, old in (("second", device.endpoint), ("third", "")):
            renewed(page, push_peer, name, old)
            (moved,) = PushDevice.objects.filter(account=site.cast.works_council.pk)
            assert (moved.pk, moved.endpoint) == (device.pk, push_peer.browser(name).endpoint)
        answered(site, "works_council")
        assert [one.path for one in push_peer.handed] == ["/third"]
        page.context.clear_cookies()
        renewed(page, push_peer, "fourth", moved.endpoint)
        assert not PushDevice.objects.filter(endpoint=push_peer.browser("fourth").endpoint).exists()
        assert watch.check(page) == []


def test_a_refusal_is_kept_to_and_says_the_way_back(site: Site, push_peer: PushPeer) -> None:
    with settings_page(site, "colleague", push_peer, answer="denied") as (page, watch):
        assert page.evaluate("asked") == []
        page.get_by_role("button", name="Zet aan voor dit apparaat").click()
        expect(page.locator("[data-push-state=denied]")).to_be_visible()
        assert page.locator("[data-push-form]").is_hidden()
        assert page.evaluate("asked") == ["permission"]
        assert not PushDevice.objects.filter(account=site.cast.colleague.pk).exists()
        assert watch.check(page) == []


def test_removed_here_it_can_be_turned_on_again(site: Site, push_peer: PushPeer) -> None:
    with settings_page(site, "outsider", push_peer) as (page, watch):
        turned_on(page)
        page.get_by_role("button", name="Verwijder").click()
        expect(page.locator("main")).to_contain_text("Er zijn er geen.")
        turned_on(page)
        assert page.evaluate("asked") == []  # a new page: nothing was asked since
        assert PushDevice.objects.filter(account=site.cast.outsider.pk).count() == 1
        assert watch.check(page) == []


def test_without_script_the_page_says_what_it_cannot(site: Site, push_peer: PushPeer) -> None:
    with site.page("works_council", java_script_enabled=False) as (page, _watch):
        page.goto("/settings/push/")
        expect(page.locator("[data-push-state=unable]")).to_be_visible()
        assert page.locator("[data-push-form]").is_hidden()

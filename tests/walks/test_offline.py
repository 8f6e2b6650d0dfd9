"""Kring without a connection: what is not sent stays and is sent once; nothing anybody wrote is kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from kring.discussion.models import Comment
from kring.posts.models import Draft
from kring.shell.web import device
from tests.browser.chromium import Watch
from tests.browser.site import Site
from tests.jobs import run_jobs

BEGUN, WHOLE = "Wij deden het met", "Wij deden het met een emmer zand."
EDITOR = "main [role=textbox][contenteditable=true]"
CUT_OFF = ["ERR_INTERNET_DISCONNECTED", "ERR_FAILED", "Failed to fetch", "htmx:"]
KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const answer = await cache.match(request);
      found.push([name, new URL(request.url), await answer.text()].map(String));
    }
  }
  return found;
}"""
# The policy lets nobody turn text into script, so waiting is done within one call.
UNTIL = """async () => {
  for (let turn = 0; turn < 1200; turn += 1) {
    if (await (%s)) return true;
    await new Promise(done => setTimeout(done, 50));
  }
  return false;
}"""
WORKERS = "navigator.serviceWorker.getRegistrations().then(found => found.length)"


def until(page: Page, script: str) -> None:
    """Wait in the page itself until this is so."""
    assert page.evaluate(UNTIL % script), script


@contextmanager
def installed(site: Site, who: str) -> Iterator[tuple[Page, Watch]]:
    """Somebody's browser in which the worker has the shell, by the page's own registration."""
    with site.page(who, service_workers="allow") as (page, watch):
        page.goto("/")
        until(page, "navigator.serviceWorker.controller")
        yield page, watch


def offline(page: Page, watch: Watch) -> None:
    """The connection goes; what the browser says of that is no fault."""
    watch.expected += CUT_OFF
    page.context.set_offline(True)


def texts(site: Site, thread: str, text: str) -> int:
    """How many comments of a conversation say this."""
    return Comment.objects.filter(thread=site.world.threads[thread], source=text).count()


def test_an_answer_begun_is_gone_on_with_offline_and_sent_once(site: Site) -> None:
    thread = f"/threads/{site.world.threads['open']}/"
    with installed(site, "employee") as (page, watch):
        page.goto(thread)
        page.fill("#answer textarea", BEGUN)
        offline(page, watch)
        page.locator("#answer .btn--go").click()
        expect(page.locator("h1")).to_have_text("Geen verbinding met Kring")
        box = page.locator("[data-unsent] textarea")
        expect(box).to_have_value(BEGUN)
        box.fill(WHOLE)
        page.goto("/notices/")
        expect(page.locator("[data-unsent] textarea")).to_have_value(WHOLE)
        assert page.locator("[data-when=online]").is_hidden()
        page.context.set_offline(False)
        expect(page.locator("[data-when=online]")).to_be_visible()
        page.get_by_role("link", name="Verder en versturen").click()
        page.wait_for_url(f"**{thread}")
        expect(page.locator("#answer textarea")).to_have_value(WHOLE)
        page.locator("#answer .btn--go").click()
        expect(page.locator("main")).to_contain_text(WHOLE)
        expect(page.locator("#answer textarea")).to_have_value("")
        assert watch.check(page) == []
    assert (texts(site, "open", WHOLE), texts(site, "open", BEGUN)) == (1, 0)


def test_an_answer_that_arrived_without_word_of_it_is_not_placed_twice(site: Site) -> None:
    thread, text = f"/threads/{site.world.threads['open']}/", "Met een touw eromheen."
    with site.page("works_council") as (page, watch):
        watch.expected += CUT_OFF
        page.goto(thread)
        page.fill("#answer textarea", text)
        page.route("**/comments/", lambda route: (route.fetch(max_redirects=0), route.abort()))
        page.locator("#answer .btn--go").click()
        page.wait_for_url("chrome-error://**")
        assert texts(site, "open", text) == 1
        page.unroute_all()
        page.context.clear_cookies(name="messages")  # what the lost answer said
        page.goto(thread)
        expect(page.locator("#answer textarea")).to_have_value(text)
        page.locator("#answer .btn--go").click()
        expect(page.locator("#answer textarea")).to_have_value("")
        assert texts(site, "open", text) == 1
        page.fill("#answer textarea", f"{text} En dan trekken.")
        page.locator("#answer .btn--go").click()
        expect(page.locator("#answer textarea")).to_have_value("")
    assert texts(site, "open", f"{text} En dan trekken.") == 1


def test_a_draft_that_the_server_has_goes_on_from_there(site: Site) -> None:
    with installed(site, "works_council") as (page, watch):
        page.goto("/threads/new/?kind=message")
        page.locator("main textarea[name=source]").focus()
        expect(page.locator(EDITOR)).to_be_focused()
        page.keyboard.type(BEGUN)
        page.wait_for_url("**/drafts/*/")
        address = urlsplit(page.url).path
        offline(page, watch)
        page.keyboard.type(WHOLE.removeprefix(BEGUN))
        page.reload()
        expect(page.locator("[data-unsent] textarea")).to_have_value(WHOLE)
        assert Draft.objects.get(key=address.split("/")[2]).typed["source"] == BEGUN
        page.context.set_offline(False)
        page.get_by_role("link", name="Verder en versturen").click()
        page.wait_for_url(f"**{address}")
        expect(page.locator("main textarea[name=source]")).to_have_value(WHOLE)
        page.locator("form[data-compose] .btn--go").click()
        page.wait_for_url("**/threads/0*/")
        expect(page.locator("main")).to_contain_text(WHOLE)
        page.goto("/offline/")
        assert page.locator("[data-unsent] textarea").count() == 0


def test_nothing_that_anybody_wrote_is_kept(site: Site) -> None:
    with installed(site, "member") as (page, _watch):
        name = page.locator(".me summary").inner_text()
        for address in (
            "/",
            f"/threads/{site.world.threads['closed']}/",
            "/notices/",
            "/people/",
            "/offline/",
        ):
            page.goto(address)
        kept = page.evaluate(KEPT)
        assert {urlsplit(url).path for _name, url, _text in kept} == {*device.shell_files(), "/offline/"}
        assert len({cache for cache, _url, _text in kept}) == 1
        (shell,) = [text for _cache, url, text in kept if urlsplit(url).path == "/offline/"]
        assert "data-viewer" not in shell
        assert "csrfmiddlewaretoken" not in shell
        assert name not in shell
        groups = [group.name for group in site.cast.groups.values()]
        assert not [group for group in groups if group in shell]


@pytest.fixture
def renamed(settings: object) -> Iterator[None]:
    """The organisation takes another name, which stands in the shell."""
    settings.ORGANISATION = "Gemeente Hogeweide"
    yield
    device._worker.cache_clear()


def test_a_new_version_drops_the_old_shell(site: Site, renamed: None, settings: object) -> None:
    settings.ORGANISATION = "Gemeente Waterrijk"
    with installed(site, "member") as (page, _watch):
        (old,) = page.evaluate("caches.keys()")
        settings.ORGANISATION = "Gemeente Hogeweide"
        wire = page.context.new_cdp_session(page)
        wire.send("Network.clearBrowserCache")
        page.evaluate("navigator.serviceWorker.getRegistration().then(found => found.update())")
        until(page, f"caches.keys().then(names => !names.includes('{old}'))")
        (new,) = page.evaluate("caches.keys()")
        assert new != old
        assert "Hogeweide" in "".join(text for _cache, _url, text in page.evaluate(KEPT))


def test_signing_out_takes_everything_off_the_device(site: Site) -> None:
    thread = f"/threads/{site.world.threads['open']}/"
    site.cookies.pop("administrator", None)
    with installed(site, "administrator") as (page, _watch):
        page.goto(thread)
        page.fill("#answer textarea", BEGUN)
        assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('kring.draft.')).length")
        page.locator(".me summary").click()
        page.locator("header form[data-sign-out] button").click()
        page.wait_for_url("**/accounts/login/**")
        until(page, "caches.keys().then(names => !names.length)")
        until(page, f"{WORKERS}.then(count => !count)")
        assert not page.evaluate(
            "Object.keys(localStorage).filter(key => key.startsWith('kring.draft.')).length"
        )
    site.cookies.pop("administrator")


def test_the_icon_shows_the_number_of_the_page_and_none_at_the_door(site: Site) -> None:
    said = "window.said = []; navigator.setAppBadge = async n => { said.push(n); };" \
        "navigator.clearAppBadge = async () => { said.push(0); };"  # fmt: skip
    site.cast.publish("employee", title="Wie heeft de sleutel?", source=f"@{site.cast.outsider.handle}, jij?")
    run_jobs()
    with site.page("outsider") as (page, _watch):
        page.add_init_script(said)
        page.goto("/")
        count = int(page.locator("[data-notices]").inner_text().split()[0])
        assert count > 0
        assert page.evaluate("said") == [count]
        site.sign_in(page.context, "")
        page.goto("/accounts/login/")
        assert page.evaluate("said") == [0]


def test_another_app_shares_into_the_composer_and_nothing_is_placed(site: Site) -> None:
    with site.page("member") as (page, watch):
        page.goto(
            "/threads/new/?shared_title=Zandzakken&shared_text=Zo+vul+je+ze&shared_url=https://zand.example/"
        )
        expect(page.locator("main textarea[name=source]")).to_have_value(
            "Zandzakken\n\nZo vul je ze\n\nhttps://zand.example/"
        )
        assert watch.check(page) == []

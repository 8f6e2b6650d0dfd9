"""The whole of Kring behind a real port, in this process, with a database of its own.

Tests share it: it is filled once and nothing is rolled back, so each test makes what it changes.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.core.servers.basehttp import ThreadedWSGIServer
from django.core.wsgi import get_wsgi_application
from django.test import Client
from django.test.testcases import QuietWSGIRequestHandler
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.chromium import Watch
from tests.browser.world import World, make_world
from tests.cast import Cast
from tests.database import own_database

# Without motion nothing is measured half-way a change of colour.
CALM = {"reduced_motion": "reduce"}
# Pages come from the server itself, whenever a worker would be ready; walks of the worker let it in.
PLAIN = {"service_workers": "block"}


class Quiet(QuietWSGIRequestHandler):
    """Says nothing, also not when a browser hangs up."""

    def handle(self) -> None:
        """Answer one connection."""
        try:
            super().handle()
        except (ConnectionError, TimeoutError):
            self.close_connection = True


@dataclass
class Site:
    """A running Kring with its people. `origin` is its address without a slash at the end."""

    origin: str
    world: World
    browser: Browser
    cookies: dict[str, str] = field(default_factory=dict)

    @property
    def cast(self) -> Cast:
        """Its people and groups."""
        return self.world.cast

    def cookie(self, who: str) -> str:
        """The session of somebody who signed in before."""
        if who not in self.cookies:
            client = Client()
            client.force_login(self.cast.accounts[who])
            self.cookies[who] = client.cookies["sessionid"].value
        return self.cookies[who]

    def client(self, who: str) -> Client:
        """Django's test client, signed in."""
        client = Client(SERVER_NAME="127.0.0.1")
        if who:
            client.cookies["sessionid"] = self.cookie(who)
        return client

    def context(self, who: str = "", **options: object) -> BrowserContext:
        """A browser of its own, signed in unless `who` is empty; options are Playwright's."""
        size = {"width": 1280, "height": 900}
        words = {"viewport": size, "locale": "nl-NL", "base_url": self.origin, **CALM, **PLAIN, **options}
        context = self.browser.new_context(**words)  # type: ignore[arg-type]
        context.set_default_timeout(15_000)
        self.sign_in(context, who)
        return context

    def sign_in(self, context: BrowserContext, who: str) -> None:
        """Let this browser belong to somebody, or to nobody when `who` is empty."""
        context.clear_cookies()
        if who:
            cookie = {"name": "sessionid", "value": self.cookie(who), "url": self.origin}
            context.add_cookies([cookie])  # type: ignore[list-item]

    @contextmanager
    def page(self, who: str = "", **options: object) -> Iterator[tuple[Page, Watch]]:
        """A page in a browser of its own, and what is watched in it."""
        context, watch = self.context(who, **options), Watch(self.origin)
        watch.listen(context)
        try:
            yield context.new_page(), watch
        finally:
            context.close()


@contextmanager
def served() -> Iterator[str]:
    """Serve the pages on a free port, with the settings of this moment; gives the address."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
    server.set_app(get_wsgi_application())
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def running_site(browser: Browser, name: str) -> Iterator[Site]:
    """A filled and running Kring with a browser."""
    with own_database(name):
        world = make_world()
        with served() as origin:
            yield Site(origin, world, browser)

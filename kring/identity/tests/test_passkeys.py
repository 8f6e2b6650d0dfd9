"""Passkeys in a real browser with a made-up authenticator; the test client answers its requests."""

import shutil
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client
from playwright.sync_api import Page, Route, expect, sync_playwright

from kring.identity.models import Account
from kring.identity.tests.make import PASSWORD, make_account, sign_in
from kring.identity.tests.test_web_sign_in import is_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
SITE = "http://localhost"  # browsers allow passkeys here without a certificate
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or "/usr/bin/chromium"
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--no-first-run")  # fmt: skip
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}


class Site:
    """Answers the browser from the test client, which keeps the cookies."""

    def __init__(self, client: Client, database: BaseDatabaseWrapper) -> None:
        self.client, self.database = client, database

    def answer(self, route: Route) -> None:
        connections["default"] = self.database
        request = route.request
        path = request.url.removeprefix(SITE)
        if path.startswith("/s/"):
            found = settings.BUILD / "static" / urlsplit(path).path.removeprefix("/s/")
            route.fulfill(status=200, content_type=KINDS[found.suffix], body=found.read_bytes())
            return
        headers = {"host": "localhost", "accept": request.headers.get("accept", "*/*")}
        if request.method == "POST":
            form = "application/x-www-form-urlencoded"
            given = self.client.post(path, request.post_data or "", content_type=form, headers=headers)
        else:
            given = self.client.get(path, headers=headers)
        if given.status_code == 302:  # the browser would follow it past this method, to a server that is not
            route.fulfill(status=200, headers={"Refresh": f"0;url={given['Location']}"})
        else:
            route.fulfill(status=given.status_code, headers=dict(given.headers), body=given.content)


@pytest.fixture
def account() -> Account:
    return make_account(password=PASSWORD)


@pytest.fixture
def page(client: Client, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    """A page on our site, with a device that says yes."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # the browser's loop runs in this thread
    database = connections["default"]
    with sync_playwright() as play:
        connections["default"] = database  # beside a loop Django would open another one, outside this test
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        page = chromium.new_page(locale="nl-NL")
        page.route("**/*", Site(client, database).answer)
        devices = page.context.new_cdp_session(page)
        devices.send("WebAuthn.enable")
        devices.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
        yield page
        chromium.close()


def make_passkey(page: Page, client: Client, account: Account) -> None:
    """Sign in, prove it, and make a passkey."""
    sign_in(client, account)
    client.post("/accounts/again/", {"password": PASSWORD, "next": "/"})
    page.goto(f"{SITE}/accounts/passkeys/add/")
    page.get_by_label("Naam").fill("Mijn telefoon")
    page.get_by_role("button", name="Maak de passkey").click()
    page.wait_for_url("**/spare-codes/")


def test_passkey_is_made_and_signs_in_alone(page: Page, client: Client, account: Account) -> None:
    make_passkey(page, client, account)
    assert Authenticator.objects.get(type="webauthn").wrap().name == "Mijn telefoon"
    client.post("/accounts/logout/")
    assert not is_in(client)
    page.goto(f"{SITE}/accounts/login/?next=/settings/security/")
    page.get_by_role("button", name="Inloggen met een passkey").click()
    page.wait_for_url("**/settings/security/")
    expect(page.get_by_text("Mijn telefoon")).to_be_visible()


def test_passkey_is_the_second_step_after_a_password(page: Page, client: Client, account: Account) -> None:
    make_passkey(page, client, account)
    client.post("/accounts/logout/")
    assert sign_in(client, account, next="/settings/security/")["Location"].startswith(
        "/accounts/login/code/"
    )
    page.goto(f"{SITE}/accounts/login/code/")
    page.get_by_role("button", name="Gebruik je passkey").click()
    page.wait_for_url("**/settings/security/")
    assert is_in(client)


def test_passkey_of_a_closed_account_opens_nothing(page: Page, client: Client, account: Account) -> None:
    make_passkey(page, client, account)
    client.post("/accounts/logout/")
    Account.objects.filter(pk=account.pk).update(is_active=False)
    page.goto(f"{SITE}/accounts/login/")
    page.get_by_role("button", name="Inloggen met een passkey").click()
    expect(page.get_by_text("Dit account is gesloten")).to_be_visible()
    assert not is_in(client)


def test_device_that_knows_no_passkey_is_told_so(page: Page) -> None:
    page.goto(f"{SITE}/accounts/login/")
    page.get_by_role("button", name="Inloggen met een passkey").click()
    expect(page.get_by_role("alert")).to_have_text(
        "Dat lukte niet. Probeer het nog eens of kies een andere manier."
    )


def test_removed_passkey_is_gone(page: Page, client: Client, account: Account) -> None:
    make_passkey(page, client, account)
    page.goto(f"{SITE}/settings/security/")
    page.get_by_role("link", name="Haal Mijn telefoon weg").click()
    page.get_by_role("button", name="Weghalen").click()
    page.wait_for_url("**/settings/security/")
    assert not Authenticator.objects.filter(type="webauthn").exists()

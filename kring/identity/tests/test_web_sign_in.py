"""Signing in at the door: who comes in, what is said, and when it is enough."""

import re
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import get_resolver

from kring.identity import actions
from kring.identity.models import AccountKind
from kring.identity.tests.make import NOW, PASSWORD, make_account, sign_in
from kring.identity.web.adapter import AccountAdapter
from kring.identity.web.urls import urlpatterns
from kring.kit.clock import utcnow

pytestmark = pytest.mark.django_db
INSIDE = "/settings/security/"


def words(answer: HttpResponse) -> str:
    """A page without what differs each time: its token, and what was typed."""
    page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", answer.content.decode())
    return re.sub(r'value="[^"]*@[^"]*"', "", page)


def is_in(client: Client) -> bool:
    return client.get(INSIDE).status_code == 200


def test_right_password_opens_the_page_that_was_asked_for(client: Client) -> None:
    account = make_account(password=PASSWORD)
    answer = sign_in(client, account, next=INSIDE)
    assert (answer.status_code, answer["Location"]) == (302, INSIDE)
    assert is_in(client)


def test_capitals_in_the_address_do_not_matter(client: Client) -> None:
    make_account(email="noor@waterrijk.example", password=PASSWORD)
    client.post("/accounts/login/", {"login": "Noor@Waterrijk.example ", "password": PASSWORD})
    assert is_in(client)


def test_next_page_is_never_another_site(client: Client) -> None:
    account = make_account(password=PASSWORD)
    answer = sign_in(client, account, next="https://elsewhere.example/")
    assert "elsewhere" not in answer["Location"]


def test_wrong_password_and_unknown_address_look_the_same(client: Client) -> None:
    account = make_account(password=PASSWORD)
    wrong = sign_in(client, account, "a wrong password")
    unknown = client.post("/accounts/login/", {"login": "nobody@waterrijk.example", "password": "guess"})
    assert wrong.status_code == unknown.status_code == 200
    assert words(wrong) == words(unknown)
    assert "horen niet bij elkaar" in words(wrong)


def test_account_without_password_looks_the_same_too(client: Client) -> None:
    wrong = sign_in(client, make_account(password=PASSWORD), "guess")
    assert words(wrong) == words(sign_in(client, make_account(), "guess"))


def test_sixth_try_has_to_wait_and_says_until_when(client: Client) -> None:
    account = make_account(password=PASSWORD)
    for _ in range(5):
        sign_in(client, account, "a wrong password")
    answer = sign_in(client, account)
    assert not is_in(client)
    assert re.search(r"Probeer het weer vanaf \d+\.\d\d uur", words(answer))


def test_waiting_of_one_account_is_not_that_of_another(client: Client) -> None:
    account, other = make_account(password=PASSWORD), make_account(password=PASSWORD)
    for _ in range(5):
        sign_in(client, account, "a wrong password")
    sign_in(client, other)
    assert is_in(client)


def test_unknown_address_waits_as_well(client: Client) -> None:
    fields = {"login": "nobody@waterrijk.example", "password": "guess"}
    for _ in range(5):
        client.post("/accounts/login/", fields)
    assert "te vaak geprobeerd" in words(client.post("/accounts/login/", fields))


def test_only_declared_proxies_name_the_visitor(settings: object) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="6.6.6.6, 192.0.2.7")
    assert AccountAdapter().get_client_ip(request) == "10.0.0.1"
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1  # type: ignore[attr-defined]
    assert AccountAdapter().get_client_ip(request) == "192.0.2.7"


def test_closed_account_is_refused_with_a_sentence(client: Client) -> None:
    account = make_account(password=PASSWORD)
    actions.deactivate_account(account_id=account.pk, by=None, now=NOW)
    answer = sign_in(client, account)
    assert answer.status_code == 403
    assert "Dit account is gesloten" in words(answer)
    assert not is_in(client)


def test_closed_account_shows_only_to_who_knows_the_password(client: Client) -> None:
    account = make_account(password=PASSWORD)
    actions.deactivate_account(account_id=account.pk, by=None, now=NOW)
    assert "gesloten" not in words(sign_in(client, account, "a wrong password"))


def test_guest_is_refused_after_the_last_day(client: Client) -> None:
    yesterday = utcnow().date() - timedelta(days=1)
    guest = make_account("Dewi Santoso", kind=AccountKind.GUEST, until=yesterday, password=PASSWORD)
    answer = sign_in(client, guest)
    assert answer.status_code == 403
    assert "tijd als gast is voorbij" in words(answer)


def test_session_dies_with_the_account_at_the_next_request(client: Client) -> None:
    account = make_account(password=PASSWORD)
    sign_in(client, account)
    assert is_in(client)
    actions.deactivate_account(account_id=account.pk, by=None, now=NOW)
    assert not is_in(client)


def test_session_of_a_guest_dies_after_the_last_day(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    today = utcnow()
    guest = make_account("Dewi Santoso", kind=AccountKind.GUEST, until=today.date(), password=PASSWORD)
    sign_in(client, guest)
    assert is_in(client)
    monkeypatch.setattr("kring.identity.backend.utcnow", lambda: today + timedelta(days=1))
    assert not is_in(client)


def test_signing_out_everywhere_leaves_only_this_device(client: Client) -> None:
    account = make_account(password=PASSWORD)
    lost = Client()
    for device in (client, lost):
        sign_in(device, account)
    client.post("/settings/security/sessions/end/")
    assert is_in(client)
    assert not is_in(lost)


def test_session_ends_with_the_browser_unless_asked_to_stay(client: Client) -> None:
    account = make_account(password=PASSWORD)
    sign_in(client, account)
    assert client.cookies["sessionid"]["expires"] == ""
    other = Client()
    sign_in(other, account, remember="on")
    assert other.cookies["sessionid"]["expires"]


def test_signing_out_ends_the_session(client: Client) -> None:
    client.force_login(make_account())
    client.get("/accounts/logout/")
    assert is_in(client)
    client.post("/accounts/logout/")
    assert not is_in(client)


@pytest.mark.parametrize(
    "path", ["signup/", "email/", "confirm-email/", "password/set/", "inactive/", "2fa/", "social/signup/"]
)
def test_no_other_page_of_the_library_exists(client: Client, path: str) -> None:
    client.force_login(make_account())
    assert client.get(f"/accounts/{path}").status_code == 404


def test_only_the_door_is_open_without_signing_in() -> None:
    pages = {
        name
        for name, (_ways, _pattern, _defaults, _converters) in get_resolver().reverse_dict.items()  # type: ignore[misc]
        if isinstance(name, str) and name.startswith(("account_", "mfa_", "invitation"))
    }
    assert pages >= {"account_login", "mfa_add_webauthn"}
    listed = [part for include in urlpatterns[:2] for part in include.url_patterns]  # type: ignore[union-attr]
    open_pages = {part.name for part in listed if getattr(part.callback, "public", False)}
    assert open_pages == {
        "account_login",
        "account_logout",
        "mfa_authenticate",
        "mfa_login_webauthn",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "invitation",
    }

"""A second step after the password: codes from an app and spare codes. Passkeys need a browser."""

import re
import time
from types import SimpleNamespace

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.test import Client

from kring.identity.models import Account
from kring.identity.tests.make import PASSWORD, deliver_mail, make_account, sign_in
from kring.identity.tests.test_web_sign_in import is_in, words
from kring.identity.web.adapter import FactorAdapter

pytestmark = pytest.mark.django_db
ADD = "/accounts/codes/add/"
AGAIN = "/accounts/again/"
STEP = "/accounts/login/code/"


def code_of(secret: str) -> str:
    return totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))


@pytest.fixture(autouse=True)
def still_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Codes follow each other every half minute; none runs out between making and typing it."""
    moment = time.time()
    monkeypatch.setattr(totp, "time", SimpleNamespace(time=lambda: moment))


@pytest.fixture
def account() -> Account:
    return make_account(password=PASSWORD)


@pytest.fixture
def secret(client: Client, account: Account) -> str:
    """Signed in and proven again, with an app added; gives the app's secret."""
    sign_in(client, account)
    client.post(AGAIN, {"password": PASSWORD, "next": ADD})
    found = re.search(r"<strong>([A-Z2-7]{32})</strong>", client.get(ADD).content.decode())
    assert found is not None
    answer = client.post(ADD, {"code": code_of(found[1])})
    assert answer["Location"] == "/accounts/spare-codes/"
    return found[1]


def test_adding_an_app_asks_for_the_password_once_more(client: Client, account: Account) -> None:
    sign_in(client, account)
    assert client.get(ADD)["Location"].startswith(AGAIN)
    assert "Dit is niet je wachtwoord" in words(client.post(AGAIN, {"password": "guess", "next": ADD}))
    assert client.post(AGAIN, {"password": PASSWORD, "next": ADD})["Location"] == ADD


def test_wrong_first_code_adds_nothing(client: Client, account: Account) -> None:
    sign_in(client, account)
    client.post(AGAIN, {"password": PASSWORD, "next": ADD})
    client.get(ADD)
    assert "Deze code klopt niet" in words(client.post(ADD, {"code": "000000"}))
    assert not Authenticator.objects.exists()


def test_picture_holds_the_secret_of_this_sign_in_only(client: Client, account: Account) -> None:
    picture = f"{ADD}picture.svg"
    sign_in(client, account)
    assert client.get(picture).status_code == 302
    client.post(AGAIN, {"password": PASSWORD, "next": ADD})
    client.get(ADD)
    answer = client.get(picture)
    assert answer["Content-Type"] == "image/svg+xml"
    assert "no-store" in answer["Cache-Control"]
    assert answer.content.startswith(b"<svg")
    assert b"style" not in answer.content


def test_secrets_are_not_readable_in_the_database(secret: str) -> None:
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in stored


def test_secrets_survive_a_change_of_key(settings: object) -> None:
    kept = FactorAdapter().encrypt("geheim")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]  # type: ignore[attr-defined]
    settings.SECRET_KEY = "another key"  # type: ignore[attr-defined]
    assert FactorAdapter().decrypt(kept) == "geheim"


def test_password_alone_is_no_longer_enough(account: Account, secret: str) -> None:
    fresh = Client()
    assert sign_in(fresh, account)["Location"] == STEP
    assert not is_in(fresh)
    assert "Nog één stap" in words(fresh.get(STEP))
    fresh.post(STEP, {"code": "000000"})
    assert not is_in(fresh)
    fresh.post(STEP, {"code": code_of(secret)})
    assert is_in(fresh)


def test_code_works_once(account: Account, secret: str) -> None:
    code = code_of(secret)
    for device, comes_in in ((Client(), True), (Client(), False)):
        sign_in(device, account)
        device.post(STEP, {"code": code})
        assert is_in(device) is comes_in


def test_guessing_codes_ends_soon(account: Account, secret: str) -> None:
    fresh = Client()
    sign_in(fresh, account)
    for _ in range(5):
        fresh.post(STEP, {"code": "000000"})
    assert "te vaak geprobeerd" in words(fresh.post(STEP, {"code": code_of(secret)}))
    assert not is_in(fresh)


def test_second_step_is_not_reached_without_the_first(client: Client) -> None:
    assert client.get(STEP)["Location"] == "/accounts/login/"


def test_new_password_by_mail_does_not_skip_the_second_step(account: Account, secret: str) -> None:
    fresh = Client()
    fresh.post("/accounts/password/reset/", {"email": account.email})
    (letter,) = deliver_mail("ResetAsked", "send_reset_link")
    link = re.search(r"http://[^/]+(/\S+)", str(letter.body))
    assert link is not None
    page = fresh.get(link[1], follow=True)
    answer = fresh.post(page.redirect_chain[-1][0], {"password1": "een heel andere zin 2026"})
    assert answer["Location"] == STEP
    assert not is_in(fresh)


def test_spare_code_helps_once(client: Client, account: Account, secret: str) -> None:
    codes = re.findall(r"<strong>(\d{8})</strong>", client.get("/accounts/spare-codes/").content.decode())
    assert len(codes) == 10
    for comes_in in (True, False):
        fresh = Client()
        sign_in(fresh, account)
        fresh.post(STEP, {"code": codes[0]})
        assert is_in(fresh) is comes_in
    assert "9 reservecodes" in words(client.get("/settings/security/"))


def test_new_spare_codes_end_the_old_ones(client: Client, secret: str) -> None:
    page = "/accounts/spare-codes/"
    before = re.findall(r"\d{8}(?=</strong>)", client.get(page).content.decode())
    assert client.get(f"{page}new/").status_code == 200
    client.post(f"{page}new/")
    after = re.findall(r"\d{8}(?=</strong>)", client.get(page).content.decode())
    assert len(after) == 10
    assert not set(before) & set(after)


def test_removing_the_app_makes_the_password_enough(client: Client, account: Account, secret: str) -> None:
    assert client.get("/accounts/codes/remove/").status_code == 200
    assert client.post("/accounts/codes/remove/")["Location"] == "/settings/security/"
    fresh = Client()
    sign_in(fresh, account)
    assert is_in(fresh)


def test_owner_hears_of_a_new_app(
    client: Client, account: Account, secret: str, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        client.post("/accounts/spare-codes/new/")
    (letter,) = deliver_mail("SignInChanged", "send_change_notice")
    assert letter.to == [account.email]
    assert "nieuwe reservecodes" in str(letter.body)


@pytest.mark.parametrize("credential", ["", "{}", "[]", "null", '{"response": {"userHandle": "eA"}}', '"x"'])
def test_forged_passkey_is_refused_without_a_crash(client: Client, credential: str) -> None:
    answer = client.post("/accounts/login/passkey/", {"credential": credential})
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/")
    assert not is_in(client)

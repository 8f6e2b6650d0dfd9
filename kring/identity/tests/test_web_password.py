"""A forgotten or changed password, and the mail about it."""

import re

import pytest
from django.core.mail import EmailMessage
from django.test import Client

from kring.identity import actions
from kring.identity.models import Account
from kring.identity.tests.make import NOW, PASSWORD, deliver_mail, make_account, sign_in
from kring.identity.tests.test_web_sign_in import is_in, words
from kring.infra.models import Event

pytestmark = pytest.mark.django_db
ASK = "/accounts/password/reset/"
NEW = "een heel andere zin 2026"


def ask(client: Client, email: str | None) -> object:
    return client.post(ASK, {"email": email}, follow=True)


def reset_mail() -> EmailMessage:
    (letter,) = deliver_mail("ResetAsked", "send_reset_link")
    return letter


def link_in(letter: EmailMessage) -> str:
    found = re.search(r"http://[^/]+(/\S+)", str(letter.body))
    assert found is not None
    return found[1]


def choose(client: Client, link: str, password: str = NEW) -> object:
    page = client.get(link, follow=True)
    return client.post(page.redirect_chain[-1][0] if page.redirect_chain else link, {"password1": password})


def test_asking_says_the_same_for_known_and_unknown(client: Client) -> None:
    known = ask(client, make_account().email)
    unknown = ask(client, "nobody@waterrijk.example")
    assert words(known) == words(unknown)
    assert "Kennen we dit adres?" in words(known)


def test_mail_goes_only_to_who_has_an_account(client: Client) -> None:
    ask(client, "nobody@waterrijk.example")
    assert deliver_mail("ResetAsked", "send_reset_link") == []
    account = make_account()
    ask(client, account.email)
    assert reset_mail().to == [account.email]


def test_link_from_the_mail_gives_a_new_password_and_signs_in(client: Client) -> None:
    account = make_account(password=PASSWORD)
    ask(client, account.email)
    choose(client, link_in(reset_mail()))
    assert is_in(client)
    account.refresh_from_db()
    assert account.check_password(NEW)


def test_link_works_once(client: Client) -> None:
    ask(client, make_account(password=PASSWORD).email)
    link = link_in(reset_mail())
    choose(client, link)
    page = Client().get(link, follow=True)
    assert "werkt niet meer" in words(page)


def test_link_ends_with_the_account(client: Client) -> None:
    account = make_account(password=PASSWORD)
    ask(client, account.email)
    link = link_in(reset_mail())
    actions.deactivate_account(account_id=account.pk, by=None, now=NOW)
    assert "werkt niet meer" in words(client.get(link, follow=True))


@pytest.mark.parametrize("link", ["x-y", "0-0", "zzzz-set-password", "1" * 32 + "-" + "a" * 40])
def test_garbage_is_an_old_link(client: Client, link: str) -> None:
    page = client.get(f"/accounts/password/reset/key/{link}/", follow=True)
    assert page.status_code == 200
    assert "werkt niet meer" in words(page)


def test_weak_password_is_refused_with_the_cure(client: Client) -> None:
    ask(client, make_account(password=PASSWORD).email)
    answer = choose(client, link_in(reset_mail()), "kort")
    assert answer.status_code == 200
    assert "field" in words(answer)
    assert not is_in(client)


def test_new_password_ends_the_other_sessions(client: Client) -> None:
    account = make_account(password=PASSWORD)
    thief = Client()
    sign_in(thief, account)
    ask(client, account.email)
    choose(client, link_in(reset_mail()))
    assert is_in(client)
    assert not is_in(thief)


def test_asking_too_often_says_when_it_works_again(client: Client) -> None:
    for _ in range(5):
        ask(client, "noor@waterrijk.example")
    answer = client.post(ASK, {"email": "Noor@waterrijk.example"})
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 1800
    assert re.search(r"vanaf \d+\.\d\d uur", words(answer))


@pytest.mark.parametrize(
    ("language", "subject"),
    [("nl", "Kies een nieuw wachtwoord voor Kring"), ("en", "Choose a new password for Kring")],
)
def test_mail_speaks_the_language_of_the_reader(client: Client, language: str, subject: str) -> None:
    account = make_account()
    Account.objects.filter(pk=account.pk).update(language=language)
    ask(client, account.email)
    letter = reset_mail()
    assert letter.subject == subject
    ((html, kind),) = letter.alternatives  # type: ignore[attr-defined]
    assert kind == "text/html"
    assert f'<html lang="{language}">' in str(html)
    assert link_in(letter) in str(html)


def test_one_request_is_one_mail_however_often_it_is_delivered(client: Client) -> None:
    ask(client, make_account().email)
    assert reset_mail().extra_headers["Message-ID"].startswith("<")
    assert deliver_mail("ResetAsked", "send_reset_link") == []


def test_line_break_in_a_name_makes_no_header() -> None:
    account = make_account("Eve\r\nBcc: all@waterrijk.example")
    actions.ask_password_reset(email=str(account.email), now=NOW)
    assert list(reset_mail().message().keys()).count("Bcc") == 0


def test_changing_the_password_asks_for_the_present_one(client: Client) -> None:
    account = make_account(password=PASSWORD)
    sign_in(client, account)
    refused = client.post("/accounts/password/", {"oldpassword": "guess", "password1": NEW})
    assert "niet je wachtwoord van nu" in words(refused)
    answer = client.post("/accounts/password/", {"oldpassword": PASSWORD, "password1": NEW})
    assert answer["Location"] == "/settings/security/"
    assert is_in(client)
    account.refresh_from_db()
    assert account.check_password(NEW)


def test_owner_hears_of_a_changed_password(client: Client) -> None:
    account = make_account(password=PASSWORD)
    sign_in(client, account)
    client.post("/accounts/password/", {"oldpassword": PASSWORD, "password1": NEW})
    (letter,) = deliver_mail("SignInChanged", "send_change_notice")
    assert letter.to == [account.email]
    assert "wachtwoord voor Kring is gewijzigd" in str(letter.body)


def test_who_has_no_password_gets_one_by_mail(client: Client) -> None:
    client.force_login(make_account())
    assert client.get("/accounts/password/")["Location"] == ASK


def test_no_event_holds_an_address_or_a_secret(client: Client) -> None:
    account = make_account(password=PASSWORD)
    ask(client, account.email)
    assert str(account.email) not in str(list(Event.objects.values()))

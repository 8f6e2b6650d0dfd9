"""API keys: shown once, kept as a fingerprint, ended by owner, administrator or with a sign-in."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from kring.identity import actions, queries
from kring.identity.actions import NewKey
from kring.identity.models import Account, ApiKey
from kring.identity.rules import API_KEYS, may_make_api_key
from kring.identity.tests.make import (
    NOW,
    PASSWORD,
    deliver_mail,
    make_account,
    make_administrator,
    seen_by,
    sign_in,
)
from kring.infra.models import AuditEntry, Event
from kring.infra.verdict import Refused, Unseen

pytestmark = pytest.mark.django_db
NEW, AGAIN = "/settings/security/keys/new/", "/accounts/again/"
FORM = {"name": "Agenda", "scopes": ["read", "write"], "days": "90"}


def make_key(account: Account, days: int = 30) -> str:
    key = NewKey(name="Agenda", scopes=("read",), days=days)
    return actions.make_api_key(key=key, owner=seen_by(account), now=NOW)[1]


def test_only_a_fingerprint_is_kept() -> None:
    secret = make_key(make_account())
    row = ApiKey.objects.get()
    assert secret.startswith("kring_")
    assert secret not in str(vars(row))
    assert secret not in str(
        [*Event.objects.values_list("payload"), *AuditEntry.objects.values_list("action")]
    )


def test_key_works_until_its_last_moment_and_a_year_at_most() -> None:
    secret = make_key(make_account(), days=5000)
    assert ApiKey.objects.get().expires_at == NOW + timedelta(days=365)
    assert queries.api_key_behind(secret, NOW + timedelta(days=364))
    assert not queries.api_key_behind(secret, NOW + timedelta(days=365))
    assert not queries.api_key_behind("kring_something", NOW)


def test_the_day_of_the_last_use_is_kept_and_no_moment() -> None:
    make_key(make_account())
    actions.note_key_used(key_id=ApiKey.objects.get().pk, now=NOW)
    assert ApiKey.objects.get().used_on == NOW.date()


def test_twenty_keys_and_no_more() -> None:
    assert may_make_api_key(keys=API_KEYS - 1)
    assert not may_make_api_key(keys=API_KEYS)
    account = make_account()
    for _n in range(API_KEYS):
        make_key(account)
    with pytest.raises(Refused):
        make_key(account)


def test_owner_ends_own_keys_only() -> None:
    account, other = make_account(), make_account("Tom Dijkman")
    make_key(account)
    key_id = ApiKey.objects.get().pk
    with pytest.raises(Unseen):
        actions.end_api_key(key_id=key_id, owner=seen_by(other), now=NOW)
    actions.end_api_key(key_id=key_id, owner=seen_by(account), now=NOW)
    assert not ApiKey.objects.exists()


def test_administrator_ends_all_keys_and_reads_none(client: Client) -> None:
    administrator, account = make_administrator(), make_account("Tom Dijkman")
    make_key(account)
    client.force_login(administrator)
    page = client.get(f"/administration/accounts/{account.pk}/").content.decode()
    assert "1 API-sleutel werkt voor dit account." in page
    assert "Agenda" not in page
    with pytest.raises(Refused):
        actions.end_api_keys(account_id=account.pk, by=seen_by(account), now=NOW)
    assert client.post(f"/administration/accounts/{account.pk}/keys/end/").status_code == 302
    assert not ApiKey.objects.exists()


def test_keys_end_with_sign_ins_and_do_not_come_back() -> None:
    account = make_account(password=PASSWORD)
    make_key(account)
    actions.deactivate_account(account_id=account.pk, by=None, now=NOW)
    actions.reactivate_account(account_id=account.pk, by=None, now=NOW)
    assert not ApiKey.objects.exists()


def test_owner_hears_of_it_by_mail() -> None:
    make_key(make_account(email="noor@waterrijk.example"))
    [letter] = deliver_mail("SignInChanged", "send_change_notice")
    assert letter.to == ["noor@waterrijk.example"]
    assert "Er is een API-sleutel gemaakt voor je account." in letter.body
    assert "kring_" not in letter.body


def test_making_a_key_asks_for_the_password_and_shows_it_once(client: Client) -> None:
    account = make_account(password=PASSWORD)
    sign_in(client, account)
    assert client.get(NEW)["Location"].startswith(AGAIN)
    assert client.post(NEW, FORM)["Location"].startswith(AGAIN)
    client.post(AGAIN, {"password": PASSWORD, "next": NEW})
    assert client.post(NEW, {**FORM, "key": uuid4(), "scopes": []}).status_code == 422
    form = {**FORM, "key": uuid4()}
    first, second = client.post(NEW, form), client.post(NEW, form)
    assert first.content.decode().count("kring_") == 1
    assert second["Location"] == "/settings/security/"
    listed = client.get("/settings/security/").content.decode()
    assert "Agenda" in listed
    assert "kring_" not in listed
    assert client.post(f"/settings/security/keys/{ApiKey.objects.get().pk}/end/").status_code == 302
    assert not ApiKey.objects.exists()

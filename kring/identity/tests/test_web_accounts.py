"""Invitations, the pages of administrators, and the own language and look."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from kring.identity import actions
from kring.identity.models import Account, Invitation, Role, RoleGrant
from kring.identity.tests.make import (
    NOW,
    PASSWORD,
    deliver_mail,
    make_account,
    make_administrator,
    make_invitation,
)
from kring.identity.tests.test_web_sign_in import is_in, words

pytestmark = pytest.mark.django_db
LIST = "/administration/accounts/"
NAME = {"first_name": "Kees", "name_prefix": "van der", "last_name": "Plas"}
NEW = {
    **NAME,
    "email": "kees@waterrijk.example",
    "kind": "employee",
    "until": "",
    "language": "nl",
    "way": "invitation",
}


def test_invitation_makes_the_account_and_signs_in(client: Client) -> None:
    invitation, secret = make_invitation()
    page = client.get(f"/accounts/invitations/{secret}/")
    assert invitation.email in page.content.decode()
    client.post(f"/accounts/invitations/{secret}/", {**NAME, "password": PASSWORD})
    account = Account.objects.get()
    assert (account.name, account.email) == ("Kees van der Plas", invitation.email)
    assert is_in(client)


def test_invitation_works_once(client: Client) -> None:
    _invitation, secret = make_invitation()
    client.post(f"/accounts/invitations/{secret}/", {**NAME, "password": PASSWORD})
    for answer in (
        Client().get(f"/accounts/invitations/{secret}/"),
        Client().post(f"/accounts/invitations/{secret}/", {**NAME, "password": PASSWORD}),
    ):
        assert answer.status_code == 410
        assert "al gebruikt" in words(answer)
    assert Account.objects.count() == 1


def test_invitation_ends_in_time(client: Client) -> None:
    invitation, secret = make_invitation()
    Invitation.objects.update(expires_at=invitation.sent_at - timedelta(seconds=1))
    answer = client.post(f"/accounts/invitations/{secret}/", {**NAME, "password": PASSWORD})
    assert answer.status_code == 410
    assert "te oud" in words(answer)
    assert not Account.objects.exists()


def test_guessed_invitation_is_not_there(client: Client) -> None:
    make_invitation()
    assert client.get(f"/accounts/invitations/{'a' * 43}/").status_code == 404


@pytest.mark.parametrize("password", ["kort", "1234567890", "nieuw@waterrijk.example"])
def test_invitation_asks_for_a_good_password(client: Client, password: str) -> None:
    _invitation, secret = make_invitation()
    answer = client.post(f"/accounts/invitations/{secret}/", {**NAME, "password": password})
    assert answer.status_code == 200
    assert not Account.objects.exists()


def test_invitation_mail_leads_to_the_page(client: Client) -> None:
    invitation, secret = make_invitation()
    (letter,) = deliver_mail("PersonInvited", "send_invitation")
    assert letter.to == [invitation.email]
    assert f"/accounts/invitations/{secret}/" in str(letter.body)
    assert client.get(f"/accounts/invitations/{secret}/").status_code == 200


def test_used_invitation_is_not_mailed_again() -> None:
    make_invitation()
    Invitation.objects.update(accepted_at=NOW)
    assert deliver_mail("PersonInvited", "send_invitation") == []


@pytest.mark.parametrize("role", [None, *(role for role in Role if not role.endswith("_admin"))])
def test_pages_are_refused_with_a_reason(client: Client, role: Role | None) -> None:
    account = make_administrator("Roos Verhagen", role) if role else make_account()
    client.force_login(account)
    one = f"{LIST}{account.pk}/"
    answers = [client.get(path) for path in (LIST, f"{LIST}new/", one)]
    deeds = (f"{one}roles/", f"{one}roles/moderator/end/", f"{one}closing/", f"{one}closing/end/")
    answers += [client.post(path, {"role": "functional_admin"}) for path in deeds]
    answers.append(client.post(f"/administration/invitations/{make_invitation()[0].pk}/end/"))
    assert {answer.status_code for answer in answers} == {403}
    assert all("Alleen beheerders" in words(answer) for answer in answers)
    assert Invitation.objects.count() == 1


def test_visitor_is_sent_to_the_door(client: Client) -> None:
    assert client.get(LIST)["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("role", [Role.FUNCTIONAL_ADMIN, Role.TECHNICAL_ADMIN])
def test_administrators_see_accounts_and_invitations(client: Client, role: Role) -> None:
    make_invitation()
    client.force_login(make_administrator(role=role))
    page = words(client.get(LIST, {"q": "dalen"}))
    assert "Ingrid van Dalen" in page
    assert "Uitnodigingen die wachten" in page
    assert "Niemand gevonden" in words(client.get(LIST, {"q": "nobody", "after": "nonsense"}))


def test_technical_administrator_cannot_give_roles(client: Client) -> None:
    technician = make_administrator("Tom Dijkman", Role.TECHNICAL_ADMIN)
    client.force_login(technician)
    answer = client.post(f"{LIST}{technician.pk}/roles/", {"role": "functional_admin"})
    assert answer.status_code == 403
    assert RoleGrant.objects.count() == 1


def test_functional_administrator_gives_and_takes_roles(client: Client) -> None:
    account = make_account("Roos Verhagen")
    client.force_login(make_administrator())
    one = f"{LIST}{account.pk}/"
    client.post(f"{one}roles/", {"role": "community_manager"})
    assert RoleGrant.objects.filter(account=account, role="community_manager").exists()
    assert "Heeft deze rol" in words(client.get(one))
    client.post(f"{one}roles/community_manager/end/")
    assert not RoleGrant.objects.filter(account=account).exists()
    assert client.post(f"{one}roles/", {"role": "king"}).status_code == 404


def test_invitation_is_sent_once_however_often_the_form_comes(client: Client) -> None:
    client.force_login(make_administrator())
    key = str(uuid4())
    for _ in range(2):
        assert client.post(f"{LIST}new/", {**NEW, "key": key}).status_code == 302
    assert Invitation.objects.count() == 1
    assert Invitation.objects.get().invited_by == Account.objects.get(first_name="Ingrid")


def test_account_can_be_made_at_once(client: Client) -> None:
    client.force_login(make_administrator())
    client.post(f"{LIST}new/", {**NEW, "way": "account", "key": str(uuid4())})
    account = Account.objects.get(email=NEW["email"])
    assert (account.handle, account.has_usable_password()) == ("kees.van.der.plas", False)


def test_guest_needs_a_last_day_that_is_to_come(client: Client) -> None:
    client.force_login(make_administrator())
    for until in ("", "2020-01-01", "soon"):
        answer = client.post(f"{LIST}new/", {**NEW, "kind": "guest", "until": until, "key": str(uuid4())})
        assert answer.status_code == 200
        assert "Kees" in answer.content.decode()
    assert not Invitation.objects.exists()


def test_address_in_use_is_said_at_the_field(client: Client) -> None:
    client.force_login(make_administrator())
    make_account(email=NEW["email"])
    answer = client.post(f"{LIST}new/", {**NEW, "key": str(uuid4())})
    assert "Er is al een account" in words(answer)


def test_closing_and_opening_an_account(client: Client) -> None:
    account = make_account("Henk Vos")
    client.force_login(make_administrator())
    one = f"{LIST}{account.pk}/"
    client.post(f"{one}closing/")
    assert "account gesloten op" in words(client.get(one))
    client.post(f"{one}closing/end/", {"until": "2031-05-01"})
    account.refresh_from_db()
    assert (account.is_active, str(account.until)) == (True, "2031-05-01")


def test_last_administrator_is_told_why_not(client: Client) -> None:
    administrator = make_administrator()
    client.force_login(administrator)
    answer = client.post(f"{LIST}{administrator.pk}/roles/functional_admin/end/")
    assert answer.status_code == 403
    assert "laatste functioneel beheerder" in words(answer)


def test_invitation_is_taken_back(client: Client) -> None:
    invitation, secret = make_invitation()
    client.force_login(make_administrator())
    client.post(f"/administration/invitations/{invitation.pk}/end/")
    assert Client().get(f"/accounts/invitations/{secret}/").status_code == 404


def test_language_of_the_account_beats_browser_and_cookie(client: Client) -> None:
    account = make_account()
    client.force_login(account)
    client.cookies["language"] = "nl"
    client.post(
        "/settings/language/", {"language": "en"}, headers={"referer": "http://testserver/settings/security/"}
    )
    page = client.get("/settings/security/", headers={"accept-language": "nl"})
    assert page["Content-Language"] == "en"
    assert "Your devices" in words(page)


def test_visitor_keeps_the_language_in_a_cookie(client: Client) -> None:
    assert client.get("/accounts/login/", headers={"accept-language": "en"})["Content-Language"] == "en"
    client.post("/settings/language/", {"language": "nl"})
    page = client.get("/accounts/login/", headers={"accept-language": "en"})
    assert page["Content-Language"] == "nl"
    client.post("/settings/language/", {"language": "xx"})
    assert client.cookies["language"].value == "nl"


def test_mode_is_kept_for_visitor_and_member(client: Client) -> None:
    client.post("/settings/mode/", {"mode": "dark"})
    assert 'data-mode="dark"' in words(client.get("/accounts/login/"))
    account = make_account()
    client.force_login(account)
    client.post("/settings/mode/", {"mode": "light"})
    client.post("/settings/mode/", {"mode": "blue"})
    account.refresh_from_db()
    assert account.mode == "light"


def test_mode_by_script_answers_without_a_page(client: Client) -> None:
    assert client.post("/settings/mode/", {"mode": "dark"}, headers={"hx-request": "true"}).status_code == 204


@pytest.mark.parametrize("referer", ["https://elsewhere.example/", "//elsewhere.example", ""])
def test_way_back_never_leads_elsewhere(client: Client, referer: str) -> None:
    answer = client.post("/settings/mode/", {"mode": "dark"}, headers={"referer": referer})
    assert answer["Location"] == "/"


def test_closing_by_the_house_needs_no_administrator() -> None:
    account = make_account()
    actions.deactivate_account(account_id=account.pk, by=None, now=NOW)
    account.refresh_from_db()
    assert not account.is_active

"""What administrators and owners of an account are shown."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kring.identity import actions, queries
from kring.identity.links import fingerprint
from kring.identity.models import Role, Session
from kring.identity.tests.make import NOW, make_account, make_administrator, make_invitation, seen_by
from kring.infra.verdict import Refused, Unseen
from kring.kit.clock import utcnow

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", [role for role in Role if not role.endswith("_admin")])
def test_lists_are_for_administrators_only(role: Role) -> None:
    account = make_administrator("Roos Verhagen", role)
    viewer = seen_by(account)
    for ask in (
        lambda: queries.accounts(viewer),
        lambda: queries.account(viewer, account.pk),
        lambda: queries.open_invitations(viewer, NOW),
    ):
        with pytest.raises(Refused):
            ask()


def test_accounts_come_by_family_name() -> None:
    viewer = seen_by(make_administrator("Ingrid van Dalen"))
    make_account("Kees van der Plas")
    make_account("Fatima Ouali")
    assert [row.name for row in queries.accounts(viewer).rows] == [
        "Ingrid van Dalen",
        "Fatima Ouali",
        "Kees van der Plas",
    ]


@pytest.mark.parametrize(
    ("search", "found"),
    [("plas", 1), ("Kees PL", 1), ("der", 1), ("las", 0), ("ñoor", 1), ("noor@", 1), ("", 3), ("xyz", 0)],
)
def test_search_finds_starts_of_words_and_addresses(search: str, found: int) -> None:
    viewer = seen_by(make_administrator())
    make_account("Kees van der Plas")
    make_account("Noor de Wit", email="noor@waterrijk.example")
    page = queries.accounts(viewer, search)
    assert (len(page.rows), page.total) == (found, found)


def test_pages_follow_each_other_without_gap_or_double(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "PAGE", 2)
    viewer = seen_by(make_administrator("Anna Aalbers"))
    for _ in range(4):
        make_account("Jan de Boer")
    seen, after = [], None
    while True:
        page = queries.accounts(viewer, "", after)
        seen += [row.id for row in page.rows]
        after = page.after
        if after is None:
            break
    assert len(seen) == len(set(seen)) == 5


def test_statements_do_not_grow_with_the_list() -> None:
    viewer = seen_by(make_administrator())
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(
            connection,
        ) as statements:
            queries.accounts(viewer)
        counts.append(len(statements))
        for number in range(20):
            make_account(f"Jan Boer{number}")
    assert counts == [2, 2]


def test_account_page_shows_which_roles_are_held() -> None:
    account = make_administrator(role=Role.FUNCTIONAL_ADMIN)
    page = queries.account(seen_by(account), account.pk)
    assert [line.role for line in page.roles if line.held] == ["functional_admin"]
    assert len(page.roles) == len(Role)


def test_unknown_account_is_unseen() -> None:
    account = make_administrator()
    invitation, _secret = make_invitation()
    with pytest.raises(Unseen):
        queries.account(seen_by(account), invitation.pk)


def test_only_waiting_invitations_are_listed() -> None:
    viewer = seen_by(make_administrator())
    waiting, _secret = make_invitation()
    used, secret = make_invitation("ander@waterrijk.example")
    from kring.kit.names import split_name

    actions.accept_invitation(secret=secret, name=split_name("A B"), password="x" * 20, now=used.sent_at)
    assert [row.id for row in queries.open_invitations(viewer, utcnow())] == [waiting.pk]
    assert queries.open_invitations(viewer, waiting.expires_at) == ()


def test_secret_leads_to_its_invitation_only() -> None:
    invitation, secret = make_invitation()
    assert queries.invitation_behind(secret) == invitation
    for other in (secret[:-1], secret + "x", fingerprint(secret), str(invitation.pk), ""):
        with pytest.raises(Unseen):
            queries.invitation_behind(other)


def test_closed_account_is_not_reachable_by_mail() -> None:
    account = make_account()
    assert queries.reachable_accounts([account.pk], NOW) == {account.pk: account}
    actions.deactivate_account(account_id=account.pk, by=None, now=NOW)
    assert queries.reachable_accounts([account.pk], NOW) == {}


def test_own_sign_ins_elsewhere_are_counted(client: Client) -> None:
    account = make_account()
    client.force_login(account)
    Client().force_login(account)
    Client().force_login(make_account())
    means = queries.sign_in_means(seen_by(account), client.session.session_key, utcnow())
    assert means.elsewhere == 1
    Session.objects.update(expire_date=utcnow() - timedelta(days=1))
    means = queries.sign_in_means(seen_by(account), client.session.session_key, utcnow())
    assert means.elsewhere == 0

"""Builders for accounts, made with the real actions."""

from datetime import UTC, date, datetime
from itertools import count
from uuid import UUID

from django.core import mail
from django.test import Client

from kring.identity import actions
from kring.identity.models import Account, AccountKind, Invitation, Role, RoleGrant
from kring.identity.viewer import Viewer
from kring.infra.events import react
from kring.infra.models import Event
from kring.infra.sending import Sender
from kring.kit.clock import utcnow
from kring.kit.names import split_name

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
PASSWORD = "een lange zin over brood"
_numbers = count(1)


def make_account(
    name: str = "Noor de Wit",
    *,
    email: str | None = "",
    kind: str = AccountKind.EMPLOYEE,
    until: date | None = None,
    password: str | None = None,
) -> Account:
    """An account; an empty `email` gives a fresh address, None an account nobody can sign in with."""
    if email == "":
        email = f"person{next(_numbers)}@waterrijk.example"
    person = actions.NewAccount(email=email, name=split_name(name), kind=kind, until=until)
    return actions.create_account(person=person, by=None, now=NOW, password=password)


def make_administrator(name: str = "Ingrid van Dalen", role: Role = Role.FUNCTIONAL_ADMIN) -> Account:
    """An account with a role, given by the house itself."""
    account = make_account(name)
    actions.grant_role(account_id=account.pk, role=role, by=None, now=NOW)
    return account


def seen_by(account: Account) -> Viewer:
    """The viewer that an account is, without the storeys above."""
    roles = RoleGrant.objects.filter(account=account).values_list("role", flat=True)
    return Viewer(
        id=account.pk,
        name=account.name,
        first_name=account.first_name,
        handle=account.handle,
        kind=account.kind,
        language=account.language,
        tokens=("everyone",),
        roles=frozenset(roles),
    )


def make_invitation(email: str = "nieuw@waterrijk.example", **more: object) -> tuple[Invitation, str]:
    """An invitation of today and the secret of its link."""
    person = actions.NewAccount(email=email, name=split_name("Kees van der Plas"), **more)  # type: ignore[arg-type]
    return actions.invite(person=person, by=None, now=utcnow())


def sign_in(client: Client, account: Account, password: str = PASSWORD, **fields: str) -> object:
    """Send the sign-in form."""
    return client.post("/accounts/login/", {"login": account.email, "password": password, **fields})


def deliver_mail(name: str, reaction: str) -> list[mail.EmailMessage]:
    """Carry out one reaction for the last event of a name; returns the mail that came of it."""
    event = Event.objects.filter(name=name).order_by("-at", "-id").first()
    assert event is not None
    mail.outbox.clear()
    react(UUID(str(event.pk)), f"kring.identity.jobs.{reaction}")
    Sender(clock=utcnow).run()
    return list(mail.outbox)

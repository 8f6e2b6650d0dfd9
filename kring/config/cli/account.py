"""`kring account`: accounts and roles from the console, such as the first administrator."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

import click

from kring.config.cli.ground import ground, load_django

if TYPE_CHECKING:
    from kring.identity.models import Account
    from kring.identity.viewer import Viewer

ROLES = (
    "community_manager",
    "moderator",
    "analyst",
    "service_handler",
    "functional_admin",
    "technical_admin",
    "privacy_officer",
    "works_council",
)


@click.group()
def account() -> None:
    """Make, list, close and reopen accounts; give roles and passwords."""


@contextmanager
def on_accounts() -> Iterator[datetime]:
    """Django ready, messages in English, a refusal said as a failure; gives the present moment."""
    with ground():
        load_django()
        from django.utils import translation

        from kring.infra.verdict import Refused
        from kring.kit.clock import utcnow

        with translation.override("en"):
            try:
                yield utcnow()
            except Refused as refusal:
                raise click.ClickException(str(refusal.reason)) from None


def the_account(email: str) -> "Account":
    """The account of an e-mail address; a failure when there is none."""
    from kring.identity.queries import account_with_address

    found = account_with_address(email)
    if found is None:
        raise click.ClickException(f"There is no account of {email}.")
    return found


def operator() -> "Viewer":
    """Whoever may use the console of the server counts as a technical administrator."""
    from kring.identity.models import AccountKind, Role
    from kring.identity.viewer import Viewer

    return Viewer(
        id=UUID(int=0),
        name="console",
        first_name="console",
        handle="console",
        kind=AccountKind.EMPLOYEE,
        language="en",
        tokens=(),
        roles=frozenset({Role.TECHNICAL_ADMIN}),
    )


def new_password(from_stdin: bool) -> str:
    """A password from stdin or typed twice, that is good enough."""
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    if from_stdin:
        password = sys.stdin.readline().rstrip("\n")
    else:
        password = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    try:
        validate_password(password)
    except ValidationError as error:
        raise click.ClickException(" ".join(error.messages)) from None
    return password


stdin_option = click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")


@account.command()
@click.argument("email")
@click.argument("name")
@click.option("--role", "roles", multiple=True, type=click.Choice(ROLES), help="May be given more than once.")
@click.option("--language", type=click.Choice(["nl", "en"]), default="nl", show_default=True)
@click.option("--no-password", is_flag=True, help="The person chooses one by mail ('forgotten password').")
@stdin_option
def create(
    email: str, name: str, roles: tuple[str, ...], language: str, no_password: bool, password_stdin: bool
) -> None:
    """Make an account for the colleague NAME with the address EMAIL."""
    with on_accounts() as now:
        from kring.identity import actions
        from kring.identity.models import Role
        from kring.kit.names import split_name

        password = None if no_password else new_password(password_stdin)
        person = actions.NewAccount(email=email, name=split_name(name), language=language)
        made = actions.create_account(person=person, by=None, now=now, password=password)
        for role in roles:
            actions.grant_role(account_id=made.pk, role=Role(role), by=None, now=now)
    click.echo(f"Made {made.name} ({made.handle}).")


@account.command("list")
@click.argument("search", default="")
def list_accounts(search: str) -> None:
    """List accounts by name; SEARCH is part of a name or address."""
    with on_accounts():
        from kring.identity.queries import accounts

        viewer, after = operator(), None
        while True:
            page = accounts(viewer, search, after)
            for row in page.rows:
                state = "" if row.is_active else "closed"
                click.echo(
                    f"{row.email:<36} {row.name:<32} {row.kind:<10} {row.roles or '':>2} {state}".rstrip()
                )
            if page.after is None:
                break
            after = page.after
    click.echo(f"{page.total} accounts", err=True)


@account.command()
@click.argument("email")
@stdin_option
def password(email: str, password_stdin: bool) -> None:
    """Give the account of EMAIL another password; it is signed out everywhere."""
    with on_accounts():
        from kring.identity.actions import set_password

        found = the_account(email)
        set_password(account=found, password=new_password(password_stdin))
    click.echo(f"{found.name} has another password.")


@account.command()
@click.argument("email")
@click.argument("role", type=click.Choice(ROLES))
def grant(email: str, role: str) -> None:
    """Give the account of EMAIL a ROLE."""
    with on_accounts() as now:
        from kring.identity.actions import grant_role
        from kring.identity.models import Role

        found = the_account(email)
        grant_role(account_id=found.pk, role=Role(role), by=None, now=now)
    click.echo(f"{found.name} is {role}.")


@account.command()
@click.argument("email")
@click.argument("role", type=click.Choice(ROLES))
def withdraw(email: str, role: str) -> None:
    """Take a ROLE from the account of EMAIL."""
    with on_accounts() as now:
        from kring.identity.actions import withdraw_role
        from kring.identity.models import Role

        found = the_account(email)
        withdraw_role(account_id=found.pk, role=Role(role), by=None, now=now)
    click.echo(f"{found.name} is no longer {role}.")


@account.command()
@click.argument("email")
def close(email: str) -> None:
    """Close the account of EMAIL: it is signed out at once, and keeps what it wrote."""
    with on_accounts() as now:
        from kring.identity.actions import deactivate_account

        found = the_account(email)
        deactivate_account(account_id=found.pk, by=None, now=now)
    click.echo(f"The account of {found.name} is closed.")


@account.command()
@click.argument("email")
def reopen(email: str) -> None:
    """Open the account of EMAIL again; roles do not come back."""
    with on_accounts() as now:
        from kring.identity.actions import reactivate_account

        found = the_account(email)
        reactivate_account(account_id=found.pk, by=None, now=now)
    click.echo(f"The account of {found.name} is open again.")


@account.command()
@click.argument("email")
@click.argument("name", default="")
@click.option("--guest-until", type=click.DateTime(["%Y-%m-%d"]), help="Invite a guest, up to this last day.")
@click.option("--language", type=click.Choice(["nl", "en"]), default="nl", show_default=True)
def invite(email: str, name: str, guest_until: datetime | None, language: str) -> None:
    """Invite somebody by mail; prints the link too, for when the mail does not arrive."""
    with on_accounts() as now:
        from django.conf import settings
        from django.urls import reverse

        from kring.identity import actions
        from kring.identity.models import AccountKind
        from kring.kit.names import split_name

        person = actions.NewAccount(
            email=email,
            name=split_name(name),
            kind=AccountKind.GUEST if guest_until else AccountKind.EMPLOYEE,
            language=language,
            until=guest_until.date() if guest_until else None,
        )
        invitation, secret = actions.invite(person=person, by=None, now=now)
        link = settings.ORIGIN + reverse("invitation", args=[secret])
    click.echo(f"Invited {invitation.email}. The link works until {invitation.expires_at:%Y-%m-%d}:\n{link}")

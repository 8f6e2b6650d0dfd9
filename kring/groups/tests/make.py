"""Builders for groups and members, made with the real actions."""

from kring.groups.access import viewer_for
from kring.groups.actions import create_group, enrol
from kring.groups.models import Group, GroupKind
from kring.groups.texts import GroupText
from kring.identity.actions import NewAccount, create_account
from kring.identity.models import Account
from kring.identity.viewer import Viewer
from kring.kit.names import split_name
from tests.cast import NOW


def make_group(owner: Viewer, name: str, kind: str = GroupKind.OPEN, **text: str) -> Group:
    """A group with one owner."""
    return create_group(actor=owner, text=GroupText(name=name, kind=kind, **text), now=NOW)


def fill_group(group: Group, number: int) -> list[Account]:
    """Enrol so many new colleagues."""
    people = [
        create_account(person=NewAccount(None, split_name(f"Lid Nummer{n}")), by=None, now=NOW, quiet=True)
        for n in range(number)
    ]
    enrol(group_id=group.pk, account_ids=[person.pk for person in people], now=NOW)
    return people


def as_viewer(account: Account) -> Viewer:
    """This account as it is now."""
    return viewer_for(Account.objects.get(pk=account.pk))

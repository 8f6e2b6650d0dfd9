"""Builders for profiles, made with the real actions."""

from io import BytesIO
from uuid import UUID

from PIL import Image

from kring.identity.actions import NewAccount, create_account
from kring.identity.models import Account, AccountKind
from kring.kit.names import split_name
from kring.people import actions
from kring.people.texts import BroughtProfile, ProfileText
from tests.cast import NOW


def make_person(
    name: str, profile: BroughtProfile | None = None, kind: str = AccountKind.EMPLOYEE
) -> Account:
    """An account with its profile."""
    account = create_account(
        person=NewAccount(None, split_name(name), kind=kind), by=None, now=NOW, quiet=True
    )
    actions.bring_profile(account_id=account.pk, profile=profile or BroughtProfile(), now=NOW)
    return account


def make_profile(*expertise: str, department: UUID | None = None, **text: object) -> BroughtProfile:
    """A whole profile; `text` are fields of ProfileText."""
    return BroughtProfile(
        text=ProfileText(**text),  # type: ignore[arg-type]
        department_id=department,
        expertise=expertise,
    )


def picture(kind: str = "JPEG") -> bytes:
    """A small picture."""
    out = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, kind)
    return out.getvalue()

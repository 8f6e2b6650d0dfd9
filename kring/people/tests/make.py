"""Builders for profiles, made with the real actions."""

from dataclasses import dataclass
from io import BytesIO
from uuid import UUID

from PIL import Image

from kring.identity.actions import NewAccount, create_account
from kring.identity.models import Account
from kring.kit.names import split_name
from kring.people import actions
from kring.people.texts import Placement, ProfileText
from tests.cast import NOW, viewer_now


@dataclass(frozen=True)
class Told:
    """What a made person tells."""

    expertise: tuple[str, ...] = ()
    department: UUID | None = None
    days: str = ""
    function: str = ""


def make_profile(*expertise: str, department: UUID | None = None, days: str = "", function: str = "") -> Told:
    """What somebody tells, for `make_person`."""
    return Told(expertise, department, days, function)


def make_person(name: str, told: Told | None = None) -> Account:
    """An account with its profile."""
    told = told or Told()
    account = create_account(person=NewAccount(None, split_name(name)), by=None, now=NOW, quiet=True)
    viewer = viewer_now(account)
    actions.save_profile(actor=viewer, text=ProfileText(days=told.days), now=NOW)
    place = Placement(department_id=told.department, function=told.function)
    actions.place_person(actor=None, person_id=account.pk, placement=place, now=NOW)
    for subject in told.expertise:
        actions.add_expertise(actor=viewer, name=subject, now=NOW)
    return account


def picture(kind: str = "JPEG") -> bytes:
    """A small picture."""
    out = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, kind)
    return out.getvalue()

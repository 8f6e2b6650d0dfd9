"""Who can sign in to the demo world, and as what."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kring.identity.models import Role

DOMAIN: Final = "waterrijk.example"
PASSWORD: Final = "waterrijk-demo"  # noqa: S105 - printed for everybody to see


@dataclass(frozen=True)
class SignIn:
    """One of the cast; `who` says in words what this person can show."""

    slug: str
    name: str
    who: Promise
    roles: tuple[Role, ...] = ()

    @property
    def email(self) -> str:
        """The address to sign in with."""
        return f"{self.slug}@{DOMAIN}"


DEMO_SIGN_INS: Final = (
    SignIn("noor", "Noor de Wit", _("employee")),
    SignIn("jeroen", "Jeroen Bakker", _("colleague of another department")),
    SignIn("trijntje", "Trijntje de Boer", _("owner of the closed group Team Vergunningen")),
    SignIn("tom", "Tom Dijkman", _("member of Team Vergunningen")),
    SignIn("bram", "Bram Wiersma", _("colleague outside that group")),
    SignIn("hamza", "Hamza Bensaid", _("new colleague, first visit")),
    SignIn("dewi", "Dewi Santoso", _("guest from outside")),
    SignIn("roos", "Roos Verhagen", _("community manager"), (Role.COMMUNITY_MANAGER,)),
    SignIn("judith", "Judith Kloosterman", _("moderator"), (Role.MODERATOR,)),
    SignIn("ingrid", "Ingrid van Dalen", _("administrator"), (Role.FUNCTIONAL_ADMIN, Role.TECHNICAL_ADMIN)),
    SignIn("rachid", "Rachid el Amrani", _("works council"), (Role.WORKS_COUNCIL,)),
    SignIn("henk", "Henk Schuurman", _("no longer works here: cannot sign in")),
)

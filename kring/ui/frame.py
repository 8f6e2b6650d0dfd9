"""What every page shows around its content: name of the organisation, viewer, menu, language, light or dark.

The components know no app above them, so the page's surroundings come in as one object, made by the shell.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from django.utils.translation import gettext as _

MODES = ("", "light", "dark")
MENU = ("timeline", "questions", "groups", "people", "search", "write")
REQUIRED_HREFS = ("home", "search", "write", "notices", "me", "mode", "sign_in", "sign_out", "settings")


class Person(Protocol):
    """Anybody whose face can be shown."""

    @property
    def name(self) -> str:
        """Full name, as shown."""

    @property
    def initials(self) -> str:
        """One to three capitals."""

    @property
    def face(self) -> str:
        """Name of the drawn face ("f01" to "f24"), or "" for initials."""

    @property
    def photo_url(self) -> str | None:
        """Address of the photo, when there is one."""


@dataclass(frozen=True, slots=True)
class Face:
    """The smallest thing that is a Person; for galleries, tests and cards."""

    name: str
    initials: str = ""
    face: str = ""
    photo_url: str | None = None


@dataclass(frozen=True, slots=True)
class NavItem:
    """One line of a menu. `key` is compared with the page's `here` to mark where you are."""

    key: str
    text: str
    href: str
    icon: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class FooterLink:
    """A link under the side, such as the privacy statement."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks at the page. `draft_owner` is an opaque mark that keeps drafts of two people apart."""

    person: Person
    first_name: str
    draft_owner: str


@dataclass(frozen=True, slots=True)
class Frame:
    """The surroundings of one page for one viewer.

    `hrefs` holds an address for each of REQUIRED_HREFS and for each page that exists among timeline,
    questions, groups and people; what has no address is left out of the menus. It may hold language,
    people_suggestions and topic_suggestions too. `counts` gives numbers for menu lines. `mode` is "light",
    "dark" or "" (as the device says); `theme` names a house style: "brick" loads theme-brick.css.
    """

    organisation: str
    hrefs: Mapping[str, str]
    viewer: Viewer | None = None
    my_groups: Sequence[NavItem] = ()
    notice_count: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    language: str = "nl"
    mode: str = ""
    theme: str = ""
    footer: Sequence[FooterLink] = ()

    @property
    def menu(self) -> tuple[str | int, ...]:
        """All that the menus show, for keeping them."""
        return (*(self.hrefs.get(key, "") for key in MENU), *(self.counts.get(key, 0) for key in MENU))

    def _item(self, key: str, text: str, icon: str) -> NavItem | None:
        if key not in self.hrefs:
            return None
        return NavItem(key, text, self.hrefs[key], icon, self.counts.get(key, 0))

    @property
    def nav(self) -> tuple[NavItem, ...]:
        """The main menu."""
        items = (
            self._item("timeline", _("Timeline"), "home"),
            self._item("questions", _("Questions"), "question"),
            self._item("groups", _("Groups"), "ring-closed"),
            self._item("people", _("People"), "people"),
            self._item("search", _("Search"), "search"),
        )
        return tuple(item for item in items if item)

    @property
    def tabs(self) -> tuple[NavItem, ...]:
        """The five words of the bar at the bottom of a phone."""
        items = (
            self._item("timeline", _("Timeline"), "home"),
            self._item("search", _("Search"), "search"),
            self._item("write", _("Write"), "pen"),
            self._item("people", _("People"), "people"),
            self._item("groups", _("Groups"), "ring-closed"),
        )
        return tuple(item for item in items if item)

"""The frame of every page, as a context processor."""

from collections.abc import Callable
from dataclasses import fields, replace
from functools import cached_property, partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.backends.utils import csrf_input
from django.utils.translation import get_language

from kring.identity.viewer import Viewer
from kring.identity.web.viewer import anyone_of
from kring.shell.queries import around, draft_owner
from kring.ui.addresses import address
from kring.ui.frame import MODES, Face, Frame, NavItem
from kring.ui.frame import Viewer as FrameViewer

HREFS = {
    "home": "home",
    "timeline": "home",
    "groups": "groups",
    "people": "people",
    "search": "search",
    "write": "compose",
    "notices": "notices",
    "drafts": "drafts",
    "settings": "settings",
    "mode": "set-mode",
    "language": "set-language",
    "sign_in": "account_login",
    "sign_out": "account_logout",
    "people_suggestions": "people-suggestions",
    "topic_suggestions": "topic-suggestions",
    "text_reading": "text-reading",
    "live_ticket": "live-ticket",
    "live_news": "live-news",
}
# The browser asks these without saying who it is, so the address says the language.
IN_LANGUAGE = ("manifest", "worker")
SHOWN_GROUPS = 8


def frame(request: HttpRequest) -> dict[str, Any]:
    """`frame` and `viewer` for the templates; the frame costs its statement only when it is shown."""
    viewer = anyone_of(request)
    token = _Token(request)
    return {"frame": _Later(partial(_frame, request, viewer)), "viewer": viewer, "csrf_input": token}


class _Token:
    """The form token of a page as a hidden field: made once, and only when the page has a form."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def _field(self) -> str:
        return str(csrf_input(self._request))

    def __html__(self) -> str:
        return self._field

    __str__ = __html__


class _Later:
    """A frame that is made when a page first asks something of it; then its fields are plain ones.

    A page asks a hundred times, so Django's lazy object, which asks twice for each, costs a tenth of it.
    """

    def __init__(self, make: Callable[[], Frame]) -> None:
        self._make = make

    def __getattr__(self, name: str) -> Any:
        made = self.__dict__.get("_made") or self._make()
        self.__dict__.update({one.name: getattr(made, one.name) for one in fields(made)}, _made=made)
        return getattr(made, name)


def bare_frame(language: str, mode: str = "") -> Frame:
    """The frame around nobody in particular."""
    hrefs = {key: address(name) for key, name in HREFS.items()}
    hrefs["questions"] = f"{address('home')}?lane=questions"
    hrefs["me"] = hrefs["home"]
    for name in IN_LANGUAGE:
        hrefs[name] = f"{address(name)}?lang={language}"
    return Frame(
        organisation=settings.ORGANISATION,
        hrefs=hrefs,
        language=language,
        mode=mode if mode in MODES else "",
        theme=settings.THEME,
    )


def _frame(request: HttpRequest, viewer: Viewer | None) -> Frame:
    mode = viewer.mode if viewer else request.COOKIES.get("mode", "")
    bare = bare_frame(get_language() or settings.LANGUAGE_CODE, mode)
    if viewer is None:
        return bare
    hrefs = dict(bare.hrefs)
    hrefs["me"] = address("person", viewer.handle)
    if viewer.is_guest:
        del hrefs["people"], hrefs["people_suggestions"], hrefs["topic_suggestions"]
    here = around(viewer)
    photo = f"/photos/{viewer.photo}-80.webp" if viewer.photo else None
    face = Face(viewer.name, viewer.initials, viewer.face, photo)
    return replace(
        bare,
        hrefs=hrefs,
        viewer=FrameViewer(face, viewer.first_name, draft_owner(viewer.id)),
        notice_count=here.unread,
        counts={"drafts": here.drafts},
        my_groups=[_group(*group) for group in here.groups[:SHOWN_GROUPS]],
    )


def _group(slug: str, name: str, kind: str) -> NavItem:
    icon = "ring-closed" if kind in {"closed", "hidden"} else "ring-open"
    return NavItem(f"group:{slug}", name, address("group", slug), icon)

"""Panels that pages of lower apps show without knowing who made them."""

from typing import Any, Protocol
from uuid import UUID

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from kring.identity.viewer import Viewer
from kring.kit.clock import utcnow
from kring.people.cards import PersonCard
from kring.posts.queries import audience_for, kinds_offered
from kring.timelines import queries
from kring.timelines.queries import Lane
from kring.timelines.web.lanes import cursor_from, listed


class HasId(Protocol):
    """A group or person of a page below."""

    @property
    def id(self) -> UUID: ...


class HasCard(Protocol):
    """A person of a page below."""

    @property
    def card(self) -> PersonCard: ...


class HasSlug(Protocol):
    """A group of a page below."""

    @property
    def slug(self) -> str: ...


def _listed(request: HttpRequest, viewer: Viewer, lane: Lane) -> dict[str, Any]:
    page = queries.page(viewer, lane, cursor_from(request.GET))
    return {**listed(request, page, utcnow(), lane), "empty": None}


def group_feed(*, request: HttpRequest, viewer: Viewer, group: HasId) -> str:
    """The conversations of a group, for whoever may read them."""
    empty = {
        "title": _("Nobody sits here yet"),
        "text": _("Say or ask something first. Whoever is in this group sees it."),
    }
    listed = _listed(request, viewer, Lane("all", group_id=group.id))
    return render_to_string("timelines/items.jinja", {**listed, "empty": empty})


def person_feed(*, request: HttpRequest, viewer: Viewer, person: HasCard) -> str:
    """What a person wrote that the viewer may read."""
    listed = _listed(request, viewer, Lane("all", author_id=person.card.id))
    return render_to_string("timelines/person.jinja", {**listed, "name": person.card.first_name})


def group_compose(*, request: HttpRequest, viewer: Viewer, group: HasSlug) -> str:
    """The small composer of a group, for members of a living one."""
    audience = audience_for(viewer, group.slug)
    context = {"audience": audience, "viewer": viewer, "kinds": kinds_offered(viewer) if audience else ()}
    return render_to_string("timelines/compose.jinja", context, request)

"""What kinds of item show on pages of lower apps: fills slots there."""

from typing import Protocol

from django.http import HttpRequest
from django.template.loader import render_to_string

from kring.identity.viewer import Viewer
from kring.people.cards import PersonCard
from kring.posts.models import Kind
from kring.posts.queries import kinds_offered, praise_to


class HasCard(Protocol):
    """A person of a page below."""

    @property
    def card(self) -> PersonCard: ...


def praise_received(*, request: HttpRequest, viewer: Viewer, person: HasCard) -> str:
    """The newest kudos for a person that the viewer may read, never how often, and a way to give some."""
    given, is_self = praise_to(viewer, person.card.id), person.card.id == viewer.id
    offered = not is_self and Kind.PRAISE in kinds_offered(viewer)
    if not given and not offered:
        return ""
    context = {"given": given, "person": person.card, "is_self": is_self, "offered": offered}
    return render_to_string("posts/praise_received.jinja", context, request)

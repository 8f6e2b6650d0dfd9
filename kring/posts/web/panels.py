"""What kinds of item show on pages of lower apps: fills slots there."""

from typing import Protocol

from django.http import HttpRequest
from django.template.loader import render_to_string

from kring.identity.viewer import Viewer
from kring.people.cards import PersonCard
from kring.posts.queries import praise_to


class HasCard(Protocol):
    """A person of a page below."""

    @property
    def card(self) -> PersonCard: ...


def praise_received(*, request: HttpRequest, viewer: Viewer, person: HasCard) -> str:
    """The newest kudos for a person that the viewer may read: what was said, never how often."""
    given = praise_to(viewer, person.card.id)
    if not given:
        return ""
    context = {"given": given, "person": person.card, "is_self": person.card.id == viewer.id}
    return render_to_string("posts/praise_received.jinja", context, request)

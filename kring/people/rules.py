"""Who may look through the people of the organisation, follow them and give them a place."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kring.identity.viewer import Viewer
from kring.infra.verdict import YES, Verdict

COLLEAGUES = "everyone"  # the token that only employees hold
MOST_EXPERTISE = 40  # subjects a person; who knows about everything is asked about nothing


def is_colleague(viewer: Viewer) -> bool:
    """Whether the viewer works here, and so may see every colleague."""
    return viewer.knows is None and COLLEAGUES in viewer.tokens


def may_list_people(viewer: Viewer) -> Verdict:
    """Looking through all people is for colleagues; a guest meets people in the own groups."""
    if is_colleague(viewer):
        return YES
    return Verdict(_("This list is for colleagues. As a guest you find people in your own groups."))


def may_follow_person(viewer: Viewer, person_id: UUID, *, is_active: bool) -> Verdict:
    """Anybody you can see, except yourself and who has left."""
    if person_id == viewer.id:
        return Verdict(_("You cannot follow yourself."))
    if not is_active:
        return Verdict(_("This person no longer works here."))
    return YES


def may_place_people(viewer: Viewer) -> Verdict:
    """Departments and places are the administrators' to give."""
    if viewer.is_administrator:
        return YES
    return Verdict(_("Only an administrator can change somebody's department."))


def may_add_expertise(so_far: int) -> Verdict:
    """Another subject, while there are not too many."""
    if so_far < MOST_EXPERTISE:
        return YES
    return Verdict(_("You have named as many subjects as fit. Take one away first."))

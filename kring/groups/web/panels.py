"""What groups show in the pages of people: fills slots there."""

from django.template.loader import render_to_string
from markupsafe import Markup

from kring.groups import queries
from kring.identity.viewer import Viewer
from kring.people.queries import PersonPage


def groups_in_common(*, viewer: Viewer, person: PersonPage) -> str:
    """The groups that the viewer and this person share, at the side of the profile."""
    shared = () if person.is_self else queries.groups_in_common(viewer, person.card.id)
    if not shared:
        return ""
    return render_to_string("groups/in_common.jinja", {"groups": shared})


def groups_to_join(*, viewer: Viewer, csrf: Markup) -> str:
    """Open groups as rows of the list in the last step of the first visit."""
    offered = queries.groups_to_join(viewer)
    return render_to_string("groups/to_join.jinja", {"groups": offered, "csrf": csrf}) if offered else ""

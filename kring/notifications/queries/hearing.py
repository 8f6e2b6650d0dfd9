"""Whom a text is news for, said before it is placed."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from kring.discussion.queries.circles import Circle, circles_in
from kring.discussion.queries.reach import named_in
from kring.groups.access import may_read, visible_people
from kring.identity.models import Account
from kring.identity.viewer import Viewer
from kring.notifications.rules import reasons_for_thread
from kring.people.models import Profile
from kring.people.queries import parts_of

NAMED = 3  # people by name in the composer


def praised_people(viewer: None, receivers: Iterable[UUID], department_id: UUID | None) -> set[UUID]:
    """For whom kudos are: the receivers, and all of a department and its parts when it is for one."""
    if department_id is None:
        return set(receivers)
    inside = Profile.objects.filter(department__in=parts_of(department_id), account__is_active=True)
    return {*receivers, *inside.values_list("account", flat=True)}


@dataclass(frozen=True)
class Hearers:
    """Who gets a notice of a text: the first few names, how many more, and circles with their numbers."""

    names: tuple[str, ...]
    more: int
    circles: tuple[Circle, ...] = ()


def who_hears(
    viewer: Viewer, source: str, audience_id: UUID, receivers: Iterable[UUID], department_id: UUID | None
) -> Hearers:
    """Whom a text of the viewer would be news for, by the same rule that tells them once it is placed.

    The viewer is part of the audience; `receivers` and `department_id` are those of kudos.
    """
    named, missed = named_in(viewer, source, audience_id)
    told = reasons_for_thread([one.pk for one in named], praised_people(None, receivers, department_id))
    people = may_read([one for one in told if one != viewer.id], audience_id) if told else set()
    rows = Account.objects.filter(visible_people(viewer), pk__in=people).order_by("sort_key")
    names = tuple(rows.values_list("name", flat=True)) if people else ()
    circles = circles_in(viewer, source, audience_id, {one.handle for one in (*named, *missed)})
    return Hearers(names[:NAMED], len(names[NAMED:]), circles)

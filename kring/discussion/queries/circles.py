"""Groups and departments that a text names with @, and whom that reaches."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from kring.discussion.models import CircleMention
from kring.discussion.queries.reach import MENTIONS, named_in
from kring.discussion.rules import may_name_circle
from kring.groups.access import EVERYONE, is_owner
from kring.groups.models import GroupMute
from kring.groups.queries.naming import nameable_groups, people_in, reach_in
from kring.identity.viewer import Viewer
from kring.infra.verdict import Verdict
from kring.kit.markup import find_mentions
from kring.people.models import Department


@dataclass(frozen=True)
class Circle:
    """A group or department that a text names: how many people hear of it, and whether the writer may."""

    slug: str
    name: str
    group_id: UUID | None
    department_id: UUID | None
    reach: int
    may: Verdict

    @property
    def url(self) -> str:
        """Its page."""
        return reverse("group" if self.group_id else "department", args=[self.slug])


def circles_in(
    viewer: Viewer, source: str, audience_id: UUID, people: Collection[str] = ()
) -> tuple[Circle, ...]:
    """The groups and departments that a text of the viewer names; `people` are handles of persons in it.

    Without other names no statement. Only of those whose name every reader may know; where a group and a
    department have one address, the group is meant.
    """
    names = [name for name in find_mentions(source)[:MENTIONS] if name not in people]
    if not names:
        return ()
    groups = nameable_groups(viewer, audience_id).filter(slug__in=names).values_list("slug", "name", "pk")
    found = [_circle(viewer, audience_id, slug, name, group_id=pk) for slug, name, pk in groups]
    taken = {circle.slug for circle in found}
    if EVERYONE in viewer.tokens:
        rows = Department.objects.filter(slug__in=set(names) - taken).values_list("slug", "name", "pk")
        found += [_circle(viewer, audience_id, slug, name, department_id=pk) for slug, name, pk in rows]
    return tuple(found)


def named_circles(viewer: Viewer, source: str, audience_id: UUID) -> tuple[Circle, ...]:
    """The same, where the persons in the text are not known yet."""
    reached, missed = named_in(viewer, source, audience_id)
    return circles_in(viewer, source, audience_id, {person.handle for person in (*reached, *missed)})


def circled_people(viewer: None, thread_id: UUID, comment_id: UUID | None) -> set[UUID]:
    """Who belongs to the groups and departments that a stored text names, but for who muted that group.

    Whether they may read the text is for the asker to see to.
    """
    place = Q(comment=comment_id) if comment_id else Q(comment__isnull=True)
    found: set[UUID] = set()
    for row in CircleMention.objects.filter(place, thread=thread_id):
        deaf = GroupMute.objects.filter(group=row.group_id).values("account")
        inside = people_in(row.group_id, row.department_id).exclude(pk__in=deaf)
        found.update(inside.values_list("pk", flat=True))
    return found


def _circle(viewer: Viewer, audience_id: UUID, slug: str, name: str, **which: UUID) -> Circle:
    group_id, department_id = which.get("group_id"), which.get("department_id")
    reach = reach_in(viewer, audience_id, group_id, department_id)
    may = may_name_circle(viewer, reach, settings.GROUP_MENTION_LIMIT, is_owner(viewer, group_id))
    return Circle(slug, name, group_id, department_id, reach, may)

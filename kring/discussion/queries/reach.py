"""Whom a text reaches: how many read it, who is named in vain, who more when it moves."""

from dataclasses import dataclass
from uuid import UUID

from kring.discussion.queries.standing import thread_for
from kring.groups.access import may_read, readers_of, visible_people
from kring.identity.models import Account
from kring.identity.viewer import Viewer
from kring.infra.verdict import Unseen
from kring.kit.markup import find_mentions

MENTIONS = 50  # more names in one text stay plain text


@dataclass(frozen=True)
class Reach:
    """How many people read it then, and how many of them could not before."""

    readers: int
    added: int


def reach_of_move(viewer: Viewer, thread_id: UUID, audience_id: UUID) -> Reach:
    """What a move to another audience does; raises Unseen when the viewer may not read the thread."""
    before = readers_of(thread_for(viewer, thread_id).audience_id)
    after = readers_of(audience_id)
    return Reach(readers=after.count(), added=after.exclude(pk__in=before.values("pk")).count())


def named_in(viewer: Viewer, source: str, audience_id: UUID) -> tuple[list[Account], list[Account]]:
    """People whom a text of the viewer names: those who can read it there, and those who cannot.

    Without names no statement. Somebody the viewer does not see is named by nobody.
    """
    handles = find_mentions(source)[:MENTIONS]
    if not handles:
        return [], []
    people = list(Account.objects.filter(visible_people(viewer), handle__in=handles, is_active=True))
    readers = may_read([person.pk for person in people], audience_id) if people else set()
    return [one for one in people if one.pk in readers], [one for one in people if one.pk not in readers]


def unreached(viewer: Viewer, source: str, audience_id: UUID) -> tuple[str, ...]:
    """Names of people whom a text names and who cannot read it there."""
    return tuple(person.name for person in named_in(viewer, source, audience_id)[1])


def audience_size(viewer: Viewer, audience_id: UUID) -> int:
    """How many people read what carries this audience; raises Unseen for one the viewer is not part of."""
    readers = readers_of(audience_id)
    if not readers.filter(pk=viewer.id).exists():
        raise Unseen
    return readers.count()

"""Following what a colleague writes."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kring.identity.viewer import Viewer
from kring.infra.events import record
from kring.infra.verdict import Unseen, require
from kring.people import queries, rules
from kring.people.events import PersonFollowed, PersonUnfollowed
from kring.people.models import PersonFollow


@transaction.atomic
def follow_person(*, actor: Viewer, person_id: UUID, now: datetime) -> None:
    """The actor follows what a person writes. Raises Unseen, or Refused for himself and who has left."""
    active = _is_active(actor, person_id)
    require(rules.may_follow_person(actor, person_id, is_active=active))
    _, fresh = PersonFollow.objects.get_or_create(
        person_id=person_id, follower_id=actor.id, defaults={"at": now}
    )
    if fresh:
        record(PersonFollowed(at=now, account_id=actor.id, person_id=person_id))


@transaction.atomic
def unfollow_person(*, actor: Viewer, person_id: UUID, now: datetime) -> None:
    """The actor no longer follows a person; nothing happens when he did not. Raises Unseen."""
    gone, _ = PersonFollow.objects.filter(person=person_id, follower=actor.id).delete()
    if gone:
        record(PersonUnfollowed(at=now, account_id=actor.id, person_id=person_id))
    else:
        _is_active(actor, person_id)


def _is_active(viewer: Viewer, person_id: UUID) -> bool:
    active = queries.visible_accounts(viewer).filter(pk=person_id).values_list("is_active", flat=True).first()
    if active is None:
        raise Unseen
    return active

"""Giving kudos, and what administrators arrange around them."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kring.discussion.actions.texts import Prepared
from kring.discussion.actions.threads import Draft
from kring.discussion.models import ItemState, Thread
from kring.groups.access import may_read, visible_people
from kring.identity.models import Account
from kring.identity.viewer import Viewer
from kring.infra.events import record
from kring.infra.verdict import Refused, Unseen, require
from kring.people.models import Department, Profile
from kring.posts import rules
from kring.posts.actions.publishing import open_kind
from kring.posts.events import PraiseGiven
from kring.posts.models import Kind, Praise, PraiseReceiver, PraiseStop, PraiseValue
from kring.posts.queries.praise import stopped_departments
from kring.posts.texts import PraiseText


def give_praise(
    *, draft: Draft, praise: PraiseText, writer: Viewer, now: datetime, quiet: bool = False
) -> tuple[Thread, Prepared]:
    """Place kudos for people who may read them, or for a department.

    Raises Refused with the reason: switched off, more than the month allows, somebody who cannot read it.
    """
    with transaction.atomic():
        # Two kudos at the same moment would both find room in the month.
        Account.objects.select_for_update().get(pk=writer.id)
        _check(draft, praise, writer)
        require(rules.may_give_more(given=_given(writer, now), most=settings.PRAISE_PER_MONTH))
        thread, text = open_kind(draft=draft, writer=writer, now=now, quiet=quiet)
        row = Praise.objects.create(
            thread=thread, value_id=praise.value_id, department_id=praise.department_id
        )
        PraiseReceiver.objects.bulk_create(
            PraiseReceiver(praise=row, account_id=pk) for pk in praise.receivers
        )
        record(PraiseGiven(thread_id=thread.pk, actor_id=writer.id, at=now, quiet=quiet))
    return thread, text


def _check(draft: Draft, praise: PraiseText, writer: Viewer) -> None:
    if not (praise.receivers or praise.department_id) or len(praise.receivers) > rules.MOST_RECEIVERS:
        raise Refused(_("Say for whom the kudos are: 1 to 10 colleagues, or a department."))
    people = Account.objects.filter(visible_people(writer), pk__in=praise.receivers, is_active=True)
    reached = may_read([one.pk for one in people], draft.audience_id)
    if reached != set(praise.receivers):
        raise Refused(_("Somebody you chose cannot read this. Choose other readers, or somebody else."))
    theirs = Profile.objects.filter(account__in=praise.receivers).values_list("department_id", flat=True)
    own = {writer.department_id} - {None}
    stopped = stopped_departments([pk for pk in (*theirs, praise.department_id, *own) if pk])
    require(
        rules.may_give_praise(
            giver_stopped=bool(stopped & own),
            receiver_stopped=bool(stopped),
            to_oneself=writer.id in praise.receivers,
        )
    )


def _given(writer: Viewer, now: datetime) -> int:
    """How many kudos somebody gave this month that still stand."""
    month = timezone.localtime(now).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    given = Thread.objects.filter(author=writer.id, kind=Kind.PRAISE, created_at__gte=month)
    return given.filter(state=ItemState.PUBLISHED).count()


def add_value(*, name: str, actor: Viewer) -> PraiseValue:
    """Name something that the organisation stands for; one that was ended is offered again."""
    require(rules.may_arrange_praise(actor))
    return PraiseValue.objects.update_or_create(name=name, defaults={"ended_at": None})[0]


def end_value(*, value_id: UUID, actor: Viewer, now: datetime) -> None:
    """Offer a value no longer; kudos that were given with it keep it."""
    require(rules.may_arrange_praise(actor))
    if not PraiseValue.objects.filter(pk=value_id).update(ended_at=now):
        raise Unseen


def switch_praise(*, department_id: UUID, on: bool, actor: Viewer, now: datetime) -> None:
    """Switch kudos on or off for a legal entity: a department at the top, with all below it."""
    require(rules.may_arrange_praise(actor))
    with transaction.atomic():
        entity = Department.objects.filter(pk=department_id, parent=None).first()
        if entity is None:
            raise Unseen
        if on:
            PraiseStop.objects.filter(department=entity).delete()
        else:
            PraiseStop.objects.get_or_create(department=entity, defaults={"by_id": actor.id, "at": now})

"""Placing drafts at the moment that was chosen for them."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from kring.groups.access import viewer_for
from kring.infra.events import record
from kring.infra.receipts import once
from kring.infra.verdict import Refused, Unseen
from kring.posts.actions.placing import place
from kring.posts.events import DraftHeld
from kring.posts.models import Draft
from kring.posts.texts import unpacked


class NotDue(Exception):
    """The draft was placed, changed or thrown away in the meantime."""


def place_draft(*, draft_id: UUID, now: datetime) -> bool:
    """Place a draft whose moment has come, once; False when it was not there to place.

    What its writer may is asked now. Who may not place it any more keeps the draft, with the reason.
    """
    draft = Draft.objects.select_related("account").filter(pk=draft_id, publish_at__lte=now).first()
    if draft is None:
        return False

    def act() -> str:
        # In this order with a form that is sent at the same moment: first the key, then the row.
        due = Draft.objects.select_for_update().filter(pk=draft_id, publish_at__lte=now, removed_at=None)
        row = due.first()
        if row is None or row.ready is None:
            raise NotDue
        thread, _text = place(handed=unpacked(row.ready), writer=viewer_for(draft.account), now=now)
        row.delete()
        return str(thread.pk)

    with override(draft.account.language):
        try:
            if not draft.account.is_active:
                raise Refused(_("Your account was closed at that moment."))
            once(key=draft.key, account_id=draft.account_id, now=now, act=act)
        except NotDue:
            return False
        except Unseen:
            _hold_back(draft, _("You can no longer write in the place that you chose."), now)
        except Refused as refused:
            _hold_back(draft, str(refused.reason), now)
        else:
            return True
    return False


def _hold_back(draft: Draft, reason: str, now: datetime) -> None:
    with transaction.atomic():
        due = Draft.objects.filter(pk=draft.pk, publish_at__lte=now, removed_at=None)
        if due.update(publish_at=None, ready=None, held=reason):
            record(DraftHeld(draft_id=draft.pk, actor_id=draft.account_id, at=now))

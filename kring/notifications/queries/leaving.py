"""Whether a notice still is news at the moment that it leaves Kring, over whatever road."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q

from kring.discussion.models import ItemState, ThreadFollow
from kring.groups.access import readable_by_its_own
from kring.groups.models import GroupMute
from kring.notifications.models import Choice, Reason, Road, Told
from kring.notifications.queries.listing import LEFT
from kring.notifications.rules import ADDRESSED


def still_news(road: Road, *, told: Collection[Road]) -> Q:
    """Notices that still are news for their readers, by the rights each of them has now.

    Left out: what was read, muted, stopped on this road, or told meanwhile over one of the roads `told`.
    """
    mine = {"account": OuterRef("account"), "thread": OuterRef("thread")}
    known = Told.objects.filter(**mine, upto__gte=OuterRef("at"), road__in=told)
    stopped = Choice.objects.filter(
        account=OuterRef("account"), reason=OuterRef("reason"), road=road, on=False
    )
    muted = ThreadFollow.objects.filter(**mine, muted=True)
    deaf = GroupMute.objects.filter(account=OuterRef("account"), group=OuterRef("thread__group"))
    follows = ThreadFollow.objects.filter(**mine)
    there = Q(thread__state=ItemState.PUBLISHED) & readable_by_its_own(audience="thread__audience")
    return Q(
        LEFT,
        there | Q(thread__isnull=True),
        ~Exists(known),
        ~Exists(stopped),
        ~Exists(muted) | Q(reason=Reason.REPORT),
        ~Exists(deaf) | Exists(follows) | Q(reason__in=ADDRESSED),
        read_at__isnull=True,
    )

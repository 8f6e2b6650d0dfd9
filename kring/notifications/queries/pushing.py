"""Devices that are told of notices, and a notice as it stands when it leaves for one of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, F, OuterRef

from kring.groups.access import EVERYONE
from kring.identity.queries import reachable_accounts
from kring.identity.viewer import Viewer
from kring.infra.push import Browser
from kring.notifications.models import Notice, PushDevice, Pushed, Road
from kring.notifications.queries.leaving import still_news
from kring.notifications.queries.listing import FIELDS, NoticeCard, card_of


@dataclass(frozen=True)
class DeviceCard:
    """One device of the viewer that is told of notices."""

    id: UUID
    browser: str
    system: str
    at: datetime
    is_here: bool


@dataclass(frozen=True, kw_only=True)
class PushNews:
    """One notice as it stands when it leaves for one device."""

    card: NoticeCard
    account_id: UUID
    language: str
    browser: Browser
    is_public: bool


def push_devices(viewer: Viewer, session_key: str | None) -> list[DeviceCard]:
    """The viewer's devices that are told of notices, newest first."""
    rows = PushDevice.objects.filter(account=viewer.id).order_by("-at", "-id")
    return [DeviceCard(r.pk, r.browser, r.system, r.at, r.session_id == session_key) for r in rows]


def devices_of(viewer: None, accounts: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    """The devices of each of these people that are told of notices."""
    found: dict[UUID, list[UUID]] = {}
    for device, account in PushDevice.objects.filter(account__in=list(accounts)).values_list("pk", "account"):
        found.setdefault(account, []).append(device)
    return found


def news_to_push(viewer: None, device_id: UUID, notice_id: UUID, now: datetime) -> PushNews | None:
    """The notice, if it still is news for the owner of that device and the device was not told of it.

    Asked at the moment of sending: who is signed in there, what was read, muted, stopped or told over
    another road, and what this person may read.
    """
    there = PushDevice.objects.filter(pk=device_id, session__expire_date__gt=now, account__is_active=True)
    device = there.filter(session__account=F("account")).select_related("account").first()
    if device is None or not reachable_accounts([device.account_id], now):
        return None
    pushed = Pushed.objects.filter(device=device_id, notice=OuterRef("pk"), upto__gte=OuterRef("at"))
    rows = Notice.objects.filter(
        still_news(Road.PUSH, told=(Road.MAIL, Road.DIGEST)),
        ~Exists(pushed),
        pk=notice_id,
        account=device.account_id,
    )
    row = rows.values(*FIELDS, "thread__audience__tokens").first()
    if row is None:
        return None
    card = card_of(row)
    return PushNews(
        card=card,
        account_id=device.account_id,
        language=device.account.language,
        browser=Browser(device.endpoint, device.p256dh, device.auth),
        is_public=card.thread_id is None or EVERYONE in row["thread__audience__tokens"],
    )

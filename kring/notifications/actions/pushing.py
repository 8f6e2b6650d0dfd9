"""Push of notices: queued with them, said in words when it leaves, and what the ledger remembers of it."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from kring.identity.models import Account
from kring.identity.viewer import Viewer
from kring.infra import push
from kring.infra.push import Browser, Gone, Push
from kring.infra.verdict import require
from kring.notifications import rules
from kring.notifications.actions.mailing import note_told
from kring.notifications.channels import moments, wants
from kring.notifications.models import PushDevice, Pushed, Reason, Road
from kring.notifications.queries import PushNews, devices_of, news_to_push

Later = Callable[[list[tuple[UUID, UUID]], datetime], None]
_later: list[str] = []


def wire_push(later: str) -> None:
    """Take over from the wiring which function makes jobs of (device, notice), kept with the transaction."""
    _later[:] = [later]


def queue_push(told: dict[UUID, tuple[UUID, Reason]], now: datetime) -> None:
    """Queue a push about each notice (id -> whom, why) to each device of a reader who wants one."""
    if not push.is_set_up():
        return
    devices = devices_of(None, [who for who, _why in told.values()])
    wanting: set[tuple[UUID, Reason]] = set()
    for reason in {why for who, why in told.values() if who in devices}:
        people = [who for who, why in told.values() if why == reason and who in devices]
        wanting |= {(who, reason) for who in wants(people, reason, Road.PUSH)}
    if not wanting:
        return
    welcome = moments({who for who, _why in wanting}, now + rules.PUSHED_AFTER)
    due: dict[datetime, list[tuple[UUID, UUID]]] = {}
    for notice, (who, why) in told.items():
        if (who, why) in wanting:
            due.setdefault(welcome[who], []).extend((device, notice) for device in devices[who])
    later: Later = import_string(_later[0])
    for moment, pairs in due.items():
        later(pairs, moment)


def push_notice(*, device_id: UUID, notice_id: UUID, now: datetime) -> bool:
    """Tell one device of a notice, if it still is news; whether it was told.

    A device that wants no more goes. Raises NotTaken when it may be tried again. Cut off between the sending
    and the ledger it is told again, under the same topic, so that the device shows it once.
    """
    news = news_to_push(None, device_id, notice_id, now) if push.is_set_up() else None
    if news is None:
        return False
    try:
        push.send(news.browser, said(news))
    except Gone:
        PushDevice.objects.filter(pk=device_id).delete()
        return False
    with transaction.atomic():
        known = PushDevice.objects.filter(pk=device_id).select_for_update().exists()
        if known:  # it may have been removed meanwhile
            Pushed.objects.get_or_create(device_id=device_id, notice_id=notice_id, upto=news.card.at)
        if news.card.thread_id is not None:
            pair = (news.account_id, news.card.thread_id)
            note_told(pairs=[pair], road=Road.PUSH, upto=news.card.at)
    return True


def said(news: PushNews) -> Push:
    """The words of a push: it stands on a locked screen, so of closed content it says that there is some."""
    card = news.card
    with translation.override(news.language):
        if news.is_public:
            words = {"title": card.words, "body": "" if card.thread_id is None else card.title}
        else:
            words = {"title": f"Kring {settings.ORGANISATION}", "body": _("New message in a closed group")}
    topic = (card.thread_id or card.id).hex
    return Push({**words, "url": card.url, "tag": topic}, topic, int(rules.PUSH_KEPT.total_seconds()))


@transaction.atomic
def add_device(*, owner: Viewer, session_key: str, browser: Browser, agent: str, now: datetime) -> UUID:
    """Have this browser told of the owner's notices, for as long as this sign-in lasts; twice is once."""
    Account.objects.select_for_update().get(pk=owner.id)
    others = PushDevice.objects.filter(account=owner.id).exclude(endpoint=browser.endpoint).count()
    require(rules.may_add_device(browser, others))
    name, system = rules.device_named(agent)
    PushDevice.objects.filter(session=session_key).exclude(endpoint=browser.endpoint).delete()
    row, _new = PushDevice.objects.update_or_create(
        endpoint=browser.endpoint,
        defaults={
            "account_id": owner.id,
            "session_id": session_key,
            "p256dh": browser.p256dh,
            "auth": browser.auth,
            "browser": name,
            "system": system,
            "at": now,
        },
    )
    return row.pk


@transaction.atomic
def move_device(*, owner: Viewer, old: str, session_key: str, browser: Browser) -> bool:
    """A device of the owner takes push at another address from now on; whether there was such a device.

    `old` is the address it had; a browser that does not know that any more is found by its sign-in, where
    `session_key` is not empty. What was queued for the device or told to it stays so.
    """
    require(rules.may_add_device(browser, 0))
    own = PushDevice.objects.select_for_update().filter(account=owner.id)
    # The address of before or, when the worker says it again, the new one.
    device = (
        own.filter(endpoint__in=[old, browser.endpoint]) if old else own.filter(session=session_key)
    ).first()
    if device is None:
        return False
    PushDevice.objects.filter(endpoint=browser.endpoint).exclude(pk=device.pk).delete()
    PushDevice.objects.filter(pk=device.pk).update(
        endpoint=browser.endpoint, p256dh=browser.p256dh, auth=browser.auth
    )
    return True


def remove_device(*, owner: Viewer, device_id: UUID) -> None:
    """Tell a device of the owner no more; one that is gone already stays so."""
    PushDevice.objects.filter(account=owner.id, pk=device_id).delete()

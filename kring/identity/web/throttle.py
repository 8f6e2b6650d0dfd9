"""Until when somebody has to wait who tried too often, told with a clock time."""

import time
from datetime import UTC, datetime, timedelta
from math import ceil

from allauth.core.internal.ratelimit import get_cache_key, get_rates
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from kring.kit.clock import utcnow
from kring.ui.dates import clock

# What allauth counts for the pages that answer 429, by the name of the page.
_COUNTED = {
    "account_login": ("allauth.account", "login"),
    "account_reset_password": ("allauth.account", "reset_password"),
    "account_reset_password_from_key": ("allauth.account", "reset_password_from_key"),
    "account_change_password": ("allauth.account", "change_password"),
    "account_reauthenticate": ("allauth.account", "reauthenticate"),
    "mfa_reauthenticate": ("allauth.account", "reauthenticate"),
    "mfa_login_webauthn": ("allauth.mfa", "webauthn_login"),
}


def free_at(request: HttpRequest, *, app: str, action: str, key: str = "") -> datetime:
    """The moment from which `action` is counted as free again; now when nothing is full."""
    now = utcnow()
    moments = [now]
    for rate in get_rates(app=app, action=action):
        name = get_cache_key(request, app=app, action=action, rate=rate, key=key)
        tries: list[float] = cache.get(name, [])
        fresh = [at for at in tries if at > time.time() - rate.duration]
        if len(fresh) >= rate.amount:
            # Newest first: the oldest of the last `amount` tries has to lapse.
            free = datetime.fromtimestamp(fresh[rate.amount - 1], UTC) + timedelta(seconds=rate.duration)
            moments.append(free)
    return max(moments)


def wait_sentence(until: datetime) -> str:
    """When it can be tried again, in the reader's clock time, rounded up to the minute."""
    whole = until if not (until.second or until.microsecond) else until + timedelta(minutes=1)
    return _("You tried too often. Try again from %(time)s. Nothing is lost.") % {"time": clock(whole)}


def too_often(request: HttpRequest) -> HttpResponse:
    """The page for who tried too often: says when it works again."""
    name = request.resolver_match.url_name if request.resolver_match else None
    until = utcnow() + timedelta(minutes=1)
    if name in _COUNTED:
        app, action = _COUNTED[name]
        until = free_at(request, app=app, action=action, key=request.POST.get("email", "").lower())
    answer = render(request, "ui/failed.jinja", {"status": 429, "reason": wait_sentence(until)}, status=429)
    answer["Retry-After"] = str(max(1, ceil((until - utcnow()).total_seconds())))
    return answer

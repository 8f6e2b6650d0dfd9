"""The devices that are told of notices: which, one more, one less. Not there when push is not set up."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from kring.identity.web.viewer import viewer_of
from kring.infra import push
from kring.infra.push import Browser
from kring.infra.verdict import Unseen
from kring.kit.clock import utcnow
from kring.notifications import actions, queries
from kring.ui import toasts


class DeviceForm(forms.Form):
    """What a browser says of itself when it takes push."""

    endpoint = forms.CharField(max_length=1000)
    p256dh = forms.CharField(max_length=100)
    auth = forms.CharField(max_length=40)


class MovedForm(DeviceForm):
    """The same, with the address that it had before where the browser still knows that."""

    old = forms.CharField(max_length=1000, required=False)


@require_GET
def devices(request: HttpRequest) -> HttpResponse:
    """My devices that are told of notices, and the button for this one."""
    _must_be_set_up()
    viewer = viewer_of(request)
    found = queries.push_devices(viewer, request.session.session_key)
    context = {"devices": found, "is_on": any(one.is_here for one in found), "key": push.public_key()}
    return render(request, "notifications/push.jinja", context)


@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """Have this browser told of my notices; the script of the page posts what the browser gave it."""
    _must_be_set_up()
    viewer, form = viewer_of(request), DeviceForm(request.POST)
    if not form.is_valid():
        toasts.say(request, _("This browser gave an address that Kring does not send to."))
        return redirect("push-settings")
    actions.add_device(
        owner=viewer,
        session_key=str(request.session.session_key),
        browser=Browser(**form.cleaned_data),
        agent=request.headers.get("User-Agent", "")[:400],
        now=utcnow(),
    )
    toasts.say(request, _("This device tells you of notices from now on."))
    return redirect("push-settings")


@csrf_exempt  # a worker has no page with a token; the old address is a secret, and the browser says who asks
@require_POST
def move(request: HttpRequest) -> HttpResponse:
    """A browser gave this device another address, says its worker; what is not known here changes nothing."""
    _must_be_set_up()
    viewer, form = viewer_of(request), MovedForm(request.POST)
    if form.is_valid():
        old = form.cleaned_data.pop("old")
        ours = request.headers.get("Sec-Fetch-Site") == "same-origin"
        actions.move_device(
            owner=viewer,
            old=old,
            session_key=str(request.session.session_key) if ours else "",
            browser=Browser(**form.cleaned_data),
        )
    return HttpResponse(status=204)


@require_POST
def remove(request: HttpRequest, device_id: UUID) -> HttpResponse:
    """Have a device of mine told no more."""
    _must_be_set_up()
    actions.remove_device(owner=viewer_of(request), device_id=device_id)
    toasts.say(request, _("That device does not tell you of notices any more."))
    return redirect("push-settings")


def _must_be_set_up() -> None:
    if not push.is_set_up():
        raise Unseen

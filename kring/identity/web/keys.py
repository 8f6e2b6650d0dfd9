"""API keys: the own ones made and ended, those of somebody else ended by an administrator."""

from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from kring.identity import actions
from kring.identity.actions import NewKey
from kring.identity.models import Scope
from kring.identity.rules import API_KEY_DAYS
from kring.identity.web.viewer import viewer_of
from kring.infra.forms import KeyedForm
from kring.infra.receipts import once
from kring.kit.clock import utcnow
from kring.ui.toasts import say

HOW_LONG = (gettext_lazy("30 days"), gettext_lazy("90 days"), gettext_lazy("A year"))


class KeyForm(KeyedForm):
    """A new API key."""

    name = forms.CharField(
        label=gettext_lazy("What is the key for?"),
        help_text=gettext_lazy("Such as the name of the program."),
        max_length=60,
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("What may the program do?"),
        choices=Scope.choices,
        initial=[Scope.READ],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one thing.")},
    )
    days = forms.TypedChoiceField(
        label=gettext_lazy("How long does it work?"),
        choices=list(zip(API_KEY_DAYS, HOW_LONG, strict=True)),
        initial=API_KEY_DAYS[1],
        coerce=int,
        widget=forms.RadioSelect,
    )

    @property
    def wanted(self) -> NewKey:
        """What a valid form asks for."""
        return NewKey(**{name: self.cleaned_data[name] for name in ("name", "scopes", "days")})


@never_cache
@require_http_methods(["GET", "POST"])
@reauthentication_required
def new_key(request: HttpRequest) -> HttpResponse:
    """Make an API key; its secret is in this one answer and nowhere else."""
    viewer, form = viewer_of(request), KeyForm(request.POST or None)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "identity/api_key.jinja", {"form": form}, status=status)
    made: list[str] = []

    def act() -> str:
        key_id, secret = actions.make_api_key(key=form.wanted, owner=viewer, now=utcnow())
        made.append(secret)
        return str(key_id)

    once(key=form.receipt_key, account_id=viewer.id, now=utcnow(), act=act)
    if not made:  # the form came a second time
        say(request, _("This key is there already and is shown once only. Did you miss it? Make a new one."))
        return redirect("security")
    return render(request, "identity/api_key.jinja", {"secret": made[0], "name": form.cleaned_data["name"]})


@require_POST
def end_key(request: HttpRequest, key_id: UUID) -> HttpResponse:
    """End one of the own keys."""
    actions.end_api_key(key_id=key_id, owner=viewer_of(request), now=utcnow())
    say(request, _("The API key does not work any more."))
    return redirect("security")


@require_POST
def end_keys(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """End all keys of somebody."""
    actions.end_api_keys(account_id=account_id, by=viewer_of(request), now=utcnow())
    say(request, _("The API keys of this account do not work any more."))
    return redirect("account", account_id)

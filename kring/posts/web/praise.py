"""What administrators arrange around kudos: the values of the organisation, and where kudos are off."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from kring.discussion.web.forms import WantForm
from kring.identity.web.viewer import viewer_of
from kring.infra.verdict import require
from kring.kit.clock import utcnow
from kring.posts.actions import add_value, end_value, switch_praise
from kring.posts.queries import entity_with_slug, praise_settings
from kring.posts.rules import may_arrange_praise
from kring.ui.toasts import say


class ValueForm(forms.Form):
    """A value of the organisation in a word or two."""

    name = forms.CharField(label=gettext_lazy("New value"), max_length=60)


@require_http_methods(["GET", "POST"])
def settings_page(request: HttpRequest) -> HttpResponse:
    """The page; posting adds a value."""
    viewer = viewer_of(request)
    require(may_arrange_praise(viewer))
    form = ValueForm(request.POST or None)
    if form.is_valid():
        add_value(name=form.cleaned_data["name"], actor=viewer)
        say(request, _("The value is added."))
        return redirect("praise-settings")
    values, entities = praise_settings(viewer)
    context = {"form": form, "values": values, "entities": entities}
    return render(request, "posts/praise_settings.jinja", context, status=422 if form.is_bound else 200)


@require_POST
def value_end(request: HttpRequest, value_id: UUID) -> HttpResponse:
    """Offer a value no longer."""
    end_value(value_id=value_id, actor=viewer_of(request), now=utcnow())
    say(request, _("This value is no longer offered. Earlier kudos keep it."))
    return redirect("praise-settings")


@require_POST
def switch(request: HttpRequest, slug: str) -> HttpResponse:
    """Switch kudos on or off for a legal entity."""
    viewer, form = viewer_of(request), WantForm(request.POST)
    entity_id = entity_with_slug(viewer, slug)
    if not form.is_valid():
        return HttpResponseBadRequest()
    switch_praise(department_id=entity_id, on=form.cleaned_data["want"], actor=viewer, now=utcnow())
    return redirect("praise-settings")

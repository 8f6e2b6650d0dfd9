"""Starting a group, and the owners' page of settings."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kring.groups import actions, queries, rules
from kring.groups.queries import GroupPage
from kring.groups.web.forms import GroupForm, kind_choices
from kring.groups.web.views import inside
from kring.identity.web.viewer import viewer_of
from kring.infra.receipts import once
from kring.infra.verdict import require
from kring.kit.clock import utcnow
from kring.ui import toasts


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Start a group."""
    viewer, now = viewer_of(request), utcnow()
    require(rules.may_create_group(viewer))
    form = GroupForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            return actions.create_group(actor=viewer, text=form.text(), now=now).slug

        slug = once(key=form.receipt_key, account_id=viewer.id, now=now, act=act)
        toasts.say(request, _("Your group is there. Now invite some people."))
        return redirect("group", slug=slug)
    context = {"form": form, "kinds": kind_choices()}
    return render(request, "groups/new.jinja", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, slug: str) -> HttpResponse:
    """Change a group; a kind that more people see is asked for once more, with their number."""
    viewer = viewer_of(request)
    page = queries.group(viewer, slug)
    queries.require_owner(viewer, slug)
    if request.method != "POST":
        return _settings(request, page, GroupForm(initial=_initial(page)))
    form = GroupForm(request.POST)
    if not form.is_valid():
        return _settings(request, page, form)
    text, confirmed = form.text(), form.cleaned_data["widening"]
    if rules.is_widening(page.card.kind, text.kind) and not confirmed:
        return _settings(request, page, form, text.kind)
    actions.change_group(
        actor=viewer, group_id=page.card.id, text=text, now=utcnow(), widening_confirmed=confirmed
    )
    toasts.say(request, _("The group is changed."))
    return redirect("group", slug=slug)


def _initial(page: GroupPage) -> dict[str, object]:
    card = page.card
    told = {"name": card.name, "purpose": card.purpose, "kind": card.kind}
    return {**told, "welcome": page.welcome, "mail_text": page.mail_text}


def _settings(request: HttpRequest, page: GroupPage, form: GroupForm, wider: str = "") -> HttpResponse:
    context = {
        "group": page,
        "form": form,
        "kinds": kind_choices(),
        "lanes": inside(page, "group-settings"),
        "wider": wider,
        "size": queries.readers_after_change(page.card.id, wider) if wider else None,
    }
    return render(request, "groups/settings.jinja", context, status=422 if form.is_bound else 200)


@require_POST
def archive(request: HttpRequest, slug: str) -> HttpResponse:
    """Close a group for new things."""
    viewer = viewer_of(request)
    actions.archive_group(actor=viewer, group_id=queries.group_id_of(viewer, slug), now=utcnow())
    undo = reverse("group-archive-end", args=[slug])
    toasts.say(request, _("The group is archived. Its members can still read it."), undo=undo)
    return redirect("group", slug=slug)


@require_POST
def revive(request: HttpRequest, slug: str) -> HttpResponse:
    """Open an archived group again."""
    viewer = viewer_of(request)
    actions.revive_group(actor=viewer, group_id=queries.group_id_of(viewer, slug), now=utcnow())
    toasts.say(request, _("The group is open again."))
    return redirect("group", slug=slug)

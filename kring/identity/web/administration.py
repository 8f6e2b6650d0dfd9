"""Pages for administrators: who has an account, who gets one, which roles, who leaves."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kring.identity import actions, queries, rules
from kring.identity.models import Role
from kring.identity.viewer import Viewer
from kring.identity.web.forms import PersonForm, ReturnForm, RoleForm
from kring.identity.web.viewer import viewer_of
from kring.infra.receipts import once
from kring.infra.verdict import Refused, Unseen, require
from kring.kit.clock import utcnow
from kring.ui.toasts import say


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@require_GET
def accounts(request: HttpRequest) -> HttpResponse:
    """All accounts by name, found by name or address, and the invitations that wait."""
    viewer = viewer_of(request)
    search = request.GET.get("q", "")[:200]
    context = {
        "q": search,
        "page": queries.accounts(viewer, search, _id(request.GET.get("after", ""))),
        "invitations": queries.open_invitations(viewer, utcnow()),
    }
    return render(request, "identity/accounts.jinja", context)


@require_http_methods(["GET", "POST"])
def new_account(request: HttpRequest) -> HttpResponse:
    """Invite somebody, or make the account at once."""
    viewer = viewer_of(request)
    require(rules.may_administer(viewer))
    form = PersonForm(request.POST or None, initial={"language": get_language()})
    if form.is_valid():
        try:
            once(key=form.receipt_key, account_id=viewer.id, now=utcnow(), act=lambda: _begin(form, viewer))
        except Refused as refusal:
            form.add_error("email", str(refusal.reason))
        else:
            say(request, _begun(form))
            return redirect("accounts")
    return render(request, "identity/account_new.jinja", {"form": form})


def _begin(form: PersonForm, viewer: Viewer) -> str:
    if form.cleaned_data["way"] == "account":
        return str(actions.create_account(person=form.person, by=viewer, now=utcnow()).pk)
    return str(actions.invite(person=form.person, by=viewer, now=utcnow())[0].pk)


def _begun(form: PersonForm) -> str:
    if form.cleaned_data["way"] == "account":
        return _("%(name)s has an account.") % {"name": form.name.full}
    return _("The invitation is on its way to %(email)s.") % {"email": form.cleaned_data["email"]}


@require_GET
def account(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """One account: what is known, its roles, and closing it."""
    viewer = viewer_of(request)
    page = queries.account(viewer, account_id)
    context = {
        "account": page,
        "may_change_roles": viewer.has(Role.FUNCTIONAL_ADMIN),
        "is_self": viewer.id == page.id,
        "return_form": ReturnForm(),
    }
    return render(request, "identity/account.jinja", context)


@require_POST
def give_role(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Give a role."""
    actions.grant_role(account_id=account_id, role=_role(request.POST), by=viewer_of(request), now=utcnow())
    return redirect("account", account_id)


@require_POST
def take_role(request: HttpRequest, account_id: UUID, role: str) -> HttpResponse:
    """Take a role away."""
    actions.withdraw_role(
        account_id=account_id, role=_role({"role": role}), by=viewer_of(request), now=utcnow()
    )
    return redirect("account", account_id)


def _role(fields: object) -> Role:
    form = RoleForm(fields)  # type: ignore[arg-type]
    if not form.is_valid():
        raise Unseen
    return Role(form.cleaned_data["role"])


@require_POST
def close_account(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Somebody left."""
    actions.deactivate_account(account_id=account_id, by=viewer_of(request), now=utcnow())
    say(request, _("The account is closed. Texts and name stay."))
    return redirect("account", account_id)


@require_POST
def send_mail_again(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Send to the address of somebody again."""
    actions.send_mail_again(account_id=account_id, by=viewer_of(request), now=utcnow())
    say(request, _("Mail goes to this address again."))
    return redirect("account", account_id)


@require_POST
def open_account(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Somebody came back."""
    form = ReturnForm(request.POST)
    until = form.cleaned_data["until"] if form.is_valid() else None
    actions.reactivate_account(account_id=account_id, by=viewer_of(request), now=utcnow(), until=until)
    say(request, _("The account is open again. Roles have to be given anew."))
    return redirect("account", account_id)


@require_POST
def end_invitation(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """Take back an invitation."""
    actions.withdraw_invitation(invitation_id=invitation_id, by=viewer_of(request), now=utcnow())
    say(request, _("The invitation is taken back. Its link does not work any more."))
    return redirect("accounts")

"""allauth's pages for passkeys, codes and passwords, where ours differ: where they lead, what they carry."""

import json
from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.account.views import LoginView, PasswordChangeView
from allauth.core.internal.httpkit import authenticated_user
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.internal.auth import get_totp_secret
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.internal import auth
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    LoginWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from qrcode.main import QRCode  # type: ignore[import-untyped]

from kring.identity.web.adapter import FactorAdapter

SECURITY = reverse_lazy("security")


def as_text(options: Any) -> str:
    """The browser's options for a passkey, for a data attribute."""
    return json.dumps(options, cls=DjangoJSONEncoder)


class ChangePassword(PasswordChangeView):
    """Who has no password yet chooses the first one by mail."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not request.user.has_usable_password():
            return redirect("account_reset_password")
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer


class SecondStep(AuthenticateView):
    """After the password: a code or a passkey."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        options = context["js_data"]["request_options"]
        allowed = options["publicKey"].get("allowCredentials")
        return {**context, "options": as_text(options) if allowed else ""}


class AddPasskey(AddWebAuthnView):
    """A passkey that the device keeps and opens with finger, face or PIN."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {
            **context,
            "options": as_text(auth.begin_registration(authenticated_user(self.request), True)),
        }

    def get_success_url(self) -> str:
        return str(reverse_lazy("mfa_view_recovery_codes") if self.did_generate_recovery_codes else SECURITY)


class RemovePasskey(RemoveWebAuthnView):
    success_url = SECURITY


class PasskeyAgain(ReauthenticateWebAuthnView):
    """The passkey once more, before something that matters."""

    def form_invalid(self, form: Any) -> HttpResponse:
        super().form_invalid(form)  # leaves the message
        return redirect(self.passthrough_next_url(self.request.path))  # type: ignore[no-untyped-call]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "options": as_text(context["js_data"]["request_options"])}


class AddCodes(ActivateTOTPView):
    """Codes from an app; its secret is shown as a picture of its own and as text."""

    def get_success_url(self) -> str:
        return str(reverse_lazy("mfa_view_recovery_codes") if self.did_generate_recovery_codes else SECURITY)


class RemoveCodes(DeactivateTOTPView):
    success_url = SECURITY


@require_GET
@never_cache
@reauthentication_required(app="allauth.mfa")  # type: ignore[untyped-decorator]
def qr_code(request: HttpRequest) -> HttpResponse:
    """The secret of the code app in the making, as a picture: inline pictures are not let through."""
    address = FactorAdapter().build_totp_url(authenticated_user(request), get_totp_secret())
    code = QRCode(border=4)
    code.add_data(address)
    dots = code.get_matrix()
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(dots) for x, dark in enumerate(row) if dark)
    side = len(dots)
    picture = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path d="{path}"/></svg>'
    )
    return HttpResponse(picture, content_type="image/svg+xml")


sign_in = LoginView.as_view(extra_context={"help_line": settings.HELP_LINE})
change_password = ChangePassword.as_view()
second_step = SecondStep.as_view()
add_passkey = AddPasskey.as_view()
remove_passkey = RemovePasskey.as_view()
passkey_sign_in = LoginWebAuthnView.as_view()
passkey_again = PasskeyAgain.as_view()
add_codes = AddCodes.as_view()
remove_codes = RemoveCodes.as_view()
make_spare_codes = GenerateRecoveryCodesView.as_view()

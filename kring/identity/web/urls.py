"""Addresses of signing in and accounts; of allauth only the pages we use exist."""

from allauth.account import views as entry
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as spare
from django.urls import include, path, re_path

from kring.identity.web import administration, factors, keys, views
from kring.identity.web.viewer import public

# allauth asks who may come here by itself; `public` only says that the gate is not needed.
door = [
    path("login/", public(factors.sign_in), name="account_login"),
    path("logout/", public(entry.logout), name="account_logout"),
    path("login/code/", public(factors.second_step), name="mfa_authenticate"),
    path("login/passkey/", public(factors.passkey_sign_in), name="mfa_login_webauthn"),
    path("password/reset/", public(entry.password_reset), name="account_reset_password"),
    path("password/reset/done/", public(entry.password_reset_done), name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        public(entry.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path("invitations/<str:secret>/", views.invitation, name="invitation"),
]
inside = [
    path("password/", factors.change_password, name="account_change_password"),
    path("again/", entry.reauthenticate, name="account_reauthenticate"),
    path("again/code/", factor.reauthenticate, name="mfa_reauthenticate"),
    path("again/passkey/", factors.passkey_again, name="mfa_reauthenticate_webauthn"),
    path("codes/add/", factors.add_codes, name="mfa_activate_totp"),
    path("codes/add/picture.svg", factors.qr_code, name="mfa_totp_picture"),
    path("codes/remove/", factors.remove_codes, name="mfa_deactivate_totp"),
    path("spare-codes/", spare.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("spare-codes/new/", factors.make_spare_codes, name="mfa_generate_recovery_codes"),
    path("passkeys/add/", factors.add_passkey, name="mfa_add_webauthn"),
    path("passkeys/<int:pk>/remove/", factors.remove_passkey, name="mfa_remove_webauthn"),
]
one = "accounts/<uuid:account_id>/"
administered = [
    path("accounts/", administration.accounts, name="accounts"),
    path("accounts/new/", administration.new_account, name="account-new"),
    path(one, administration.account, name="account"),
    path(f"{one}roles/", administration.give_role, name="account-roles"),
    path(
        "accounts/<uuid:account_id>/roles/<str:role>/end/", administration.take_role, name="account-role-end"
    ),
    path(f"{one}keys/end/", keys.end_keys, name="account-api-keys-end"),
    path(f"{one}mail/", administration.send_mail_again, name="account-mail"),
    path(f"{one}closing/", administration.close_account, name="account-closing"),
    path(f"{one}closing/end/", administration.open_account, name="account-closing-end"),
    path("invitations/<uuid:invitation_id>/end/", administration.end_invitation, name="invitation-end"),
]
urlpatterns = [
    path("accounts/", include(door)),
    path("accounts/", include(inside)),
    path("administration/", include(administered)),
    path("settings/security/", views.security, name="security"),
    path("settings/security/sessions/end/", views.end_sessions, name="sessions-end"),
    path("settings/security/keys/new/", keys.new_key, name="api-key-new"),
    path("settings/security/keys/<uuid:key_id>/end/", keys.end_key, name="api-key-end"),
    path("settings/language/", views.set_language, name="set-language"),
    path("settings/mode/", views.set_mode, name="set-mode"),
]

"""Accounts, roles and invitations."""

from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from kring.kit.ids import new_id


class AccountKind(models.TextChoices):
    EMPLOYEE = "employee", _("Colleague")
    GUEST = "guest", _("Guest")


class Accounts(BaseUserManager["Account"]):
    """Finds accounts by e-mail address, whatever its capitals."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(email__iexact=username)


class Account(AbstractBaseUser):
    """Somebody who can be here: an employee or a guest; people who left keep their row and name."""

    last_login: Any = None  # never kept: nobody is watched

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    # Null: taken over from elsewhere, cannot sign in; two empty addresses would clash.
    email = models.EmailField(unique=True, null=True)  # noqa: DJ001
    first_name = models.CharField(max_length=80)
    prefix = models.CharField(max_length=30, blank=True)
    last_name = models.CharField(max_length=80, blank=True)
    name = models.CharField(max_length=200)
    sort_key = models.CharField(max_length=200)
    handle = models.CharField(max_length=100, unique=True)
    kind = models.CharField(max_length=10, choices=AccountKind.choices, default=AccountKind.EMPLOYEE)
    language = models.CharField(max_length=5, default="nl")
    mode = models.CharField(max_length=5, blank=True)  # "light", "dark" or what the device says
    is_active = models.BooleanField(default=True)
    epoch = models.PositiveIntegerField(default=0)  # raising it signs out everywhere
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    until = models.DateField(null=True)  # a guest's last day

    objects = Accounts()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="account_email_once")]
        indexes = [
            models.Index(fields=["sort_key", "id"]),
            # Who is here is counted on many pages: without reading the rows.
            models.Index(fields=["kind", "until"], condition=models.Q(is_active=True), name="account_here"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_session_auth_hash(self) -> str:
        return f"{super().get_session_auth_hash()}{self.epoch}"

    def get_session_auth_fallback_hash(self) -> Any:
        return (f"{value}{self.epoch}" for value in super().get_session_auth_fallback_hash())

    @property
    def initials(self) -> str:
        """First letters of first and last name, for the face of who has no picture."""
        return (self.first_name[:1] + self.last_name[:1]).upper()


class Role(models.TextChoices):
    """What someone may do beyond being a member; groups keep their own owners."""

    COMMUNITY_MANAGER = "community_manager", _("Community manager")
    MODERATOR = "moderator", _("Moderator")
    ANALYST = "analyst", _("Analyst")
    SERVICE_HANDLER = "service_handler", _("Service handler")
    FUNCTIONAL_ADMIN = "functional_admin", _("Functional administrator")
    TECHNICAL_ADMIN = "technical_admin", _("Technical administrator")
    PRIVACY_OFFICER = "privacy_officer", _("Privacy officer")
    WORKS_COUNCIL = "works_council", _("Works council")


class RoleGrant(models.Model):
    """One person has one role; taking it away removes the row, the audit log remembers."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="role_grants")
    role = models.CharField(max_length=20, choices=Role.choices)
    granted_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "role"], name="role_once")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.role}"


class Invitation(models.Model):
    """A link by which someone makes an account; only a hash of the link is kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    secret_hash = models.CharField(max_length=64, unique=True)
    email = models.EmailField()
    first_name = models.CharField(max_length=80, blank=True)
    prefix = models.CharField(max_length=30, blank=True)
    last_name = models.CharField(max_length=80, blank=True)
    kind = models.CharField(max_length=10, choices=AccountKind.choices, default=AccountKind.EMPLOYEE)
    until = models.DateField(null=True)
    language = models.CharField(max_length=5, default="nl")
    invited_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    account = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.id)


class Session(AbstractBaseSession):
    """One sign-in on one device; says nothing of what was done with it."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, null=True, related_name="+")

    @classmethod
    def get_session_store_class(cls) -> Any:
        return import_module(settings.SESSION_ENGINE).SessionStore  # the store needs this model


class Scope(models.TextChoices):
    """What a program may do with an API key; never more than its owner may."""

    READ = "read", _("Read what I can read")
    WRITE = "write", _("Write and react in my name")
    PEOPLE = "people", _("Look up colleagues")


class ApiKey(models.Model):
    """A key by which a program acts for somebody; only a hash of it is kept, and the day of its last use."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    secret_hash = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=10))
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_on = models.DateField(null=True)  # a day and no moment: nobody is watched

    def __str__(self) -> str:
        return str(self.id)

"""Groups, memberships and audiences: the tables behind "who reads"."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from kring.kit.ids import new_id


class GroupKind(models.TextChoices):
    OPEN = "open", _("Open group")
    ON_REQUEST = "on_request", _("Group on request")
    CLOSED = "closed", _("Closed group")
    HIDDEN = "hidden", _("Hidden group")


class Group(models.Model):
    """A circle of people with a purpose."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slug = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=80)
    purpose = models.TextField(blank=True)
    welcome = models.TextField(blank=True)
    kind = models.CharField(max_length=10, choices=GroupKind.choices)
    member_count = models.PositiveIntegerField(default=0)
    guest_count = models.PositiveIntegerField(default=0)
    mail_text = models.BooleanField(default=False)  # closed and hidden: whether mails hold what is written
    created_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class MembershipState(models.TextChoices):
    MEMBER = "member", _("Member")
    PENDING = "pending", _("Asked to join")
    INVITED = "invited", _("Invited")
    BLOCKED = "blocked", _("Blocked")


class Membership(models.Model):
    """One person's standing in one group; only state `member` reads along."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="memberships")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    state = models.CharField(max_length=10, choices=MembershipState.choices)
    is_owner = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "account"], name="membership_once"),
            models.CheckConstraint(
                condition=models.Q(is_owner=False) | models.Q(state=MembershipState.MEMBER),
                name="owner_is_member",
            ),
        ]
        indexes = [models.Index(fields=["account", "state"])]

    def __str__(self) -> str:
        return f"{self.account_id} {self.group_id} {self.state}"


class GroupMute(models.Model):
    """Somebody wants no word of a group, but for conversations that he follows or is named in."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    until = models.DateTimeField(null=True)  # a job removes the row then

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "group"], name="group_mute_once")]
        indexes = [
            models.Index("until", name="group_mute_ends", condition=models.Q(until__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.group_id}"


class Audience(models.Model):
    """Who reads a thing: a set of tokens. Everyone has one, and so has each group."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    tokens = ArrayField(models.CharField(max_length=60))
    group = models.OneToOneField(Group, on_delete=models.CASCADE, null=True, related_name="audience")

    class Meta:
        indexes = [GinIndex(fields=["tokens"], name="audience_tokens")]

    def __str__(self) -> str:
        return " ".join(self.tokens)


class Holding(models.Model):
    """A token that a person holds: the one definition of who reads what (an SQL view)."""

    pk = models.CompositePrimaryKey("account", "token")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.DO_NOTHING, related_name="holdings"
    )
    token = models.CharField(max_length=60)

    class Meta:
        managed = False
        db_table = "groups_holding"

    def __str__(self) -> str:
        return f"{self.account_id} {self.token}"

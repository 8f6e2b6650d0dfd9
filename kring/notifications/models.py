"""Notices: one row per person per thread, with a counter."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from kring.kit.ids import new_id


class Reason(models.TextChoices):
    """Why somebody is told, strongest first."""

    MENTION = "mention", _("Someone named you")
    ACCEPTED = "accepted", _("Your answer helped")
    PRAISE = "praise", _("Someone gave you kudos")
    ANSWER = "answer", _("Your question got an answer")
    WANTED = "wanted", _("A question you also wanted to know got an answer")
    REPLY = "reply", _("Someone replied to you")
    CIRCLE = "circle", _("Someone named a group or department of yours")
    COMMENT = "comment", _("New comments in a conversation you follow")
    SOLVED = "solved", _("A question you follow is solved")
    STAGE = "stage", _("An idea you placed or follow got an official reply")
    MERGED = "merged", _("Your question was put together with another one")
    REVIEW = "review", _("An answer that you look after may be out of date")
    HELD = "held", _("A text that you planned was not placed")
    REPORT = "report", _("Someone asks you to look at this")


class Road(models.TextChoices):
    """Over what somebody is told."""

    KRING = "kring", _("In Kring")
    PUSH = "push", _("On your phone")
    MAIL = "mail", _("By mail at once")
    DIGEST = "digest", _("In the digest")


class Notice(models.Model):
    """Something in one thread asked one person's attention; new news raises the counter.

    Without a thread it is about a draft of one's own.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    thread = models.ForeignKey("discussion.Thread", on_delete=models.CASCADE, null=True, related_name="+")
    reason = models.CharField(max_length=10, choices=Reason.choices)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    comment = models.ForeignKey("discussion.Comment", on_delete=models.SET_NULL, null=True, related_name="+")
    count = models.PositiveIntegerField(default=1)  # pieces of news since it was last read
    # The newest pieces of news, newest first: one that comes twice, even late, counts once.
    events = ArrayField(models.UUIDField())
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)  # read up to this moment; empty while there is news

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "thread"], name="notice_once")]
        indexes = [
            models.Index("account", models.F("at").desc(), models.F("id").desc(), name="notice_list"),
            models.Index("account", name="notice_unread", condition=models.Q(read_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.thread_id} {self.reason}"


class Told(models.Model):
    """Up to which moment somebody was told of a thread over one road; one ledger for all roads.

    A road is where it was told: a page of Kring itself is known by the notice's `read_at`.
    """

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    thread = models.ForeignKey("discussion.Thread", on_delete=models.CASCADE, related_name="+")
    road = models.CharField(max_length=10)
    upto = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "thread", "road"], name="told_once")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.thread_id} {self.road}"


class Choice(models.Model):
    """Somebody wants to hear of a reason over a road, or not; kept where it differs from the default."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=10, choices=Reason.choices)
    road = models.CharField(max_length=10, choices=Road.choices)
    on = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "reason", "road"], name="choice_once")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.reason} {self.road} {self.on}"


class Hours(models.Model):
    """When somebody wants no push and no mail; what is told then waits for the first moment after it."""

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    quiet_from = models.TimeField(null=True)  # both or neither; over midnight when it is the later one
    quiet_until = models.TimeField(null=True)
    work_days = ArrayField(models.PositiveSmallIntegerField(), default=list)  # Monday is 1; empty is all
    away_until = models.DateField(null=True)  # the first day back

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(quiet_from__isnull=True, quiet_until__isnull=True)
                | models.Q(quiet_from__isnull=False, quiet_until__isnull=False),
                name="quiet_hours_have_two_ends",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.quiet_from} {self.quiet_until}"


class PushDevice(models.Model):
    """A browser that somebody lets tell of notices; it goes with the sign-in in that browser."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    session = models.ForeignKey("identity.Session", on_delete=models.CASCADE, related_name="+")
    endpoint = models.CharField(max_length=1000, unique=True)  # a secret: who has it can push
    p256dh = models.CharField(max_length=100)
    auth = models.CharField(max_length=40)
    browser = models.CharField(max_length=20, blank=True)
    system = models.CharField(max_length=20, blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.account_id} {self.browser} {self.system}"


class Pushed(models.Model):
    """A device was told of a notice with its news up to a moment; it may be tried often, and is told once."""

    device = models.ForeignKey(PushDevice, on_delete=models.CASCADE, related_name="+")
    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="+")
    upto = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["device", "notice", "upto"], name="pushed_once")]

    def __str__(self) -> str:
        return f"{self.device_id} {self.notice_id}"

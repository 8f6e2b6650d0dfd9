"""Streams: where threads flow, who listens, and what a reader turned down."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import models

from kring.kit.ids import new_id


class StreamEntry(models.Model):
    """A thread stands in a stream. A stream is the id of a group, author, topic, department or thread.

    It stands where it began; one that was `shared` to a group stands there at the moment of that. In its own
    stream it stands at its last activity.
    """

    stream = models.UUIDField()
    act = models.DateTimeField()
    thread = models.ForeignKey("discussion.Thread", on_delete=models.CASCADE, related_name="+")
    shared = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["thread", "stream"], include=["act"], name="stream_entry_once")
        ]
        indexes = [
            models.Index("stream", models.F("act").desc(), models.F("thread").desc(), name="stream_act"),
            models.Index("stream", "act", condition=models.Q(shared=True), name="stream_shared"),
        ]

    def __str__(self) -> str:
        return f"{self.stream} {self.thread_id}"


class Why(models.IntegerChoices):
    """Why a stream is somebody's, strongest first: the first that applies is the reason shown."""

    MENTIONED = 1
    THREAD = 2
    TOPIC = 3
    PERSON = 4
    GROUP = 5
    DEPARTMENT = 6
    EVERYONE = 7
    MORE = 8  # asked for by the dial


class Subscription(models.Model):
    """A person listens to a stream; derived from memberships, follows and dials, rebuilt at will."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    stream = models.UUIDField()
    why = models.PositiveSmallIntegerField(choices=Why.choices)
    until = models.DateTimeField(null=True)  # of a dial that holds for a while

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "stream"], name="subscription_once")]
        indexes = [models.Index(fields=["stream"])]

    def __str__(self) -> str:
        return f"{self.account_id} {self.stream}"


LANE_NAME, LANE_FILTERS = 40, 500  # how long they can be


class OwnLane(models.Model):
    """One place in a reader's own row of lanes; rows are there for all of it once he changed something."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    base = models.CharField(max_length=10)
    name = models.CharField(max_length=LANE_NAME, blank=True)  # empty: one of ours
    filters = models.CharField(max_length=LANE_FILTERS, blank=True)
    position = models.PositiveSmallIntegerField()
    hidden = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["account", "position"])]

    def __str__(self) -> str:
        return self.name or self.base


ANY_STREAM = UUID(int=0)  # a dial that holds wherever an item comes from


class Setting(models.IntegerChoices):
    """How much of something a reader wants in the timeline; without a dial it is in the middle."""

    MORE = 1
    LESS = 2
    DIGEST = 3
    NOT = 4


class Dial(models.Model):
    """A reader wants more or less of one stream, of one kind or ("") of every kind."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    stream = models.UUIDField()
    kind = models.CharField(max_length=12, blank=True)
    setting = models.PositiveSmallIntegerField(choices=Setting.choices)
    until = models.DateTimeField(null=True)  # None: always
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "stream", "kind"], name="dial_once")]
        indexes = [
            models.Index(fields=["until"], condition=models.Q(until__isnull=False), name="dial_until"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.stream} {self.kind}"


SAME_VISIT = timedelta(minutes=30)  # coming back within this time is the same visit


class Visit(models.Model):
    """Up to where somebody had seen the timeline; moves only when that person opens it again."""

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    at = models.DateTimeField()
    before = models.DateTimeField(null=True)  # the visit before: the line "new since your last visit"

    def __str__(self) -> str:
        return str(self.account_id)

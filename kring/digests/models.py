"""Digests: who wants one when, and up to where each was made."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Rhythm(models.TextChoices):
    """How often somebody wants a digest."""

    WEEKLY = "weekly", _("Once a week")
    WORKDAYS = "workdays", _("On working days")
    DAILY = "daily", _("Every day")
    OFF = "off", _("Never")


class DigestChoice(models.Model):
    """Somebody wants a digest at another moment than everybody; who never chose has no row.

    `since` is up to where the digest of before the change told, so that nothing falls in between.
    """

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    rhythm = models.CharField(max_length=8, choices=Rhythm.choices)
    hour = models.PositiveSmallIntegerField()
    weekday = models.PositiveSmallIntegerField()  # 0 is Monday; counts for once a week only
    since = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["rhythm", "hour", "weekday"])]

    def __str__(self) -> str:
        return f"{self.account_id} {self.rhythm}"


class Round(models.Model):
    """One moment of the week at which digests are made, for all who chose it: up to where the last one came.

    `after` is the last account that was looked at; empty when the round is done.
    """

    rhythm = models.CharField(max_length=8, choices=Rhythm.choices)
    hour = models.PositiveSmallIntegerField()
    weekday = models.PositiveSmallIntegerField()
    slot = models.DateField()  # the day it is for
    since = models.DateTimeField()
    upto = models.DateTimeField()
    after = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rhythm", "hour", "weekday"], name="round_once")]

    def __str__(self) -> str:
        return f"{self.rhythm} {self.weekday} {self.hour} {self.slot}"


class Digest(models.Model):
    """The newest digest of a person: one row each, and only for who ever had news.

    The day only moves forward, so no day brings two, whatever the clock does.
    """

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    slot = models.DateField()
    since = models.DateTimeField()  # it tells of what happened after this
    upto = models.DateTimeField()  # and up to this
    sent_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.account_id} {self.slot}"

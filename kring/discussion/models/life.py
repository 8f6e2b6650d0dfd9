"""Where a thread stands, goes, and what became of it."""

from django.conf import settings
from django.db import models

from kring.discussion.models.texts import Comment, Thread


class Offshoot(models.Model):
    """A new question came out of a comment."""

    comment = models.OneToOneField(
        Comment, on_delete=models.CASCADE, primary_key=True, related_name="offshoot"
    )
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.comment_id} {self.thread_id}"


class Outdated(models.Model):
    """What a conversation says does not hold any more; another one, or a page elsewhere, may."""

    thread = models.OneToOneField(Thread, on_delete=models.CASCADE, primary_key=True, related_name="outdated")
    reason = models.CharField(max_length=200)
    instead = models.ForeignKey(Thread, on_delete=models.SET_NULL, null=True, related_name="+")
    link = models.URLField(max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.thread_id)


class Pin(models.Model):
    """A thread stands above the others in its group."""

    thread = models.OneToOneField(Thread, on_delete=models.CASCADE, primary_key=True, related_name="pin")
    group = models.ForeignKey("groups.Group", on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index("group", models.F("at").desc(), name="pin_group")]

    def __str__(self) -> str:
        return f"{self.group_id} {self.thread_id}"


class Departure(models.Model):
    """A thread left a group for another place; its old readers see that for a while."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="+")
    group = models.ForeignKey("groups.Group", on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread", "group"], name="departure_once")]
        indexes = [models.Index("group", models.F("at").desc(), name="departure_group")]

    def __str__(self) -> str:
        return f"{self.thread_id} {self.group_id}"


class Merger(models.Model):
    """A thread went into another one: the same was said twice. Its address leads there."""

    thread = models.OneToOneField(Thread, on_delete=models.CASCADE, primary_key=True, related_name="merger")
    into = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.thread_id} {self.into_id}"

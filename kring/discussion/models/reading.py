"""Up to where somebody read: for who opened something, and for nobody else to see."""

from django.conf import settings
from django.db import models

from kring.discussion.models.texts import Thread


class ThreadRead(models.Model):
    """Somebody opened a thread; who did not has no row, and costs nothing."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="+")
    upto = models.DateTimeField()
    before = models.DateTimeField(null=True)  # the visit before: where "new since" begins
    unread = models.BooleanField(default=False)  # put back among the unread by the reader's own hand

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "thread"], name="thread_read_once")]
        indexes = [
            models.Index(fields=["account"], condition=models.Q(unread=True), name="thread_put_back"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.thread_id}"


class AllRead(models.Model):
    """Up to this moment somebody counts everything as read; `before` is what it was, for undo."""

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    at = models.DateTimeField()
    before = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.account_id)

"""The event log, receipts of handled forms, and the audit log."""

from django.db import models

from kring.kit.ids import new_id


class Event(models.Model):
    """One thing that happened: ids and times only, never text that somebody wrote."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=80)
    payload = models.JSONField()
    at = models.DateTimeField()
    quiet = models.BooleanField(default=False)  # imported: tells nobody, counts nowhere

    class Meta:
        indexes = [models.Index(fields=["name", "at"])]

    def __str__(self) -> str:
        return f"{self.name} {self.id}"


class Receipt(models.Model):
    """A form that was carried out, so that sending it twice shows the first result."""

    key = models.UUIDField(primary_key=True)
    account_id = models.UUIDField()  # no key to a storey above
    result = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["at"])]

    def __str__(self) -> str:
        return str(self.key)


class AuditEntry(models.Model):
    """Who did what to which object, for administrators and the works council; never a secret."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    actor_id = models.UUIDField(null=True)
    action = models.CharField(max_length=80)
    subject = models.CharField(max_length=200, blank=True)
    result = models.CharField(max_length=40, default="done")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["at"])]

    def __str__(self) -> str:
        return f"{self.action} {self.subject}"

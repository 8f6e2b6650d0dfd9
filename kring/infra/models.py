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


class MailState(models.TextChoices):
    """Where one mail is on its way."""

    WAITING = "waiting"
    CLAIMED = "claimed"  # a sender has it in hand; nothing has left yet
    HANDED = "handed"  # being handed to the mail server at this moment
    SENT = "sent"
    REFUSED = "refused"  # the mail server will not take it for this address
    DROPPED = "dropped"  # there was nothing to say any more, or no right to read it
    FAILED = "failed"  # tried too often
    UNCERTAIN = "uncertain"  # cut off while it was handed over, and not to be sent twice


class Mail(models.Model):
    """One mail to one person: ids only. What it says is made, and rights are asked, when it leaves."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=200, unique=True)  # queueing twice is one mail
    account_id = models.UUIDField(null=True)  # no key to a storey above
    address = models.CharField(max_length=254, blank=True)  # of who has no account, and where it went
    payload = models.JSONField(default=dict)
    not_before = models.DateTimeField()
    state = models.CharField(max_length=10, choices=MailState.choices, default=MailState.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    queued_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)  # sent, or given up
    why = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["not_before", "id"], name="mail_due", condition=models.Q(state=MailState.WAITING)
            ),
            models.Index(
                fields=["claimed_at"],
                name="mail_in_hand",
                condition=models.Q(state__in=[MailState.CLAIMED, MailState.HANDED]),
            ),
            models.Index(fields=["done_at"], name="mail_done"),
        ]

    def __str__(self) -> str:
        return self.key


class Bounce(models.Model):
    """An address that mail servers would not take mail for, and how often."""

    address = models.CharField(max_length=254, primary_key=True)  # in small letters
    count = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    why = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.address

"""What was taken over from elsewhere, and each run that did it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kring.kit.ids import new_id


class RunState(models.TextChoices):
    """How far a run is; a run that was cut off stays at `applying` and is taken up again."""

    APPLYING = "applying", _("Busy")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


class ImportRun(models.Model):
    """One import of one source; a dry run leaves no row."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    source = models.CharField(max_length=80)
    state = models.CharField(max_length=10, choices=RunState.choices, default=RunState.APPLYING)
    archive = models.CharField(max_length=64)  # SHA-256 over the names and bytes of the files read
    counts = models.JSONField(default=dict)  # kind -> new, changed, unchanged
    report = models.JSONField(default=dict)  # the parity report: as figures, and in words per language
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["source", "started_at"])]

    def __str__(self) -> str:
        return f"{self.source} {self.state}"


class ExternalId(models.Model):
    """A thing of ours and what it is called elsewhere; how it looked there when it was last taken over."""

    source = models.CharField(max_length=80)
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=200)
    object_id = models.UUIDField()  # no key to the tables above which this has no say
    digest = models.CharField(max_length=32, blank=True)  # of the foreign row: equal means nothing to do
    run = models.ForeignKey(ImportRun, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "kind", "key"], name="external_id_once")]
        indexes = [models.Index(fields=["object_id"])]

    def __str__(self) -> str:
        return f"{self.source} {self.kind} {self.key}"

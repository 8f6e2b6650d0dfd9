"""Files at a text, and pages elsewhere that it points at."""

from django.conf import settings
from django.db import models

from kring.discussion.models.texts import Comment, Thread
from kring.kit.ids import new_id


class FileState(models.TextChoices):
    """What the scanner said of a file; without a scanner every file is clean."""

    SCANNING = "scanning"
    CLEAN = "clean"
    INFECTED = "infected"


class Attachment(models.Model):
    """A file that somebody uploaded: waiting beside a text that is being written, then part of it.

    Names and words of the uploader stand here and never in a path: what is stored is named by the id.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    uploader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, null=True, related_name="attachments")
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, null=True, related_name="attachments")
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=10)  # "picture", or as `kit.sniffing` names it
    size = models.PositiveBigIntegerField()  # bytes, as uploaded
    width = models.PositiveIntegerField(default=0)  # of a picture, in pixels
    height = models.PositiveIntegerField(default=0)
    alt = models.CharField(max_length=300, blank=True)
    decorative = models.BooleanField(default=False)  # the uploader says that there is nothing to tell
    state = models.CharField(max_length=10, choices=FileState.choices, default=FileState.CLEAN)
    words = models.TextField(blank=True)  # taken from the file, for search
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(comment__isnull=True) | models.Q(thread__isnull=False),
                name="attachment_of_a_thread",
            )
        ]
        indexes = [
            models.Index(fields=["thread", "comment", "position"]),
            models.Index(fields=["at"], condition=models.Q(thread__isnull=True), name="attachment_waiting"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class OutsidePage(models.Model):
    """What a page of another site says of itself; without a title it could not be fetched."""

    address = models.CharField(max_length=2000, unique=True)  # ASCII only, so that the index can hold it
    title = models.CharField(max_length=200, blank=True)
    site = models.CharField(max_length=80, blank=True)
    description = models.CharField(max_length=300, blank=True)
    fetched_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.address


class LinkPreview(models.Model):
    """The first page elsewhere that a text points at; a removed one stays, and so stays away."""

    thread = models.OneToOneField(Thread, on_delete=models.CASCADE, null=True, related_name="+")
    comment = models.OneToOneField(Comment, on_delete=models.CASCADE, null=True, related_name="+")
    page = models.ForeignKey(OutsidePage, on_delete=models.CASCADE, related_name="+")
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(thread__isnull=True) ^ models.Q(comment__isnull=True),
                name="preview_of_one_text",
            )
        ]

    def __str__(self) -> str:
        return f"{self.comment_id or self.thread_id} {self.page_id}"

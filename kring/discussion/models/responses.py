"""What people do with what others said."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kring.discussion.models.texts import Comment, Thread
from kring.kit.ids import new_id


class ReactionKind(models.TextChoices):
    """The five things a reaction can say, in the order of the buttons."""

    THANKS = "thanks", _("Appreciation")
    GOOD_IDEA = "good_idea", _("Good idea")
    HELPED = "helped", _("This helped me")
    CONGRATS = "congrats", _("Congratulations")
    SYMPATHY = "sympathy", _("Thinking of you")


class Reaction(models.Model):
    """One person's one-word reaction to a thread (comment empty) or to a comment."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="+")
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, null=True, related_name="own_reactions")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=ReactionKind.choices)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["thread", "comment", "account"], nulls_distinct=False, name="reaction_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.kind}"


class AcceptedAnswer(models.Model):
    """The answer that helped; at most one a thread, with who chose it."""

    thread = models.OneToOneField(Thread, on_delete=models.CASCADE, primary_key=True, related_name="accepted")
    comment = models.OneToOneField(Comment, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.comment_id)


class ThreadFollow(models.Model):
    """Somebody follows a thread, or wants no word of it (muted), perhaps until a moment.

    After a mute it is as it was before: followed, or nothing.
    """

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    muted = models.BooleanField(default=False)
    until = models.DateTimeField(null=True)  # a mute ends then; a job sees to it
    followed = models.BooleanField(default=False)  # muted: whether it was followed before
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread", "account"], name="thread_follow_once")]
        indexes = [
            models.Index("until", name="thread_mute_ends", condition=models.Q(until__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.thread_id}"


class Report(models.Model):
    """Somebody asks a moderator or group owner to look at a text."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="+")
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, null=True, related_name="+")
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    reason = models.TextField()
    at = models.DateTimeField()
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, blank=True)  # "kept" or "hidden"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["thread", "comment", "reporter"], nulls_distinct=False, name="report_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.id)


class BookmarkFolder(models.Model):
    """Somebody's own name for a few of the things kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "name"], name="bookmark_folder_once")]

    def __str__(self) -> str:
        return self.name


class Bookmark(models.Model):
    """Somebody keeps a thread to find it again; nobody else knows."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    folder = models.ForeignKey(BookmarkFolder, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread", "account"], name="bookmark_once")]
        indexes = [models.Index("account", models.F("at").desc(), name="bookmark_list")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.thread_id}"

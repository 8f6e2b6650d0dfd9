"""Threads, comments, reactions, mentions: everything that people say and how others answer it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kring.kit.ids import new_id


class ItemState(models.TextChoices):
    DRAFT = "draft"
    PUBLISHED = "published"
    HIDDEN = "hidden"
    DELETED = "deleted"
    MERGED = "merged"  # went into another thread, for good


class ReactionKind(models.TextChoices):
    """The five things a reaction can say, in the order of the buttons."""

    THANKS = "thanks", _("Appreciation")
    GOOD_IDEA = "good_idea", _("Good idea")
    HELPED = "helped", _("This helped me")
    CONGRATS = "congrats", _("Congratulations")
    SYMPATHY = "sympathy", _("Thinking of you")


class Written(models.Model):
    """What threads and comments share: an author, a text in two shapes, a state."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    source = models.TextField()  # Markdown as typed
    html = models.TextField()  # rendered and cleaned once, when written
    excerpt = models.CharField(max_length=320, blank=True)
    state = models.CharField(max_length=10, choices=ItemState.choices, default=ItemState.PUBLISHED)
    created_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)
    reactions = models.JSONField(default=dict)  # kind -> count, kept with each reaction
    support = models.PositiveIntegerField(default=0)  # nameless appreciation taken over from elsewhere
    credit = models.CharField(max_length=300, blank=True)  # "taken over from": origin and licence

    class Meta:
        abstract = True


class Thread(Written):
    """A conversation: a first item and all that follows; carries the audience for everything in it."""

    kind = models.CharField(max_length=12)  # defined by `posts`: "message", "question"
    title = models.CharField(max_length=200, blank=True)
    audience = models.ForeignKey("groups.Audience", on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey("groups.Group", on_delete=models.PROTECT, null=True, related_name="+")
    act = models.DateTimeField()  # last activity; a comment moves it at most once in 30 s
    version = models.PositiveIntegerField(default=1)  # rises with every change that a card shows
    comment_count = models.PositiveIntegerField(default=0)
    answer_count = models.PositiveIntegerField(default=0)
    closed_at = models.DateTimeField(null=True)  # no new comments
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(models.F("act").desc(), models.F("id").desc(), name="thread_act"),
            models.Index("kind", models.F("act").desc(), models.F("id").desc(), name="thread_kind_act"),
            models.Index("group", models.F("act").desc(), models.F("id").desc(), name="thread_group_act"),
            models.Index("author", models.F("created_at").desc(), name="thread_author"),
        ]

    def __str__(self) -> str:
        return self.title or self.excerpt[:60]


class ThreadTopic(models.Model):
    """A thread is about a topic."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="thread_topics")
    topic = models.ForeignKey("topics.Topic", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread", "topic"], name="thread_topic_once")]

    def __str__(self) -> str:
        return f"{self.thread_id} {self.topic_id}"


class CommentKind(models.TextChoices):
    COMMENT = "comment"
    ANSWER = "answer"


class Comment(Written):
    """A reaction in words: under the thread or, one level deep, under another comment."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="comments")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="replies")
    kind = models.CharField(max_length=10, choices=CommentKind.choices, default=CommentKind.COMMENT)

    class Meta:
        indexes = [
            models.Index(fields=["thread", "created_at", "id"]),
            models.Index("author", models.F("created_at").desc(), name="comment_author"),
        ]

    def __str__(self) -> str:
        return str(self.id)


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


class Mention(models.Model):
    """A text names a person who may read it."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="+")
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, null=True, related_name="+")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["thread", "comment", "account"], nulls_distinct=False, name="mention_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.thread_id}"


class AcceptedAnswer(models.Model):
    """The answer that helped; at most one a thread, with who chose it."""

    thread = models.OneToOneField(Thread, on_delete=models.CASCADE, primary_key=True, related_name="accepted")
    comment = models.OneToOneField(Comment, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.comment_id)


class ThreadFollow(models.Model):
    """Somebody follows a thread, or wants no word of it (muted)."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    muted = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread", "account"], name="thread_follow_once")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.thread_id}"


class Revision(models.Model):
    """A text as it was before an edit; whoever reads the thread reads its history."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="+")
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, null=True, related_name="+")
    title = models.CharField(max_length=200, blank=True)
    source = models.TextField()
    html = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["thread", "at"])]

    def __str__(self) -> str:
        return str(self.id)


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

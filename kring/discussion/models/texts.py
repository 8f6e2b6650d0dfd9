"""Threads and comments: what people say."""

from django.conf import settings
from django.db import models

from kring.kit.ids import new_id


class ItemState(models.TextChoices):
    DRAFT = "draft"
    PUBLISHED = "published"
    HIDDEN = "hidden"
    DELETED = "deleted"
    MERGED = "merged"  # went into another thread, for good


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
            models.Index(models.F("created_at").desc(), models.F("id").desc(), name="thread_begun"),
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


class CircleMention(models.Model):
    """A text names a group or a department; those in it who may read the text hear of it."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="+")
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, null=True, related_name="+")
    group = models.ForeignKey("groups.Group", on_delete=models.CASCADE, null=True, related_name="+")
    department = models.ForeignKey("people.Department", on_delete=models.CASCADE, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["thread", "comment", "group", "department"],
                nulls_distinct=False,
                name="circle_mention_once",
            ),
            models.CheckConstraint(
                condition=models.Q(group__isnull=True) ^ models.Q(department__isnull=True),
                name="circle_is_group_or_department",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group_id or self.department_id} {self.thread_id}"


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

"""The index: one row for each thing that can be found."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models


class Passage(models.Model):
    """The words of a thread or of one comment in it; who finds it is decided by the thread."""

    id = models.UUIDField(primary_key=True, editable=False)  # the id of the thread or comment itself
    thread = models.ForeignKey("discussion.Thread", on_delete=models.CASCADE, related_name="+")
    comment = models.OneToOneField(
        "discussion.Comment", on_delete=models.CASCADE, null=True, related_name="+"
    )
    accepted = models.BooleanField(default=False)
    words = SearchVectorField()  # and the month, see `months.py`
    text = models.TextField()  # for the highlighted passage
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["thread"], condition=models.Q(comment__isnull=True), name="one_passage"
            )
        ]
        indexes = [
            # Written at once: a pending list would make some unlucky reader wait.
            GinIndex(fields=["words"], name="passage_words", fastupdate=False),
            # Earlier questions are looked for while somebody types: a quarter of all passages, or less.
            GinIndex(
                fields=["words"],
                name="passage_threads",
                condition=models.Q(comment__isnull=True),
                fastupdate=False,
            ),
            GinIndex(
                fields=["words"], name="passage_accepted", condition=models.Q(accepted=True), fastupdate=False
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Naming(models.Model):
    """The name of a person, group or topic, folded, for prefixes and typing errors."""

    kind = models.CharField(max_length=10)  # "person", "group", "topic"
    object_id = models.UUIDField()
    name = models.CharField(max_length=200)  # folded name
    words = SearchVectorField()  # name (weight A); function, expertise; purpose of a group; text of a topic

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="naming_once")]
        indexes = [
            GinIndex(fields=["words"], name="naming_words"),
            GinIndex(fields=["name"], name="naming_name", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return self.name

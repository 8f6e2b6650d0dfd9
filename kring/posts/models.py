"""Kinds of item. A message is its thread and nothing more; a question keeps how far it is."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    MESSAGE = "message", _("Message")
    QUESTION = "question", _("Question")
    SHOWCASE = "showcase", _("Showcase")


class QuestionState(models.TextChoices):
    OPEN = "open", _("Waits for an answer")
    ANSWERED = "answered", _("Answered")
    ACCEPTED = "accepted", _("Solved")


class Question(models.Model):
    """How far a question is; the text stands in its thread."""

    thread = models.OneToOneField(
        "discussion.Thread", on_delete=models.CASCADE, primary_key=True, related_name="question"
    )
    state = models.CharField(max_length=10, choices=QuestionState.choices, default=QuestionState.OPEN)
    wanted = models.PositiveIntegerField(default=0)
    first_answer_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["state"])]

    def __str__(self) -> str:
        return str(self.thread_id)


class AlsoWanted(models.Model):
    """Somebody else wants to know this too, and hears of the answer."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "account"], name="also_wanted_once")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.question_id}"


class Showcase(models.Model):
    """Something that a department made and is proud of; at least one picture stands in its thread."""

    thread = models.OneToOneField(
        "discussion.Thread", on_delete=models.CASCADE, primary_key=True, related_name="showcase"
    )
    # Where the writer worked then: the work stays that department's.
    department = models.ForeignKey(
        "people.Department", on_delete=models.SET_NULL, null=True, related_name="+"
    )

    def __str__(self) -> str:
        return str(self.thread_id)

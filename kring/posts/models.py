"""Kinds of item. A message is its thread and nothing more; the other kinds keep something beside it."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kring.kit.ids import new_id


class Kind(models.TextChoices):
    MESSAGE = "message", _("Message")
    QUESTION = "question", _("Question")
    IDEA = "idea", pgettext_lazy("kind", "Idea")
    POLL = "poll", pgettext_lazy("kind", "Poll")
    PRAISE = "praise", pgettext_lazy("kind", "Kudos")
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


class Reopening(models.Model):
    """A solved question waits again; keeps which answer was chosen before, by whom and when."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="reopenings")
    answer = models.ForeignKey("discussion.Comment", on_delete=models.CASCADE, related_name="+")
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["question", "at"])]

    def __str__(self) -> str:
        return str(self.id)


class Reference(models.Model):
    """A conversation is pointed out to another group; who may not read it does not see that either."""

    thread = models.ForeignKey("discussion.Thread", on_delete=models.CASCADE, related_name="references")
    group = models.ForeignKey("groups.Group", on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread", "group"], name="reference_once")]
        indexes = [
            models.Index("group", models.F("at").desc(), models.F("thread").desc(), name="reference_group")
        ]

    def __str__(self) -> str:
        return f"{self.group_id} {self.thread_id}"


class AnswerReview(models.Model):
    """Who sees to it that a chosen answer stays right, and when it is looked at again."""

    chosen = models.OneToOneField(
        "discussion.AcceptedAnswer", on_delete=models.CASCADE, primary_key=True, related_name="review"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    months = models.PositiveSmallIntegerField()  # between two looks; 0: it is not looked at again
    due_on = models.DateField(null=True)
    asked_on = models.DateField(null=True)  # the day due for which somebody was asked
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["due_on"])]

    def __str__(self) -> str:
        return str(self.chosen_id)


class MustRead(models.Model):
    """Colleagues were asked to read a message, up to and with a day; then only two numbers are left."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    thread = models.ForeignKey("discussion.Thread", on_delete=models.CASCADE, related_name="must_reads")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    until = models.DateField()
    people = models.PositiveIntegerField(null=True)  # at the end: whom it concerned; null as long as it runs
    acknowledged = models.PositiveIntegerField(null=True)  # how many of them said that they read it

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["thread"], condition=models.Q(people__isnull=True), name="must_read_once"
            )
        ]
        indexes = [
            models.Index(fields=["until"], condition=models.Q(people__isnull=True), name="must_read_due"),
            models.Index(fields=["by", "at"]),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Acknowledged(models.Model):
    """Somebody read and understood it. Nobody else ever sees this row, and it goes when it is over."""

    must_read = models.ForeignKey(MustRead, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["must_read", "account"], name="acknowledged_once")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.must_read_id}"


class Stage(models.TextChoices):
    """How far an idea is, in the order in which it goes; the last one is a way out."""

    SUBMITTED = "submitted", pgettext_lazy("stage", "Submitted")
    EXPLORED = "explored", pgettext_lazy("stage", "Looked into")
    TRIED = "tried", pgettext_lazy("stage", "Tried out")
    ADOPTED = "adopted", pgettext_lazy("stage", "Adopted")
    DECLINED = "declined", pgettext_lazy("stage", "Not done")


class Idea(models.Model):
    """How far an idea is now; what was said at each stage stands in its steps."""

    thread = models.OneToOneField(
        "discussion.Thread", on_delete=models.CASCADE, primary_key=True, related_name="idea"
    )
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.SUBMITTED)
    supports = models.PositiveIntegerField(default=0)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    reply_by = models.DateField(null=True)  # when there is a next word on it, at the latest

    def __str__(self) -> str:
        return str(self.thread_id)


class IdeaSupport(models.Model):
    """Somebody wants this idea to go on."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["idea", "account"], name="idea_support_once")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.idea_id}"


class IdeaStep(models.Model):
    """An official reply that brings an idea to a stage."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="steps")
    stage = models.CharField(max_length=10, choices=Stage.choices)
    source = models.TextField()
    html = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    result_url = models.CharField(max_length=500, blank=True)
    result_thread = models.ForeignKey(
        "discussion.Thread", on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["idea", "at"])]

    def __str__(self) -> str:
        return str(self.id)


class Poll(models.Model):
    """What may be chosen and until when; the question is the title of the thread."""

    thread = models.OneToOneField(
        "discussion.Thread", on_delete=models.CASCADE, primary_key=True, related_name="poll"
    )
    multiple = models.BooleanField(default=False)
    anonymous = models.BooleanField(default=False)
    ends_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)  # the author ended it before that
    voters = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.thread_id)


class PollOption(models.Model):
    """One of the answers, with how often it was chosen."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="options")
    place = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=120)
    votes = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["poll", "place"], name="poll_option_place")]

    def __str__(self) -> str:
        return self.text


class NamedVote(models.Model):
    """Somebody chose this in a poll that is not anonymous; readers see it."""

    option = models.ForeignKey(PollOption, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["option", "account"], name="named_vote_once")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.option_id}"


class Ballot(models.Model):
    """Somebody took part in an anonymous poll: never what was chosen, nor when.

    The key is chance: a row number would tell in which order people came.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["poll", "account"], name="ballot_once")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.poll_id}"


class PraiseValue(models.Model):
    """One thing that the organisation stands for; kudos can name it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=60, unique=True)
    ended_at = models.DateTimeField(null=True)  # no longer offered; what was given with it keeps it

    def __str__(self) -> str:
        return self.name


class Praise(models.Model):
    """Kudos for people or a department; the sentence is the text of the thread."""

    thread = models.OneToOneField(
        "discussion.Thread", on_delete=models.CASCADE, primary_key=True, related_name="praise"
    )
    value = models.ForeignKey(PraiseValue, on_delete=models.PROTECT, null=True, related_name="+")
    department = models.ForeignKey(
        "people.Department", on_delete=models.SET_NULL, null=True, related_name="+"
    )

    def __str__(self) -> str:
        return str(self.thread_id)


class PraiseReceiver(models.Model):
    """Somebody for whom the kudos are."""

    praise = models.ForeignKey(Praise, on_delete=models.CASCADE, related_name="receivers")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["praise", "account"], name="praise_receiver_once")]
        indexes = [models.Index("account", models.F("praise").desc(), name="praise_newest")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.praise_id}"


class PraiseStop(models.Model):
    """No kudos for one legal entity: a department at the top of the tree, and all below it."""

    department = models.OneToOneField("people.Department", on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.department_id)


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


class Draft(models.Model):
    """A text that its writer has not placed yet. Nobody else ever reads it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.UUIDField()  # that of the form: two tabs are two drafts, and placing it ends it
    typed = models.JSONField()  # what stands in the composer's fields, by name
    saved_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)
    publish_at = models.DateTimeField(null=True)
    ready = models.JSONField(null=True)  # what is placed at that moment, as `texts.Handed`
    held = models.TextField(blank=True)  # why it was not placed at its moment

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "key"], name="draft_once")]
        indexes = [
            models.Index(fields=["account", "saved_at"]),
            models.Index(
                fields=["publish_at"], name="draft_due", condition=models.Q(publish_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

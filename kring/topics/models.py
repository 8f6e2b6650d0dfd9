"""Topics and who follows them."""

from django.conf import settings
from django.db import models

from kring.kit.ids import new_id


class Topic(models.Model):
    """A subject that threads carry: #omgevingswet."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slug = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=60)
    text = models.TextField(blank=True)
    # Named where every colleague reads. Any other topic shows only to who reads a thread about it.
    is_public = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"#{self.slug}"


class TopicFollow(models.Model):
    """Somebody follows a topic."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="follows")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["topic", "account"], name="topic_follow_once")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.topic_id}"

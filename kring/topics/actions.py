"""Everything that changes topics."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from kring.identity.viewer import Viewer
from kring.infra.events import record
from kring.infra.verdict import Unseen, require
from kring.kit.ids import new_id
from kring.topics import queries, rules
from kring.topics.events import TopicFollowed, TopicUnfollowed
from kring.topics.models import Topic, TopicFollow


def topics_named(
    *, names: Iterable[str], now: datetime, public: bool = False
) -> tuple[queries.TopicCard, ...]:
    """The topics with these names, each once, in order; what does not exist yet is made.

    `public` says that every colleague reads the text that names them; only then are they suggested to
    everyone. It is never taken back: the name has been read by then.
    """
    slugs = {queries.slug_for(name): name.removeprefix("#").strip()[:60] for name in names}
    slugs.pop("", None)
    wanted = Topic.objects.filter(slug__in=slugs)
    known = {row.slug: row for row in wanted}
    fresh = [
        Topic(id=new_id(now), slug=slug, name=slug, created_at=now, is_public=public)
        for slug in slugs
        if slug not in known
    ]
    if fresh:
        Topic.objects.bulk_create(fresh, ignore_conflicts=True)
        known = {row.slug: row for row in wanted.all()}
    if public and any(not row.is_public for row in known.values()):
        wanted.filter(is_public=False).update(is_public=True)
    return tuple(queries.TopicCard(known[slug].id, slug, known[slug].name) for slug in slugs)


@transaction.atomic
def describe_topic(*, slug: str, name: str, text: str, now: datetime) -> queries.TopicCard:
    """Name a public topic and say what it is about; made when missing. For set-up and imports."""
    row, _ = Topic.objects.update_or_create(
        slug=queries.slug_for(slug),
        defaults={"name": name[:60], "text": text, "is_public": True},
        create_defaults={
            "name": name[:60],
            "text": text,
            "is_public": True,
            "created_at": now,
            "id": new_id(now),
        },
    )
    return queries.TopicCard(row.id, row.slug, row.name)


@transaction.atomic
def follow_topic(*, actor: Viewer, slug: str, now: datetime) -> None:
    """The actor follows a topic; following twice changes nothing. Raises Refused for guests, else Unseen."""
    require(rules.may_follow_topics(actor))
    topic = _shown(actor, slug)
    _, fresh = TopicFollow.objects.get_or_create(topic=topic, account_id=actor.id, defaults={"at": now})
    if fresh:
        record(TopicFollowed(at=now, topic_id=topic.id, account_id=actor.id))


@transaction.atomic
def unfollow_topic(*, actor: Viewer, slug: str, now: datetime) -> None:
    """The actor no longer follows a topic. Raises Unseen for a topic that the actor does not know."""
    follow = TopicFollow.objects.filter(topic__slug=slug, account_id=actor.id).first()
    if follow is None:
        _shown(actor, slug)
        return
    follow.delete()
    record(TopicUnfollowed(at=now, topic_id=follow.topic_id, account_id=actor.id))


def _shown(viewer: Viewer, slug: str) -> Topic:
    topic = Topic.objects.filter(queries.visible_topics(viewer), slug=slug).first()
    if topic is None:
        raise Unseen
    return topic

"""From what somebody typed to what is stored: rendered once, mentions and topics resolved."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from kring.discussion.models import Comment, Mention, Thread
from kring.discussion.queries.reach import named_in
from kring.groups.access import is_public
from kring.identity.viewer import Viewer
from kring.kit import markup
from kring.topics.actions import topics_named
from kring.topics.queries import TopicCard


@dataclass(frozen=True)
class Prepared:
    """A text ready to store. `unreached` names people who were mentioned but cannot read it."""

    source: str
    html: str
    text: str
    mentioned: tuple[UUID, ...]
    unreached: tuple[str, ...]
    topics: tuple[TopicCard, ...]


def prepare(
    *, source: str, audience_id: UUID, writer: Viewer, now: datetime, topics: Iterable[str] = ()
) -> Prepared:
    """Render `source` for an audience; a mention links only to somebody who may read it.

    A handle the writer cannot see stays plain text, so typing names tells nobody who is here.
    Raises kit.markup.TooLong above 40,000 characters.
    """
    named = topics_named(names=[*topics, *markup.find_topics(source)], now=now, public=is_public(audience_id))
    reached, missed = named_in(writer, source, audience_id)
    rendered = markup.render(
        source,
        people={
            p.handle: markup.PersonRef(p.handle, p.name, reverse("person", args=[p.handle])) for p in reached
        },
        topics={t.slug: markup.TopicRef(t.slug, t.name, reverse("topic", args=[t.slug])) for t in named},
    )
    return Prepared(
        source=source,
        html=rendered.html,
        text=rendered.text,
        mentioned=tuple(p.pk for p in reached),
        unreached=tuple(p.name for p in missed),
        topics=named,
    )


def store_mentions(thread: Thread, comment: Comment | None, people: Iterable[UUID]) -> None:
    """Make the stored mentions of a text exactly `people`."""
    wanted = set(people)
    Mention.objects.filter(thread=thread, comment=comment).exclude(account__in=wanted).delete()
    add_mentions(thread, comment, wanted)


def add_mentions(thread: Thread, comment: Comment | None, people: Iterable[UUID]) -> None:
    """Store who is mentioned in a text, besides those who were."""
    Mention.objects.bulk_create(
        [Mention(thread=thread, comment=comment, account_id=pk) for pk in people], ignore_conflicts=True
    )

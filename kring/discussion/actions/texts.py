"""From what somebody typed to what is stored: rendered once, mentions and topics resolved."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from kring.discussion.models import Comment, Mention, Thread
from kring.groups.access import is_public, may_read, visible_people
from kring.identity.models import Account
from kring.identity.viewer import Viewer
from kring.kit import markup
from kring.topics.actions import topics_named
from kring.topics.queries import TopicCard

MENTIONS = 50  # more names in one text is no conversation; the rest stays plain text


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
    handles = markup.find_mentions(source)[:MENTIONS]
    people = list(Account.objects.filter(visible_people(writer), handle__in=handles, is_active=True))
    readers = may_read([person.pk for person in people], audience_id) if people else set()
    rendered = markup.render(
        source,
        people={
            p.handle: markup.PersonRef(p.handle, p.name, reverse("person", args=[p.handle]))
            for p in people
            if p.pk in readers
        },
        topics={t.slug: markup.TopicRef(t.slug, t.name, reverse("topic", args=[t.slug])) for t in named},
    )
    return Prepared(
        source=source,
        html=rendered.html,
        text=rendered.text,
        mentioned=tuple(p.pk for p in people if p.pk in readers),
        unreached=tuple(p.name for p in people if p.pk not in readers),
        topics=named,
    )


def store_mentions(thread: Thread, comment: Comment | None, people: Iterable[UUID]) -> None:
    """Make the stored mentions of a text exactly `people`."""
    stored = Mention.objects.filter(thread=thread, comment=comment)
    wanted = set(people)
    stored.exclude(account__in=wanted).delete()
    Mention.objects.bulk_create(
        [Mention(thread=thread, comment=comment, account_id=pk) for pk in wanted], ignore_conflicts=True
    )

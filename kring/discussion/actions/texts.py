"""From what somebody typed to what is stored: rendered once, mentions and topics resolved."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from kring.discussion.models import CircleMention, Comment, Mention, Thread
from kring.discussion.queries.circles import Circle, circles_in
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
    circles: tuple[Circle, ...] = ()


def prepare(
    *, source: str, audience_id: UUID, writer: Viewer, now: datetime, topics: Iterable[str] = ()
) -> Prepared:
    """Render `source` for an audience; a mention links only to somebody who may read it.

    A group or department that the writer may not name stays plain text.
    A handle the writer cannot see stays plain text, so typing names tells nobody who is here.
    Raises kit.markup.TooLong above 40,000 characters.
    """
    named = topics_named(names=[*topics, *markup.find_topics(source)], now=now, public=is_public(audience_id))
    reached, missed = named_in(writer, source, audience_id)
    circles = circles_in(writer, source, audience_id, {person.handle for person in (*reached, *missed)})
    circles = tuple(circle for circle in circles if circle.may)
    people = [markup.PersonRef(one.slug, one.slug, one.url) for one in circles]
    people += [markup.PersonRef(p.handle, p.name, reverse("person", args=[p.handle])) for p in reached]
    rendered = markup.render(
        source,
        people={one.handle: one for one in people},
        topics={t.slug: markup.TopicRef(t.slug, t.name, reverse("topic", args=[t.slug])) for t in named},
    )
    return Prepared(
        source=source,
        html=rendered.html,
        text=rendered.text,
        mentioned=tuple(p.pk for p in reached),
        unreached=tuple(p.name for p in missed),
        topics=named,
        circles=circles,
    )


def store_named(thread: Thread, comment: Comment | None, text: Prepared) -> None:
    """Make who is stored as named in a text, people and circles, exactly who the text names."""
    Mention.objects.filter(thread=thread, comment=comment).exclude(account__in=text.mentioned).delete()
    CircleMention.objects.filter(thread=thread, comment=comment).delete()
    add_named(thread, comment, text)


def add_named(thread: Thread, comment: Comment | None, text: Prepared) -> None:
    """Store who is named in a text, besides those who were."""
    Mention.objects.bulk_create(
        [Mention(thread=thread, comment=comment, account_id=pk) for pk in text.mentioned],
        ignore_conflicts=True,
    )
    CircleMention.objects.bulk_create(
        [
            CircleMention(
                thread=thread, comment=comment, group_id=one.group_id, department_id=one.department_id
            )
            for one in text.circles
        ]
    )

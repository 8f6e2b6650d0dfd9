"""Taking over people and topics, and the group in which the conversations come to stand."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from kring.groups.access import is_public
from kring.groups.actions import GroupText, create_group
from kring.identity.imports import BroughtPerson, bring_people, rename_people
from kring.identity.viewer import Viewer
from kring.kit.ids import new_id
from kring.kit.markup import TooLong, clean, excerpt, to_text
from kring.kit.names import PersonName, split_name
from kring.people.actions.imports import bring_texts
from kring.topics.actions import describe_topic, topics_named
from kring.topics.queries import slug_for, topics_by_slug
from kring.transfer.actions.ledger import Item, Ledger, Sorted, digest_of, key_of
from kring.transfer.actions.work import Step, Work, all_of, bring
from kring.transfer.readers.records import Kind, Person, Where
from kring.transfer.readers.stackexchange import records_of
from kring.transfer.texts import from_body, topic_name

_LONGEST_NAME: Final = 120
_LONGEST_ABOUT: Final = 2_000
_NOT_OURS: Final = "here before"  # the digest of a topic that this house had already


def group_of_source(ledger: Ledger, owner: Viewer, name: str, now: datetime) -> UUID:
    """The open group for everything of a source; made at the first import."""
    known = ledger.ids("group", ["group"])
    if known:
        return known["group"]
    with transaction.atomic(), translation.override(settings.LANGUAGE_CODE):
        purpose = _("Conversations taken over from %(source)s.") % {"source": ledger.source}
        group = create_group(
            actor=owner, text=GroupText(name=name[:80], purpose=purpose), now=now, quiet=True
        )
        item = Item("group", "", None)
        ledger.write("group", Sorted((item,), (), 0), {"group": group.pk})
    return group.pk


def bring_all_people(work: Work) -> None:
    """Accounts of people elsewhere, and placeholders for writers whose account is gone there."""
    unknown = work.seen.unknown
    total = len(work.seen.people) + len(unknown)
    bring(work, Step(Kind.PERSON, "People", total), _people(work, unknown), _write_people)
    work.people = work.ledger.ids(Kind.PERSON)


def _people(work: Work, unknown: list[str]) -> Iterator[Item[Person]]:
    met: set[int] = set()
    for person in records_of(work.dump, "users"):
        if isinstance(person, Person) and person.key in work.seen.people and person.key not in met:
            met.add(person.key)
            yield Item(str(person.key), digest_of(person), person)
    for author in unknown:
        name = work.seen.writers[author]
        stranger = Person(
            where=Where("", 0), key=0, name=name, created=work.seen.first or work.now, location="", about=""
        )
        yield Item(key_of(author), digest_of(name), stranger)


def _write_people(_work: Work, ordered: Sorted[Person]) -> dict[str, UUID]:
    ids = {item.key: new_id(item.record.created) for item in ordered.new}
    bring_people(
        people=[
            BroughtPerson(id=ids[item.key], name=_name(item.record), joined_at=item.record.created)
            for item in ordered.new
        ]
    )
    rename_people(names={pk: _name(item.record) for item, pk in ordered.changed})
    bring_texts(about={pk or ids[item.key]: _about(item.record) for item, pk in all_of(ordered)})
    return ids


def _name(person: Person) -> PersonName:
    name = " ".join(person.name.split())[:_LONGEST_NAME]
    if not name:
        with translation.override(settings.LANGUAGE_CODE):
            name = _("Former member")
    return split_name(name)


def _about(person: Person) -> str:
    try:
        told = to_text(clean(person.about)) if person.about else ""
    except TooLong:
        told = ""
    return excerpt("\n".join(filter(None, (person.location, told))), _LONGEST_ABOUT)


def bring_all_topics(work: Work) -> None:
    """Tags as topics, with what is told about them; a topic that this house has keeps its own text."""
    slugs = {tag: slug for tag in work.seen.topics if (slug := slug_for(topic_name(tag)))}
    known = work.ledger.ids(Kind.TOPIC)
    before = topics_by_slug(work.owner, [slug for tag, slug in slugs.items() if key_of(tag) not in known])

    def items() -> Iterator[Item[_Topic]]:
        for tag, slug in slugs.items():
            topic = _Topic(tag, slug, work.seen.topics[tag])
            yield Item(key_of(tag), _NOT_OURS if slug in before else digest_of(topic), topic)

    bring(work, Step(Kind.TOPIC, "Topics", len(slugs)), items(), _write_topics, final=_NOT_OURS)
    known = work.ledger.ids(Kind.TOPIC)
    work.topics = {tag: known[key_of(tag)] for tag in slugs}


@dataclass(frozen=True)
class _Topic:
    tag: str
    slug: str
    body: str


def _write_topics(work: Work, ordered: Sorted[_Topic]) -> dict[str, UUID]:
    topics = [(item, item.record) for item, _pk in all_of(ordered)]
    public = is_public(work.audience_id)  # the names in a closed group are nobody else's to read
    named = topics_named(names=[topic.slug for _item, topic in topics], now=work.now, public=public)
    ids = {card.slug: card.id for card in named}
    for item, topic in topics:
        if topic.body and public and item.digest != _NOT_OURS:
            describe_topic(slug=topic.slug, name=topic.tag, text=_one_line(topic.body), now=work.now)
    return {item.key: ids[item.record.slug] for item in ordered.new}


def _one_line(body: str) -> str:
    return excerpt(from_body(body).text, 500)

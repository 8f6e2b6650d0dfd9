"""The groups of the demo world, who is in them, and what and whom people follow."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from kring.groups.actions import GroupText, create_group, enrol, make_owner
from kring.groups.models import GroupKind
from kring.people.actions.imports import bring_person_follows
from kring.timelines.actions import derive_subscriptions
from kring.topics.actions import describe_topic
from kring.topics.imports import bring_topic_follows
from kring.transfer.demo.building import Resident, Site
from kring.transfer.demo.content import Group

_PLAYS_NO_PART = {"", "employee", "colleague"}  # of the cast, these may be in any open group


def build_topics(site: Site) -> None:
    """Topics with a line about each."""
    for row in site.world.topics:
        card = describe_topic(slug=row.slug, name=row.name, text=row.text, now=site.now - timedelta(days=400))
        site.topics[card.slug] = card.id


def build_groups(site: Site) -> None:
    """Groups of all kinds, with owners, members and guests."""
    for number, row in enumerate(site.world.groups, start=1):
        start = site.now - timedelta(days=site.chance.randint(70, 420))
        owners = [site.named[slug] for slug in row.owners]
        text = GroupText(
            name=row.name, kind=row.kind, purpose=row.purpose, welcome=row.welcome, slug=row.slug
        )
        first = site.viewer(owners[0])
        group = create_group(actor=first, text=text, now=start, quiet=True)
        members = _members(site, row, owners)
        enrol(group_id=group.pk, account_ids=[one.id for one in members], now=start + timedelta(days=2))
        for owner in owners[1:]:
            make_owner(actor=first, group_id=group.pk, person_id=owner.id, now=start + timedelta(days=2))
        site.groups[row.slug] = group.pk
        site.members[row.slug] = members
        site.progress("Demo: groups", number, len(site.world.groups))
    site.forget_viewers()


def _members(site: Site, row: Group, owners: list[Resident]) -> list[Resident]:
    """Those who are told, then colleagues of its departments, then others, up to about its size.

    Into a group that is not open only colleagues without a part come by chance.
    """
    told = [*row.members, *(_writers(site, row) if row.kind == GroupKind.OPEN else ())]
    chosen = {one.id: one for one in [*owners, *(site.named[slug] for slug in told)]}
    near = [one for slug in row.departments for one in site.within(slug)]
    for pool in (near, site.residents):
        fitting = [one for one in pool if one.id not in chosen and _may_come(one, row)]
        wanted = max(0, min(row.size - len(chosen), len(fitting)))
        chosen |= {one.id: one for one in site.chance.sample(fitting, wanted)}
    return list(chosen.values())


def _writers(site: Site, row: Group) -> list[str]:
    """The people with a story who begin a conversation in this group."""
    return [one.author for one in site.world.threads if one.where == row.slug and one.author in site.named]


def _may_come(one: Resident, row: Group) -> bool:
    if one.is_guest:
        return False
    return one.cast in _PLAYS_NO_PART if row.kind == GroupKind.OPEN else not one.slug


def build_follows(site: Site) -> None:
    """What people follow: topics of their groups and some others, and a few colleagues."""
    topics = list(_topic_follows(site))
    bring_topic_follows(follows=topics, now=site.now - timedelta(days=30))
    bring_person_follows(follows=list(_person_follows(site)), now=site.now - timedelta(days=30))
    here = [one for one in site.residents if one.cast != "left"]
    for number, one in enumerate(here, start=1):
        derive_subscriptions(account_id=one.id)
        site.progress("Demo: follows", number, len(here))


def _topic_follows(site: Site) -> Iterator[tuple[UUID, UUID]]:
    """By slug and never by id, which is another one every time."""
    of_group = {row.slug: row.topics for row in site.world.groups}
    near: dict[UUID, list[str]] = {}
    for slug, members in site.members.items():
        for one in members:
            near.setdefault(one.id, []).extend(of_group[slug])
    everything = list(site.topics)
    for one in _followers(site):
        own = list(dict.fromkeys(near.get(one.id, [])))
        chosen = site.chance.sample(own, min(len(own), site.chance.randint(1, 4)))
        chosen += site.chance.sample(everything, site.chance.randint(0, 2))
        yield from ((site.topics[slug], one.id) for slug in dict.fromkeys(chosen))


def _person_follows(site: Site) -> Iterator[tuple[UUID, UUID]]:
    known = [one for one in site.residents if one.slug and not one.is_guest and one.cast != "left"]
    for one in _followers(site):
        chosen = site.chance.sample(known, site.chance.randint(0, 3))
        yield from ((person.id, one.id) for person in chosen if person.id != one.id)


def _followers(site: Site) -> list[Resident]:
    """Colleagues who have been here for a while; who begins follows nothing yet."""
    return [one for one in site.residents if not one.is_guest and one.cast not in {"newcomer", "left"}]

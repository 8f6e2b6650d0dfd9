"""Who reads: exact numbers and names behind an audience, by the access predicate itself."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Count, Q

from kring.groups.access import (
    EVERYONE,
    EVERYONE_AUDIENCE,
    group_token,
    headcount,
    readable_audiences,
    readers_of,
    tokens_of_group,
)
from kring.groups.models import Audience, GroupKind, Holding
from kring.groups.queries.cards import GroupLink, my_groups
from kring.identity.models import AccountKind
from kring.identity.viewer import Viewer
from kring.infra.verdict import Unseen
from kring.people import cards, paging
from kring.people.cards import PersonCard
from kring.people.queries import visible_accounts

PAGE = 60
NAMED_GUESTS = 10


@dataclass(frozen=True)
class NamedGuest:
    """A guest among the readers; `until` is the last day."""

    card: PersonCard
    until: date | None


@dataclass(frozen=True)
class AudienceSize:
    """How many people read, and the guests among them by name (at most ten)."""

    colleagues: int
    guests: int
    named_guests: tuple[NamedGuest, ...] = ()

    @property
    def total(self) -> int:
        """Everybody who reads."""
        return self.colleagues + self.guests


@dataclass(frozen=True)
class ReaderList:
    """Exactly who reads: the group (None: everyone), the size, and one page of names.

    `unnamed` counts readers whom the viewer, a guest, may not see by name.
    """

    audience_id: UUID
    group: GroupLink | None
    size: AudienceSize
    people: tuple[PersonCard, ...]
    unnamed: int
    next: str


@dataclass(frozen=True)
class AudienceChoice:
    """An audience that the viewer can write for; `group` None is everyone."""

    id: UUID
    group: GroupLink | None
    size: AudienceSize

    @property
    def ring(self) -> str:
        """The ring that stands for it: "open" or "closed"."""
        return self.group.ring if self.group else "open"


def exactly_who_reads(viewer: Viewer, audience_id: UUID, after: str = "") -> ReaderList:
    """Names and numbers behind an audience, for who is part of it; raises Unseen for anybody else."""
    audience = readable_or_unseen(viewer, audience_id)
    readers = readers_of(audience_id)
    known = readers.filter(pk__in=visible_accounts(viewer).values("pk"))
    rows = list(
        known.filter(paging.behind(after))
        .order_by("sort_key", "id")
        .values(*cards.fields(), "sort_key")[: PAGE + 1]
    )
    following = ""
    if len(rows) > PAGE:
        following = paging.NameCursor(rows[PAGE - 1]["sort_key"], rows[PAGE - 1]["id"]).encode()
    size = _size(viewer, audience)
    group = audience.group
    return ReaderList(
        audience_id=audience_id,
        group=GroupLink(group.id, group.slug, group.name, group.kind) if group else None,
        size=size,
        people=tuple(cards.card(row) for row in rows[:PAGE]),
        unnamed=size.total - known.count() if viewer.knows is not None else 0,
        next=following,
    )


def readable_or_unseen(viewer: Viewer, audience_id: UUID) -> Audience:
    """The audience with its group, when the viewer is part of it; raises Unseen otherwise."""
    mine = readable_audiences(viewer).filter(pk=audience_id)
    audience = Audience.objects.select_related("group").filter(pk__in=mine).first()
    if audience is None:
        raise Unseen
    return audience


def audience_size(viewer: Viewer, audience_id: UUID) -> AudienceSize:
    """The exact number of readers, guests by name; two statements more than the check. Raises Unseen."""
    return _size(viewer, readable_or_unseen(viewer, audience_id))


def _size(viewer: Viewer, audience: Audience) -> AudienceSize:
    size = _counted(audience.tokens)
    named: tuple[NamedGuest, ...] = ()
    if size.guests:
        known = visible_accounts(viewer).values("pk")
        seen = readers_of(audience.pk).filter(kind=AccountKind.GUEST, pk__in=known)
        rows = seen.order_by("sort_key", "id").values(*cards.fields(), "until")[:NAMED_GUESTS]
        named = tuple(NamedGuest(cards.card(row), row["until"]) for row in rows)
    return replace(size, named_guests=named)


def _counted(tokens: list[str]) -> AudienceSize:
    """How many hold one of the tokens. With everyone among them nobody but guests is to be told apart."""
    held = Holding.objects.filter(token__in=tokens)
    colleagues = 0
    if EVERYONE in tokens:
        colleagues = headcount()
        held = held.filter(account__kind=AccountKind.GUEST)
    numbers = dict(held.values_list("account__kind").annotate(number=Count("account", distinct=True)))
    return AudienceSize(colleagues or numbers.get(AccountKind.EMPLOYEE, 0), numbers.get(AccountKind.GUEST, 0))


def reader_filter(viewer: Viewer, audience_id: UUID) -> Q:
    """The readers of an audience as a filter on accounts, for suggestions. Raises Unseen."""
    readable_or_unseen(viewer, audience_id)
    return Q(pk__in=readers_of(audience_id).values("pk"))


def readers_after_change(group_id: UUID, kind: str) -> AudienceSize:
    """How many people would read the group if it were of this kind."""
    return _counted(tokens_of_group(kind, group_id))


def audience_choices(viewer: Viewer) -> tuple[AudienceChoice, ...]:
    """Everyone (for colleagues) and the viewer's own groups, each with its exact size; four statements."""
    links = my_groups(viewer)
    ids = dict(Audience.objects.filter(group__in=[link.id for link in links]).values_list("group", "id"))
    inside = _sizes_of([group_token(link.id) for link in links])
    everyone = AudienceSize(headcount(), 0)
    choices = [AudienceChoice(EVERYONE_AUDIENCE, None, everyone)] if EVERYONE in viewer.tokens else []
    for link in links:
        size = inside.get(group_token(link.id), AudienceSize(0, 0))
        if link.kind in {GroupKind.OPEN, GroupKind.ON_REQUEST}:
            size = AudienceSize(everyone.colleagues, size.guests)
        choices.append(AudienceChoice(ids[link.id], link, size))
    return tuple(choices)


def _sizes_of(tokens: list[str]) -> dict[str, AudienceSize]:
    guest = Count("account", filter=Q(account__kind=AccountKind.GUEST))
    held = (
        Holding.objects.filter(token__in=tokens).values("token").annotate(all=Count("account"), guest=guest)
    )
    return {row["token"]: AudienceSize(row["all"] - row["guest"], row["guest"]) for row in held}

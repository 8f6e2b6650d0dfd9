"""The page of one group."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Subquery

from kring.groups import rules
from kring.groups.access import EVERYONE_AUDIENCE
from kring.groups.models import Audience, Group, GroupMute, Membership, MembershipState
from kring.groups.queries.cards import GroupCard, card_of, seen_groups, standing_in
from kring.groups.queries.readers import AudienceSize, audience_size
from kring.identity.viewer import Viewer
from kring.infra.verdict import Unseen, Verdict
from kring.people import cards
from kring.people.cards import PersonCard

PILE = 7
NOBODY = AudienceSize(0, 0)


@dataclass(frozen=True)
class May:
    """What the viewer may do about coming in; decides which buttons show."""

    join: Verdict
    ask: Verdict
    invite: Verdict


@dataclass(frozen=True, kw_only=True)
class GroupPage:
    """A group as the viewer sees it. Who does not read it gets name and purpose, nothing else.

    `waiting` counts requests to join, for owners.
    """

    card: GroupCard
    audience_id: UUID = EVERYONE_AUDIENCE
    is_readable: bool = False
    welcome: str = ""
    mail_text: bool = False
    muted: bool = False
    muted_until: datetime | None = None
    size: AudienceSize = NOBODY
    owners: tuple[PersonCard, ...] = ()
    faces: tuple[PersonCard, ...] = ()
    waiting: int = 0
    may: May

    @property
    def is_writable(self) -> bool:
        """Whether the viewer can start a conversation here."""
        return self.card.standing.is_member and self.card.archived_at is None


def group(viewer: Viewer, slug: str) -> GroupPage:
    """One group; at most seven statements. Raises Unseen when the viewer may not know its name."""
    mute = GroupMute.objects.filter(group=OuterRef("pk"), account=viewer.id)
    seen = seen_groups(viewer).annotate(muted=Exists(mute), muted_until=Subquery(mute.values("until")))
    row = seen.filter(slug=slug).first()
    if row is None:
        raise Unseen
    standing = standing_in(row)
    may = May(
        join=rules.may_join(viewer, row, standing),
        ask=rules.may_ask(viewer, row, standing),
        invite=rules.may_invite(viewer, row, standing, viewer.kind),
    )
    if not row.readable:
        return GroupPage(card=card_of(row), may=may)
    audience_id = Audience.objects.values_list("id", flat=True).get(group=row)
    people = _first_members(row)
    return GroupPage(
        card=card_of(row),
        audience_id=audience_id,
        is_readable=True,
        welcome=row.welcome,
        mail_text=row.mail_text,
        muted=row.muted,
        muted_until=row.muted_until,
        size=audience_size(viewer, audience_id),
        owners=tuple(person for person, is_owner in people if is_owner),
        faces=tuple(person for person, _ in people)[:PILE],
        waiting=_waiting(row) if standing.is_owner else 0,
        may=may,
    )


def _first_members(row: Group) -> list[tuple[PersonCard, bool]]:
    members = Membership.objects.filter(group=row, state=MembershipState.MEMBER, account__is_active=True)
    rows = members.order_by("-is_owner", "account__sort_key", "pk").values(
        *cards.fields("account__"), "is_owner"
    )
    return [(cards.card(found, "account__"), found["is_owner"]) for found in rows[:PILE]]


def _waiting(row: Group) -> int:
    return Membership.objects.filter(group=row, state=MembershipState.PENDING).count()

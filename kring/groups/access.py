"""Who may read what: the one access module. Nothing else in Kring decides it.

A thing has an audience, an audience has tokens, a person holds tokens (the SQL view behind
`Holding`); who holds one of the tokens reads. The same definition read the other way round gives
the exact people behind an audience.
"""

from functools import cache
from typing import Any, cast
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from kring.groups.models import Audience, Group, GroupKind, Holding, Membership, MembershipState
from kring.identity.models import Account, AccountKind, RoleGrant
from kring.identity.viewer import Viewer
from kring.infra.ready import ready_cursor
from kring.infra.verdict import Unseen
from kring.people.models import Profile
from kring.people.queries.visible import shown_to

EVERYONE = "everyone"
OWN = [field.attname for field in Account._meta.concrete_fields]
ABOUT = [field.attname for field in Profile._meta.concrete_fields]
EVERYONE_AUDIENCE = UUID("00000000-0000-7000-8000-000000000001")


def group_token(group_id: UUID) -> str:
    """The token that accepted members of a group hold."""
    return f"group:{group_id}"


def tokens_of_group(kind: str, group_id: UUID) -> list[str]:
    """Whom the threads of a group are for: its members, and in open kinds every employee too."""
    if kind in {GroupKind.OPEN, GroupKind.ON_REQUEST}:
        return [EVERYONE, group_token(group_id)]
    return [group_token(group_id)]


def accounts_who_look() -> QuerySet[Account]:
    """Accounts together with all that makes them viewers, for one statement per request."""
    held = Holding.objects.filter(account=OuterRef("pk")).order_by("token").values("token")
    roles = RoleGrant.objects.filter(account=OuterRef("pk")).values("role")
    return Account.objects.select_related("profile").annotate(
        held_tokens=ArraySubquery(held), held_roles=ArraySubquery(roles)
    )


def account_who_looks(account_id: UUID) -> Account | None:
    """One of `accounts_who_look`, for every request: composing that statement costs more than asking it."""
    with ready_cursor() as cursor:
        cursor.execute(_one_who_looks(), [account_id])
        row = cursor.fetchone()
    if row is None:
        return None
    own, rest = row[: len(OWN)], row[len(OWN) :]
    account: Any = Account.from_db(connection.alias, OWN, own)
    account.held_tokens, account.held_roles, *profile = rest
    if profile[0] is not None:
        account.profile = Profile.from_db(connection.alias, ABOUT, profile)
    return cast(Account, account)


@cache
def _one_who_looks() -> str:
    columns = (*OWN, "held_tokens", "held_roles", *(f"profile__{name}" for name in ABOUT))
    return str(accounts_who_look().filter(pk=UUID(int=0)).values_list(*columns).query.sql_with_params()[0])


def viewer_for(account: Account) -> Viewer:
    """The viewer that `account` is now; costs a statement unless it came as one who looks."""
    if not hasattr(account, "held_tokens"):
        account = accounts_who_look().get(pk=account.pk)
    profile = getattr(account, "profile", None)
    tokens: list[str] = account.held_tokens  # type: ignore[attr-defined]
    guest = account.kind == AccountKind.GUEST
    return Viewer(
        id=account.id,
        name=account.name,
        first_name=account.first_name,
        handle=account.handle,
        kind=account.kind,
        language=account.language,
        tokens=tuple(tokens),
        roles=frozenset(account.held_roles) if account.is_active else frozenset(),  # type: ignore[attr-defined]
        knows=_acquaintances(account.id, tokens) if guest else None,
        mode=account.mode,
        face=profile.face if profile else "",
        photo=profile.photo if profile else None,
        initials=account.initials,
        department_id=profile.department_id if profile else None,
        onboarded_at=profile.onboarded_at if profile else None,
    )


def _acquaintances(guest: UUID, tokens: list[str]) -> frozenset[UUID]:
    groups = [token for token in tokens if token.startswith("group:")]
    others = Holding.objects.filter(token__in=groups).values_list("account_id", flat=True)
    return frozenset({guest, *others})


def readable_by(viewer: Viewer, audience: str = "audience") -> Q:
    """The access predicate as a filter; `audience` is the path to the audience of the rows."""
    return Q(**{f"{audience}__in": readable_audiences(viewer)})


def readable_audiences(viewer: Viewer) -> QuerySet[Audience]:
    """The audiences that the viewer is part of."""
    return Audience.objects.filter(tokens__overlap=list(viewer.tokens)).values("pk")  # type: ignore[return-value]


# How many hold the token of everyone: the database keeps that number itself, see decision 0020.
HEADCOUNT_SQL = "(SELECT coalesce(sum(people), 0) FROM identity_headcount WHERE until >= current_date)"


def headcount() -> int:
    """How many colleagues there are today: as many as hold the token of everyone."""
    with ready_cursor() as cursor:
        cursor.execute(f"SELECT {HEADCOUNT_SQL}")
        return int(cursor.fetchone()[0])


READABLE_SQL = "{audience} IN (SELECT a.id FROM groups_audience a WHERE a.tokens && %({tokens})s::varchar[])"


def readable_sql(audience: str, tokens: str = "tokens") -> str:
    """The same predicate for raw statements: `audience` is the column, `tokens` the parameter's name."""
    return READABLE_SQL.format(audience=audience, tokens=tokens)


def held_sql(account: str) -> str:
    """What each of many readers holds, as part of a statement: `account` is the column with their id."""
    return f"(SELECT array_agg(h.token) FROM groups_holding h WHERE h.account_id = {account})"  # noqa: S608


def readable_by_held_sql(audience: str, held: str) -> str:
    """The same predicate where each row has its own reader: `held` is the column that holds their tokens."""
    return f"EXISTS (SELECT 1 FROM groups_audience a WHERE a.id = {audience} AND a.tokens && {held})"  # noqa: S608


def reads_group_sql(group: str, tokens: str = "tokens") -> str:
    """Whether what stands in a group is for the viewer: `group` is the column with its id."""
    return f"{group} IN (SELECT a.group_id FROM groups_audience a WHERE a.tokens && %({tokens})s::varchar[])"  # noqa: S608


def readers_of(audience: Audience | UUID) -> QuerySet[Account]:
    """Exactly the people who may read what carries this audience."""
    tokens = Audience.objects.values_list("tokens", flat=True).get(
        pk=audience if isinstance(audience, UUID) else audience.pk
    )
    held = Holding.objects.filter(account=OuterRef("pk"), token__in=tokens)
    return Account.objects.filter(Exists(held))


def meant_for(group_id: UUID | None) -> str:
    """The token of whom a text is meant for: the members of its group, or all colleagues.

    In an open group that is fewer people than those who may read it.
    """
    return group_token(group_id) if group_id else EVERYONE


def meant_for_sql(group: str) -> str:
    """The same for raw statements: `group` is the column with the id of the group."""
    return f"coalesce('group:' || {group}::text, '{EVERYONE}')"


def holders_of(token: str) -> QuerySet[Account]:
    """The people who hold a token now."""
    return Account.objects.filter(Exists(Holding.objects.filter(account=OuterRef("pk"), token=token)))


def readable_by_its_own(account: str = "account", audience: str = "audience") -> Q:
    """The same predicate where each row has its own reader: `account` and `audience` are paths of it."""
    held = Holding.objects.filter(account=OuterRef(OuterRef(account))).values("token")
    return Q(Exists(Audience.objects.filter(pk=OuterRef(audience), tokens__overlap=ArraySubquery(held))))


def may_read(account_ids: list[UUID], audience_id: UUID) -> set[UUID]:
    """Those of `account_ids` who may read what carries the audience."""
    return set(readers_of(audience_id).filter(pk__in=account_ids).values_list("pk", flat=True))


def visible_groups(viewer: Viewer) -> Q:
    """The groups whose name the viewer may know, as a filter on Group."""
    own = Q(
        Exists(
            Membership.objects.filter(
                group=OuterRef("pk"),
                account=viewer.id,
                state__in=[MembershipState.MEMBER, MembershipState.INVITED],
            )
        )
    )
    if EVERYONE in viewer.tokens:
        return ~Q(kind=GroupKind.HIDDEN) | own
    return own


def visible_people(viewer: Viewer) -> Q:
    """The people whose profile the viewer may open, as a filter on Account."""
    return shown_to(viewer)


def is_owner(viewer: Viewer, group_id: UUID | None) -> bool:
    """True when the viewer owns the group; nobody owns "no group"."""
    return (
        group_id is not None
        and Membership.objects.filter(group=group_id, account=viewer.id, is_owner=True).exists()
    )


def is_archived(group_id: UUID | None) -> bool:
    """True when the group can be read but no longer written in."""
    return group_id is not None and Group.objects.filter(pk=group_id, archived_at__isnull=False).exists()


def is_member(viewer: Viewer, group_id: UUID) -> bool:
    """True when the viewer is an accepted member."""
    return group_token(group_id) in viewer.tokens


def audience_of(viewer: Viewer, group_slug: str = "") -> tuple[UUID, UUID | None]:
    """Audience and group for what the viewer writes in a group, or for everyone when empty.

    Raises Unseen when the viewer is not part of that audience or not a member of the group.
    """
    if not group_slug:
        if EVERYONE not in viewer.tokens:
            raise Unseen
        return EVERYONE_AUDIENCE, None
    row = Group.objects.filter(slug=group_slug).values_list("audience__pk", "pk").first()
    if row is None or not is_member(viewer, row[1]):
        raise Unseen
    return row


def is_public(audience_id: UUID) -> bool:
    """True when every employee is in the audience."""
    known = audience_id == EVERYONE_AUDIENCE
    return known or Audience.objects.filter(pk=audience_id, tokens__contains=[EVERYONE]).exists()

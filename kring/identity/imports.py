"""People taken over from elsewhere, many at a time and quietly: no mail, no event, no sign-in by default."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.db.models import Q
from django.db.models.functions import Lower

from kring.identity.models import Account, AccountKind, Role, RoleGrant
from kring.infra.verdict import Refused
from kring.kit.names import PersonName


@dataclass(frozen=True, kw_only=True)
class BroughtPerson:
    """Somebody from elsewhere. `password` is a stored hash; empty means that nobody can sign in with it."""

    id: UUID
    name: PersonName
    joined_at: datetime
    email: str | None = None
    kind: str = AccountKind.EMPLOYEE
    is_active: bool = False
    password: str = ""
    language: str = "nl"
    left_at: datetime | None = None
    until: date | None = None


def bring_people(*, people: Sequence[BroughtPerson]) -> dict[UUID, str]:
    """Write accounts with handles of their own; returns the handles by id. Profiles come separately.

    Addresses must be lower case and free: the database refuses a second one.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:  # the lock of `identity.actions`: one who names at a time
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('identity.account'))")
        handles = _free_handles([person.name.handle for person in people])
        rows = [_row(person, handle) for person, handle in zip(people, handles, strict=True)]
        Account.objects.bulk_create(rows)
    return {row.pk: row.handle for row in rows}


def _row(person: BroughtPerson, handle: str) -> Account:
    return Account(
        id=person.id,
        email=person.email,
        password=person.password or make_password(None),
        handle=handle,
        kind=person.kind,
        language=person.language,
        is_active=person.is_active,
        joined_at=person.joined_at,
        left_at=person.left_at,
        until=person.until,
        **_name_columns(person.name),
    )


def _name_columns(name: PersonName) -> dict[str, str]:
    return {
        "first_name": name.first[:80],
        "prefix": name.prefix[:30],
        "last_name": name.last[:80],
        "name": name.full[:200],
        "sort_key": name.sort_key[:200],
    }


def _free_handles(wanted: Sequence[str]) -> list[str]:
    """The handles themselves, or with the next free -2, -3 and so on, in the order of the list."""
    taken = set(Account.objects.filter(handle__in=set(wanted)).values_list("handle", flat=True))
    numbers: dict[str, int] = defaultdict(lambda: 1, {handle: _highest(handle) for handle in taken})
    free = []
    for handle in wanted:
        name = handle
        while name in taken:
            numbers[handle] += 1
            name = f"{handle}-{numbers[handle]}"
        taken.add(name)
        free.append(name)
    return free


def _highest(handle: str) -> int:
    """The highest number behind a handle that is taken, 1 when it only stands bare."""
    pattern = re.compile(re.escape(handle) + r"-([0-9]+)")
    rows = Account.objects.filter(handle__startswith=f"{handle}-").values_list("handle", flat=True)
    return max((int(found[1]) for row in rows if (found := pattern.fullmatch(row))), default=1)


def rename_people(*, names: Mapping[UUID, PersonName]) -> None:
    """Give accounts the name they have elsewhere now; their handle stays, since texts point to it."""
    rows = [Account(id=pk, **_name_columns(name)) for pk, name in names.items()]
    Account.objects.bulk_update(rows, ["first_name", "prefix", "last_name", "name", "sort_key"])


@dataclass(frozen=True, kw_only=True)
class Correction:
    """What a staff list says of an account that exists; None for an end that is not told."""

    name: PersonName
    email: str
    language: str
    until: date | None


def correct_account(*, account_id: UUID, told: Correction) -> bool:
    """Let an account say what the staff list says; tells whether that changed anything.

    Raises Refused when the address belongs to somebody else.
    """
    account = Account.objects.select_for_update().get(pk=account_id)
    if account.email != told.email and address_taken(told.email):
        raise Refused(f"{told.email}")
    wanted = {
        **_name_columns(told.name),
        "email": told.email,
        "language": told.language,
        "until": told.until,
    }
    changed = [column for column, value in wanted.items() if getattr(account, column) != value]
    for column in changed:
        setattr(account, column, wanted[column])
    if changed:
        account.save(update_fields=changed)
    return bool(changed)


def address_taken(email: str) -> bool:
    """Whether an account has this address, whatever its capitals."""
    return Account.objects.filter(email__iexact=email).exists()


def accounts_with_addresses(emails: Sequence[str]) -> dict[str, UUID]:
    """The accounts behind addresses, by address in lower case."""
    wanted = {email.lower() for email in emails}
    rows = Account.objects.alias(low=Lower("email")).filter(low__in=wanted)
    return {str(email).lower(): pk for email, pk in rows.values_list("email", "id")}


def account_with_id(account_id: UUID) -> Account:
    """The account itself, to look through its eyes."""
    return Account.objects.get(pk=account_id)


def is_empty_house() -> bool:
    """Whether nobody has an account yet."""
    return not Account.objects.exists()


def chair_account(email: str = "") -> Account | None:
    """The active colleague with this address; without one, the first functional administrator there was."""
    colleagues = Account.objects.filter(is_active=True, kind=AccountKind.EMPLOYEE)
    if email:
        return colleagues.filter(email__iexact=email).first()
    grants = RoleGrant.objects.filter(role=Role.FUNCTIONAL_ADMIN).order_by("at", "pk")
    return colleagues.filter(Q(pk__in=grants.values("account"))).order_by("role_grants__at", "pk").first()

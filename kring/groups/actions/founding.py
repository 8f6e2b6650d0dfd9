"""Starting, changing, archiving and reviving groups."""

from datetime import datetime
from secrets import token_hex
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from kring.groups import rules
from kring.groups.access import tokens_of_group
from kring.groups.actions.ground import Change, locked_group, put, standing_of
from kring.groups.events import GroupArchived, GroupChanged, GroupCreated, GroupRevived, MemberJoined
from kring.groups.models import Audience, Group, GroupKind, MembershipState
from kring.groups.texts import GroupText
from kring.identity.viewer import Viewer
from kring.infra.audit import note
from kring.infra.events import record
from kring.infra.verdict import Refused, require
from kring.kit.ids import new_id
from kring.kit.names import fold

RESERVED = frozenset({"new", "invitations"})  # addresses of our own
SLUG_LENGTH = 50


@transaction.atomic
def create_group(*, actor: Viewer, text: GroupText, now: datetime, quiet: bool = False) -> Group:
    """Start a group with the actor as its owner. Raises Refused for guests."""
    require(rules.may_create_group(actor))
    with connection.cursor() as cursor:  # two groups of one name come one after the other
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('groups.slug'))")
    group = Group.objects.create(
        id=new_id(now),
        slug=_free_slug(text.slug or _address_of(text)),
        name=text.name,
        purpose=text.purpose,
        welcome=text.welcome,
        kind=GroupKind(text.kind),
        mail_text=text.mail_text,
        created_at=now,
    )
    Audience.objects.create(id=new_id(now), group=group, tokens=tokens_of_group(group.kind, group.id))
    put(group, Change(actor.id, MembershipState.MEMBER, actor.id, now, is_owner=True))
    who = {"group_id": group.id, "actor_id": actor.id}
    record(GroupCreated(at=now, quiet=quiet, **who))
    record(MemberJoined(at=now, quiet=quiet, account_id=actor.id, **who))
    group.refresh_from_db()
    return group


def _address_of(text: GroupText) -> str:
    """What the address is made of; a hidden group takes no name that another group could miss."""
    return f"{text.name[:30]} {token_hex(6)}" if text.kind == GroupKind.HIDDEN else text.name


def _free_slug(name: str) -> str:
    wanted = fold(name).replace(" ", "-")[:SLUG_LENGTH].strip("-") or "group"
    taken = RESERVED | set(Group.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    number, slug = 1, wanted
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug


@transaction.atomic
def change_group(
    *, actor: Viewer, group_id: UUID, text: GroupText, now: datetime, widening_confirmed: bool = False
) -> None:
    """Change name, purpose, welcome, kind or what mails hold; the audience follows the kind at once.

    Raises Refused for who is no owner, and for a kind that more people see unless that was confirmed.
    """
    group = locked_group(actor, group_id)
    require(rules.may_manage(standing_of(group, actor.id)))
    old, group.kind = group.kind, GroupKind(text.kind)
    if rules.is_widening(old, group.kind) and not widening_confirmed:
        raise Refused(_("More people would see this group. Confirm that first."))
    group.name, group.purpose, group.welcome = text.name, text.purpose, text.welcome
    group.mail_text = text.mail_text
    group.save(update_fields=["name", "purpose", "welcome", "kind", "mail_text"])
    if group.kind != old:
        Audience.objects.filter(group=group).update(tokens=tokens_of_group(group.kind, group.id))
        note(actor_id=actor.id, action=f"group.kind {old} {group.kind}", subject=str(group.id), now=now)
    record(GroupChanged(at=now, group_id=group.id, actor_id=actor.id, kind_changed=group.kind != old))


@transaction.atomic
def archive_group(*, actor: Viewer, group_id: UUID, now: datetime) -> None:
    """Close a group for new things; whoever reads it keeps reading. Raises Refused, Unseen."""
    group = locked_group(actor, group_id)
    require(rules.may_manage(standing_of(group, actor.id)))
    if group.archived_at is None:
        Group.objects.filter(pk=group.pk).update(archived_at=now)
        record(GroupArchived(at=now, group_id=group.id, actor_id=actor.id))


@transaction.atomic
def revive_group(*, actor: Viewer, group_id: UUID, now: datetime) -> None:
    """Open an archived group again. Raises Refused, Unseen."""
    group = locked_group(actor, group_id)
    require(rules.may_manage(standing_of(group, actor.id)))
    if group.archived_at is not None:
        Group.objects.filter(pk=group.pk).update(archived_at=None)
        record(GroupRevived(at=now, group_id=group.id, actor_id=actor.id))

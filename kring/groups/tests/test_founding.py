"""Starting, changing and archiving groups; the audience follows the kind at once."""

import pytest

from kring.groups import actions
from kring.groups.access import EVERYONE, group_token, readers_of
from kring.groups.models import Audience, Group, Membership
from kring.groups.tests.make import make_group
from kring.groups.texts import GroupText
from kring.infra.models import AuditEntry, Event
from kring.infra.verdict import Refused, Unseen

pytestmark = pytest.mark.django_db


def change(cast, group, kind, role="owner", **more):
    text = GroupText(name="Anders", kind=kind, purpose="Nieuw doel", welcome="Hoi")
    actions.change_group(actor=cast.viewer(role), group_id=group.pk, text=text, now=cast.now, **more)


def test_founder_owns_the_group_and_reads_it(cast):
    group = make_group(cast.viewer("employee"), "Koffie & thee")
    assert (group.slug, group.member_count, group.guest_count) == ("koffie-thee", 1, 0)
    assert Membership.objects.get(group=group).is_owner
    assert readers_of(group.audience).filter(pk=cast.employee.pk).exists()
    assert Event.objects.filter(name="GroupCreated", payload__group_id=str(group.pk)).count() == 1


@pytest.mark.parametrize(
    ("name", "slugs"),
    [("Nieuws", ["nieuws", "nieuws-2"]), ("New", ["new-2", "new-3"]), ("!!!", ["group", "group-2"])],
)
def test_addresses_are_free_and_never_ours(cast, name, slugs):
    owner = cast.viewer("employee")
    assert [make_group(owner, name).slug for _ in slugs] == slugs


def test_guest_starts_no_group(cast):
    with pytest.raises(Refused):
        make_group(cast.viewer("guest"), "Van buiten")


@pytest.mark.parametrize("kind", ["open", "on_request", "closed", "hidden"])
def test_audience_belongs_to_the_kind(cast, kind):
    tokens = set(Audience.objects.get(group=cast.groups[kind]).tokens)
    own = group_token(cast.groups[kind].pk)
    assert tokens == ({EVERYONE, own} if kind in {"open", "on_request"} else {own})


def test_widening_is_confirmed_first(cast):
    group = cast.groups["closed"]
    with pytest.raises(Refused):
        change(cast, group, "open")
    assert not readers_of(group.audience).filter(pk=cast.outsider.pk).exists()
    assert Group.objects.get(pk=group.pk).name == "Groep closed"
    change(cast, group, "open", widening_confirmed=True)
    assert readers_of(group.audience).filter(pk=cast.outsider.pk).exists()


def test_narrowing_takes_readers_away_at_once(cast):
    group = cast.groups["open"]
    change(cast, group, "closed")
    assert set(readers_of(group.audience)) == {cast.owner, cast.member, cast.guest}
    changed = Event.objects.get(name="GroupChanged")
    assert changed.payload["kind_changed"] is True
    assert AuditEntry.objects.filter(action="group.kind open closed").count() == 1


def test_new_words_alone_change_no_reader(cast):
    group = cast.groups["open"]
    before = list(Audience.objects.get(group=group).tokens)
    change(cast, group, "open")
    assert Audience.objects.get(group=group).tokens == before
    row = Group.objects.get(pk=group.pk)
    assert (row.name, row.purpose, row.welcome) == ("Anders", "Nieuw doel", "Hoi")
    assert Event.objects.get(name="GroupChanged").payload["kind_changed"] is False


@pytest.mark.parametrize("role", ["member", "guest", "administrator", "community_manager"])
def test_only_owners_change_and_archive(cast, role):
    group = cast.groups["open"]
    with pytest.raises(Refused):
        change(cast, group, "closed", role)
    for act in (actions.archive_group, actions.revive_group):
        with pytest.raises(Refused):
            act(actor=cast.viewer(role), group_id=group.pk, now=cast.now)


def test_group_one_may_not_know_is_not_there(cast):
    with pytest.raises(Unseen):
        change(cast, cast.groups["hidden"], "open", "outsider")


def test_archive_keeps_readers_and_stops_coming_in(cast):
    group, owner = cast.groups["open"], cast.viewer("owner")
    for _ in range(2):
        actions.archive_group(actor=owner, group_id=group.pk, now=cast.now)
    assert Event.objects.filter(name="GroupArchived").count() == 1
    assert readers_of(group.audience).filter(pk=cast.outsider.pk).exists()
    with pytest.raises(Refused):
        actions.join_group(actor=cast.viewer("outsider"), group_id=group.pk, now=cast.now)
    for _ in range(2):
        actions.revive_group(actor=owner, group_id=group.pk, now=cast.now)
    assert Event.objects.filter(name="GroupRevived").count() == 1
    actions.join_group(actor=cast.viewer("outsider"), group_id=group.pk, now=cast.now)

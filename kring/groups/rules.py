"""Who may do what with a group: pure decisions on a viewer, a group and a person's standing in it."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from kring.groups.models import Group, GroupKind, MembershipState
from kring.identity.models import AccountKind
from kring.identity.viewer import Viewer
from kring.infra.verdict import YES, Verdict

READ_BY_ALL = frozenset({GroupKind.OPEN, GroupKind.ON_REQUEST})


@dataclass(frozen=True)
class Standing:
    """What somebody is in a group; `state` is "" for nothing at all."""

    state: str = ""
    is_owner: bool = False

    @property
    def is_member(self) -> bool:
        """Reads along as a member."""
        return self.state == MembershipState.MEMBER

    @property
    def is_pending(self) -> bool:
        """Asked to join and waits."""
        return self.state == MembershipState.PENDING

    @property
    def is_invited(self) -> bool:
        """Was invited and did not answer yet."""
        return self.state == MembershipState.INVITED

    @property
    def is_blocked(self) -> bool:
        """An owner keeps this person out."""
        return self.state == MembershipState.BLOCKED


def is_read_by_all(kind: str) -> bool:
    """Whether every colleague reads groups of this kind."""
    return kind in READ_BY_ALL


def is_widening(old: str, new: str) -> bool:
    """Whether a change of kind shows the group, or what is written in it, to more people."""
    reach = {GroupKind.HIDDEN: 0, GroupKind.CLOSED: 1, GroupKind.ON_REQUEST: 2, GroupKind.OPEN: 2}
    return reach[GroupKind(new)] > reach[GroupKind(old)]


def may_create_group(viewer: Viewer) -> Verdict:
    """Any colleague."""
    if viewer.kind == AccountKind.GUEST:
        return Verdict(_("Only colleagues can start a group. Ask the colleague who invited you."))
    return YES


def may_join(viewer: Viewer, group: Group, standing: Standing) -> Verdict:
    """Open groups, for colleagues who were not kept out."""
    entry = _may_enter(viewer, group, standing)
    if entry and group.kind != GroupKind.OPEN:
        return Verdict(_("The owners of this group decide who joins. You can ask to join."))
    return entry


def may_ask(viewer: Viewer, group: Group, standing: Standing) -> Verdict:
    """Groups on request and closed groups, for colleagues who did not ask yet."""
    entry = _may_enter(viewer, group, standing)
    if not entry:
        return entry
    if group.kind == GroupKind.OPEN:
        return Verdict(_("You do not have to ask. This group is open, you can join."))
    if group.kind == GroupKind.HIDDEN:
        return Verdict(_("You join this group by invitation."))
    if standing.is_pending:
        return Verdict(_("You asked already. The owners have your request."))
    return YES


def _may_enter(viewer: Viewer, group: Group, standing: Standing) -> Verdict:
    if group.archived_at:
        return Verdict(_("This group is archived. You can read it, but nothing changes any more."))
    if standing.is_member:
        return Verdict(_("You are a member already."))
    if standing.is_blocked:
        return Verdict(_("An owner of this group decided that you cannot join."))
    if viewer.kind == AccountKind.GUEST:
        return Verdict(_("As a guest you join a group by invitation."))
    return YES


def may_manage(standing: Standing) -> Verdict:
    """Settings, requests and members are the owners'; says nothing about the archive."""
    if standing.is_owner:
        return YES
    return Verdict(_("Only an owner of this group can do this."))


def may_change_members(group: Group, standing: Standing) -> Verdict:
    """Owners, as long as the group is not archived."""
    verdict = may_manage(standing)
    if verdict and group.archived_at:
        return Verdict(_("This group is archived. Revive it first."))
    return verdict


def may_invite(viewer: Viewer, group: Group, standing: Standing, kind: str) -> Verdict:
    """Owners invite anybody; members of an open group invite colleagues. `kind` is the invited account's."""
    if group.archived_at:
        return Verdict(_("This group is archived. Revive it first."))
    if standing.is_owner:
        return YES
    if not standing.is_member or viewer.kind == AccountKind.GUEST:
        return Verdict(_("Only members can invite somebody to this group."))
    if group.kind != GroupKind.OPEN or kind == AccountKind.GUEST:
        return Verdict(_("Only an owner of this group can invite this person."))
    return YES


def may_be_invited(standing: Standing) -> Verdict:
    """Whoever is not in the group and was not kept out."""
    if standing.is_member:
        return Verdict(_("This person is a member already."))
    if standing.is_blocked:
        return Verdict(_("This person is blocked in this group. Lift that first."))
    return YES


def may_accept(group: Group) -> Verdict:
    """An invitation holds until the group is archived."""
    if group.archived_at:
        return Verdict(_("This group is archived. You can read it, but nothing changes any more."))
    return YES


def may_leave(standing: Standing, owners: int) -> Verdict:
    """Any member, except the last owner: a group never loses that one."""
    if not standing.is_member:
        return Verdict(_("You are not a member of this group."))
    if standing.is_owner and owners <= 1:
        return Verdict(_("You are the only owner. First make somebody else an owner."))
    return YES


def may_remove(group: Group, standing: Standing, target: Standing) -> Verdict:
    """Owners remove and block members, not each other."""
    verdict = may_change_members(group, standing)
    if verdict and target.is_owner:
        return Verdict(_("This person is an owner. First take the ownership away."))
    return verdict


def may_make_owner(group: Group, standing: Standing, target: Standing, kind: str) -> Verdict:
    """Owners share ownership with members who work here; `kind` is the member's account."""
    verdict = may_change_members(group, standing)
    if not verdict:
        return verdict
    if not target.is_member:
        return Verdict(_("Only a member can become an owner."))
    if kind == AccountKind.GUEST:
        return Verdict(_("A guest cannot own a group."))
    return YES


def may_withdraw_owner(standing: Standing, owners: int) -> Verdict:
    """Owners, as long as one is left; the archive does not matter."""
    verdict = may_manage(standing)
    if verdict and owners <= 1:
        return Verdict(_("A group always has an owner. First make somebody else an owner."))
    return verdict

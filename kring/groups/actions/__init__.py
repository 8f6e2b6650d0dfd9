"""Everything that changes groups and memberships."""

from kring.groups.actions.asking import admit, ask_to_join, decline, withdraw_request
from kring.groups.actions.enrolling import enrol, settle_departure, settle_return
from kring.groups.actions.founding import archive_group, change_group, create_group, revive_group
from kring.groups.actions.inviting import (
    accept_invitation,
    decline_invitation,
    invite_to_group,
    withdraw_invitation,
)
from kring.groups.actions.joining import join_group, leave_group
from kring.groups.actions.muting import end_group_mute, end_past_group_mutes, mute_group
from kring.groups.actions.owning import (
    block_member,
    make_owner,
    remove_member,
    unblock_person,
    withdraw_owner,
)
from kring.groups.texts import GroupText

__all__ = [
    "GroupText",
    "accept_invitation",
    "admit",
    "archive_group",
    "ask_to_join",
    "block_member",
    "change_group",
    "create_group",
    "decline",
    "decline_invitation",
    "end_group_mute",
    "end_past_group_mutes",
    "enrol",
    "invite_to_group",
    "join_group",
    "leave_group",
    "make_owner",
    "mute_group",
    "remove_member",
    "revive_group",
    "settle_departure",
    "settle_return",
    "unblock_person",
    "withdraw_invitation",
    "withdraw_owner",
    "withdraw_request",
]

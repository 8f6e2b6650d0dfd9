"""Everything read about groups and about who reads."""

from kring.groups.queries.cards import GroupCard, GroupLink, group_id_of, my_groups
from kring.groups.queries.finding import (
    GroupFilter,
    GroupList,
    InvitationCard,
    groups,
    groups_in_common,
    groups_to_join,
    my_invitations,
)
from kring.groups.queries.members import (
    Asker,
    DoorList,
    Member,
    MemberList,
    at_the_door,
    members,
    person_behind,
    require_owner,
)
from kring.groups.queries.naming import group_suggestions
from kring.groups.queries.page import GroupPage, group
from kring.groups.queries.readers import (
    AudienceChoice,
    AudienceSize,
    NamedGuest,
    ReaderList,
    audience_choices,
    audience_size,
    exactly_who_reads,
    reader_filter,
    readers_after_change,
)

__all__ = [
    "Asker",
    "AudienceChoice",
    "AudienceSize",
    "DoorList",
    "GroupCard",
    "GroupFilter",
    "GroupLink",
    "GroupList",
    "GroupPage",
    "InvitationCard",
    "Member",
    "MemberList",
    "NamedGuest",
    "ReaderList",
    "at_the_door",
    "audience_choices",
    "audience_size",
    "exactly_who_reads",
    "group",
    "group_id_of",
    "group_suggestions",
    "groups",
    "groups_in_common",
    "groups_to_join",
    "members",
    "my_groups",
    "my_invitations",
    "person_behind",
    "reader_filter",
    "readers_after_change",
    "require_owner",
]

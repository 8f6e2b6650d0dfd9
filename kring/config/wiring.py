"""What follows from what: event class to the reactions it sets off. One table, read in a minute."""

from kring.discussion.events import (
    AnswerAccepted,
    AnswerWithdrawn,
    CommentChanged,
    CommentsClosed,
    CommentsReopened,
    CommentWritten,
    FileUploaded,
    Reacted,
    ReportSettled,
    ThreadChanged,
    ThreadFollowed,
    ThreadHoldsAgain,
    ThreadMoved,
    ThreadMuted,
    ThreadOutdated,
    ThreadPinned,
    ThreadReported,
    ThreadUnfollowed,
    ThreadUnmuted,
    ThreadUnpinned,
)
from kring.groups.events import (
    GroupArchived,
    GroupChanged,
    GroupCreated,
    GroupRevived,
    InvitationDeclined,
    JoinAsked,
    JoinDeclined,
    MemberInvited,
    MemberJoined,
    MemberLeft,
    MembersEnrolled,
    OwnerMade,
    OwnerWithdrawn,
)
from kring.identity.events import (
    AccountCreated,
    AccountDeactivated,
    AccountReactivated,
    PersonInvited,
    ResetAsked,
    RoleGranted,
    RoleWithdrawn,
    SignInChanged,
)
from kring.infra.events import Event, Within, wire
from kring.infra.jobs import deliver_later, send_mail_soon
from kring.infra.outbox import Kind
from kring.infra.outbox import wire as wire_mail
from kring.notifications.actions import wire_push
from kring.people.events import (
    ExpertiseAdded,
    ExpertiseRemoved,
    OnboardingFinished,
    PersonFollowed,
    PersonPlaced,
    PersonUnfollowed,
    ProfileChanged,
)
from kring.posts.events import (
    AlsoWantedToKnow,
    AnswerConfirmed,
    AnswerDue,
    DraftHeld,
    IdeaPlaced,
    IdeaReplied,
    IdeaSupported,
    MessagePublished,
    NamedVoteCast,
    PollEnded,
    PollOpened,
    PraiseGiven,
    QuestionAsked,
    QuestionReopened,
    QuestionsMerged,
    ReadingReleased,
    ReadingRequired,
    ReviewArranged,
    SharingEnded,
    ShowcasePlaced,
    ThreadShared,
)
from kring.topics.events import TopicFollowed, TopicUnfollowed
from kring.ui.slots import fill

INDEX = "kring.search.jobs.index_thread"
INDEX_COMMENT = "kring.search.jobs.index_comment"
INDEX_GROUP = "kring.search.jobs.index_group"
INDEX_PERSON = "kring.search.jobs.index_person"
SIGNAL = "kring.timelines.jobs.signal_news"
PREVIEW = "kring.discussion.jobs.preview_link"
# In the same transaction: what a reader must see as soon as the change is there.
PLACE = Within("kring.timelines.actions.place_thread")
MOVE = Within("kring.timelines.actions.move_thread")
NAMED = Within("kring.timelines.actions.listen_where_named")
LISTEN = Within("kring.timelines.actions.listen")
CLOSE = Within("kring.timelines.jobs.close_streams")
REFRESH = Within("kring.posts.actions.refresh_question")

REACTIONS: dict[type[Event], tuple[str | Within, ...]] = {
    # identity
    AccountCreated: (Within("kring.people.jobs.give_profile"), LISTEN, INDEX_PERSON),
    AccountDeactivated: (Within("kring.groups.jobs.settle_departure"), LISTEN, CLOSE, INDEX_PERSON),
    AccountReactivated: (Within("kring.groups.jobs.settle_return"), LISTEN, INDEX_PERSON),
    PersonInvited: ("kring.identity.jobs.send_invitation",),
    ResetAsked: ("kring.identity.jobs.send_reset_link",),
    RoleGranted: (CLOSE,),
    RoleWithdrawn: (CLOSE,),
    SignInChanged: (
        CLOSE,
        "kring.identity.jobs.send_change_notice",
    ),
    # topics
    TopicFollowed: (LISTEN,),
    TopicUnfollowed: (LISTEN,),
    # people
    ExpertiseAdded: (INDEX_PERSON,),
    ExpertiseRemoved: (INDEX_PERSON,),
    OnboardingFinished: (),
    PersonFollowed: (LISTEN,),
    PersonPlaced: (LISTEN, INDEX_PERSON),
    PersonUnfollowed: (LISTEN,),
    ProfileChanged: (INDEX_PERSON,),
    # groups
    GroupArchived: (),
    GroupChanged: (Within("kring.timelines.actions.place_group"), INDEX_GROUP),
    GroupCreated: (INDEX_GROUP,),
    GroupRevived: (),
    InvitationDeclined: (),
    JoinAsked: (),
    JoinDeclined: (),
    MemberInvited: (),
    MemberJoined: (LISTEN, CLOSE),
    MemberLeft: (LISTEN, CLOSE),
    MembersEnrolled: (Within("kring.timelines.actions.listen_in_group"),),
    OwnerMade: (),
    OwnerWithdrawn: (),
    # posts
    AlsoWantedToKnow: (),
    DraftHeld: ("kring.notifications.jobs.tell_of_held_draft",),
    MessagePublished: (PLACE, NAMED, INDEX, "kring.notifications.jobs.tell_of_thread", SIGNAL, PREVIEW),
    IdeaPlaced: (PLACE, NAMED, INDEX, "kring.notifications.jobs.tell_of_thread", SIGNAL, PREVIEW),
    IdeaReplied: (INDEX, "kring.notifications.jobs.tell_of_reply", SIGNAL),
    IdeaSupported: (),
    NamedVoteCast: (),
    PollEnded: (),
    PollOpened: (PLACE, NAMED, INDEX, "kring.notifications.jobs.tell_of_thread", SIGNAL, PREVIEW),
    PraiseGiven: (PLACE, NAMED, INDEX, "kring.notifications.jobs.tell_of_praise", SIGNAL, PREVIEW),
    QuestionAsked: (PLACE, NAMED, INDEX, "kring.notifications.jobs.tell_of_thread", SIGNAL, PREVIEW),
    QuestionReopened: (SIGNAL,),
    QuestionsMerged: (
        *(REFRESH, PLACE, NAMED, Within("kring.timelines.actions.listen_where_followed")),
        *("kring.search.jobs.index_merger", "kring.notifications.jobs.tell_of_merger", SIGNAL),
    ),
    ShowcasePlaced: (PLACE, NAMED, INDEX, "kring.notifications.jobs.tell_of_thread", SIGNAL, PREVIEW),
    AnswerConfirmed: (),
    AnswerDue: ("kring.notifications.jobs.tell_of_due_answer",),
    ReadingReleased: (),
    ReadingRequired: (),
    ReviewArranged: (),
    SharingEnded: (PLACE,),
    ThreadShared: (PLACE,),
    # discussion
    AnswerAccepted: (
        REFRESH,
        Within("kring.posts.actions.begin_review"),
        INDEX,
        "kring.notifications.jobs.tell_of_acceptance",
        SIGNAL,
    ),
    AnswerWithdrawn: (REFRESH, INDEX),
    CommentChanged: (REFRESH, NAMED, INDEX_COMMENT),
    CommentWritten: (
        REFRESH,
        MOVE,
        NAMED,
        INDEX_COMMENT,
        "kring.notifications.jobs.tell_of_comment",
        SIGNAL,
        PREVIEW,
    ),
    CommentsClosed: (),
    CommentsReopened: (),
    FileUploaded: ("kring.discussion.jobs.inspect_file",),
    Reacted: (),
    ReportSettled: (),
    ThreadChanged: (PLACE, NAMED, INDEX),
    ThreadFollowed: (Within("kring.timelines.actions.listen_to_thread"),),
    ThreadMuted: (Within("kring.timelines.actions.stop_listening_to_thread"),),
    ThreadUnmuted: (Within("kring.timelines.actions.listen_again"),),
    ThreadMoved: (
        Within("kring.posts.actions.drop_needless_reference"),
        Within("kring.posts.actions.drop_must_read"),
        *(PLACE, NAMED, INDEX, SIGNAL),
    ),
    ThreadHoldsAgain: (),
    ThreadOutdated: (),
    ThreadPinned: (),
    ThreadReported: ("kring.notifications.jobs.tell_of_report",),
    ThreadUnfollowed: (Within("kring.timelines.actions.stop_listening_to_thread"),),
    ThreadUnpinned: (),
}

# Named places in lower apps' pages, and who fills them, in order.
SLOTS: dict[str, tuple[str, ...]] = {
    # viewer, source, audience_id, receivers, department_id
    "compose.told": ("kring.notifications.web.panels.who_hears",),
    # viewer, title, source, where, has, settled
    "compose.suited": ("kring.search.web.panels.suited",),
    "department.panels": (),  # viewer, department
    "group.compose": ("kring.timelines.web.panels.group_compose",),  # request, viewer, group
    "group.feed": (
        "kring.discussion.web.panels.group_top",
        "kring.timelines.web.panels.group_feed",
    ),  # request, viewer, group
    "home.side": (),  # viewer
    "profile.main": (  # request, viewer, person
        "kring.posts.web.panels.praise_received",
        "kring.timelines.web.panels.person_feed",
    ),
    "profile.panels": ("kring.groups.web.panels.groups_in_common",),  # viewer, person
    "settings.panels": (),  # viewer
    "thread.merger": ("kring.search.web.panels.questions_to_keep",),  # viewer, thread, words
    "thread.opened": ("kring.notifications.web.panels.thread_opened",),  # viewer, thread_id
    "thread.side": ("kring.search.web.panels.looks_like_this",),  # viewer, thread
    "welcome.follow": ("kring.groups.web.panels.groups_to_join",),  # csrf, viewer
}


# Every kind of mail, who says it in words when it leaves, and who hears that it left.
MAIL: dict[str, Kind] = {
    "answer-refused": Kind(render="kring.notifications.mail.render_refusals"),
    "digest": Kind(
        render="kring.digests.mail.render_digests",
        sent="kring.digests.actions.note_sent",
        at_most_once=True,
        together=100,
    ),
    "invitation": Kind(render="kring.identity.mail.render_invitations"),
    "notice": Kind(
        render="kring.notifications.mail.render_notices", sent="kring.notifications.actions.note_mailed"
    ),
    "reset": Kind(render="kring.identity.mail.render_resets"),
    "sign-in-changed": Kind(render="kring.identity.mail.render_change_notices"),
}


def connect() -> None:
    """Hand the tables to the event log, the outbox and the slots."""
    wire(REACTIONS, deliver_later)
    wire_mail(MAIL, send_mail_soon)
    wire_push("kring.notifications.jobs.push_later")
    fill(SLOTS)

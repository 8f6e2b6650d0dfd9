"""The rest of the access matrix: what leaves Kring, or shows, without an address of its own."""


def _of(app: str, *names: str) -> set[str]:
    return {f"kring.{app}.events.{name}" for name in names}


# What may stand in an event: ids and moments always, and these fixed words.
FIXED_WORDS = {"RoleGranted.role", "RoleWithdrawn.role", "SignInChanged.what", "Reacted.kind"}
EVENTS: set[str] = {
    *_of("identity", "AccountCreated", "AccountDeactivated", "AccountReactivated", "PersonInvited"),
    *_of("identity", "ResetAsked", "RoleGranted", "RoleWithdrawn", "SignInChanged"),
    *_of("topics", "TopicFollowed", "TopicUnfollowed"),
    *_of("people", "ExpertiseAdded", "ExpertiseRemoved", "OnboardingFinished", "PersonFollowed"),
    *_of("people", "PersonPlaced", "PersonUnfollowed", "ProfileChanged"),
    *_of("groups", "GroupArchived", "GroupChanged", "GroupCreated", "GroupRevived", "InvitationDeclined"),
    *_of("groups", "JoinAsked", "JoinDeclined", "MemberInvited", "MemberJoined", "MemberLeft"),
    *_of("groups", "MembersEnrolled", "OwnerMade", "OwnerWithdrawn"),
    *_of("posts", "AlsoWantedToKnow", "IdeaPlaced", "IdeaReplied", "IdeaSupported", "MessagePublished"),
    *_of("posts", "AnswerConfirmed", "AnswerDue", "NamedVoteCast", "PollEnded", "PollOpened", "PraiseGiven"),
    *_of("posts", "DraftHeld", "QuestionAsked", "QuestionReopened", "QuestionsMerged"),
    *_of(
        "posts",
        "ReadingReleased",
        "ReadingRequired",
        "ReviewArranged",
        "SharingEnded",
        "ShowcasePlaced",
        "ThreadShared",
    ),
    *_of("discussion", "AnswerAccepted", "AnswerWithdrawn", "CommentChanged", "CommentWritten", "Reacted"),
    *_of("discussion", "FileUploaded", "ReportSettled", "ThreadChanged", "ThreadFollowed", "ThreadMuted"),
    *_of("discussion", "CommentsClosed", "CommentsReopened", "ThreadHoldsAgain", "ThreadMoved"),
    *_of("discussion", "ThreadOutdated", "ThreadPinned", "ThreadReported", "ThreadUnfollowed"),
    *_of("discussion", "ThreadUnmuted", "ThreadUnpinned"),
}
# Every template of a letter, with the kinds of mail that use it; each letter goes to one person only.
LETTERS: dict[str, set[str]] = {
    "notifications/mail/refused.jinja": {"answer-refused"},
    "digests/mail/digest.jinja": {"digest"},
    "notifications/mail/notice.jinja": {"notice"},
    "identity/mail/letter.jinja": {"invitation", "reset", "sign-in-changed"},
}
# Every slot with the route on which it shows.
SLOTS: dict[str, str] = {
    "compose.suited": "compose",
    "compose.told": "compose",
    "department.panels": "department",
    "group.compose": "group",
    "group.feed": "group",
    "home.side": "home",
    "profile.main": "person",
    "profile.panels": "person",
    "settings.panels": "settings",
    "thread.merger": "thread-merger",
    "thread.opened": "thread",
    "thread.side": "thread",
    "welcome.follow": "welcome-follow",
}

"""The access matrix: every route there is, and who it is for.

A route stands here under its name: the sort of object in its address, who may get and post it, the form
that a valid post sends, and the objects it is tried with. A new route that is not here fails the build.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.access import rights as may
from tests.access.model import Rule

# Objects of the world that a route is tried with; the first ones say most.
READ = ("closed", "everyone", "hidden", "open", "on_request", "apart", "twice")
ASKING = {"title": "Kan dit?"}
TALKS = (*READ, "deleted", "deleted_closed", "draft")
KINDS = ("closed_idea", "closed_poll", "closed_praise", "idea", "poll", "praise")
TWO_TALKS = ("closed", "everyone")
KEPT = ("member", "author")  # drafts; the author's waits for its moment
SHARED = ("closed open", "everyone hidden")  # by member
TO_SHARE = ("everyone open", *SHARED)  # the first is not shared yet
ANSWERS = ("closed/answer", "everyone/answer")
TEXTS = (*ANSWERS, "closed/gone", "everyone/hidden")
FILES = (*TALKS, *ANSWERS, "waiting")
CIRCLES = ("closed", "hidden", "open", "on_request", "apart")
SOME_CIRCLES = ("closed", "hidden", "open")
PEOPLE = ("author", "other_guest", "guest", "left", "colleague", "member")
TOPICS = ("closed", "everyone", "hidden", "open", "apart", "on_request")


@dataclass(frozen=True)
class Route:
    """One address: `about` names the sort of object in it, `tried` its keys; None is "no such method"."""

    about: str = ""
    get: Rule | None = None
    post: Rule | None = None
    form: Mapping[str, Any] = field(default_factory=dict)
    tried: tuple[str, ...] = ("",)
    asked: tuple[str, ...] = ("",)  # queries behind the address
    idle: bool = False  # posting may find nothing to do, which is well
    own: bool = False  # says nothing of anybody else, so a few roles try it
    by: str = "post"  # the method that writes
    by_factor: bool = False  # who has not set up that means to sign in gets a refusal of some sort


def talk(get: Rule | None = None, post: Rule | None = None, **more: Any) -> Route:
    """A route about a conversation."""
    return Route("talk", get, post, tried=more.pop("tried", TWO_TALKS), **more)


def text(get: Rule | None = None, post: Rule | None = None, **more: Any) -> Route:
    """A route about a comment, with its conversation in the address."""
    return Route("text", get, post, tried=more.pop("tried", ANSWERS), **more)


def circle(get: Rule | None = None, post: Rule | None = None, **more: Any) -> Route:
    """A route about a group."""
    return Route("circle", get, post, tried=more.pop("tried", SOME_CIRCLES), **more)


def standing(post: Rule, *tried: str, **more: Any) -> Route:
    """A route about one person in one group: "closed pending"."""
    return Route("circle person", post=post, tried=tried, **more)


def own(get: Rule | None = None, post: Rule | None = may.SIGNED_IN, **more: Any) -> Route:
    """A route about the viewer's own things."""
    return Route("", get, post, own=True, **more)


def listing(get: Rule | None = None, post: Rule | None = may.SIGNED_IN, **more: Any) -> Route:
    """A page about the viewer that shows things of others too."""
    return Route("", get, post, **more)


def factor(get: Rule | None = may.SIGNED_IN, post: Rule | None = may.SIGNED_IN, about: str = "") -> Route:
    """A route about a means to sign in, which answers by what one has set up."""
    return Route(about, get, post, idle=True, own=True, by_factor=True)


def entry(about: str = "", post: Rule | None = may.ANYONE, **more: Any) -> Route:
    """A page before signing in."""
    return Route(about, may.ANYONE, post, own=True, **more)


WANT = {"want": "1"}
GROUP = {"name": "Kring van hier", "purpose": "Samen kijken.", "kind": "closed", "widening": "on"}
PERSON = {
    "first_name": "Lies",
    "last_name": "Nieuwland",
    "email": "lies@elders.example",
    "kind": "employee",
    "language": "nl",
    "way": "account",
}

SIGNING_IN: dict[str, Route] = {
    "account_login": entry(),
    "account_logout": entry(),
    "mfa_authenticate": entry(),
    "mfa_login_webauthn": entry(),
    "account_reset_password": entry(form={"email": "x@elders.example"}),
    "account_reset_password_done": entry(post=None),
    "account_reset_password_from_key": entry("reset"),
    "invitation": entry("secret", tried=("waiting",)),
    "account_change_password": factor(),
    "account_reauthenticate": factor(),
    "mfa_reauthenticate": factor(),
    "mfa_reauthenticate_webauthn": factor(),
    "mfa_activate_totp": factor(),
    "mfa_totp_picture": factor(post=None),
    "mfa_deactivate_totp": factor(),
    "mfa_view_recovery_codes": factor(post=None),
    "mfa_generate_recovery_codes": factor(),
    "mfa_add_webauthn": factor(),
    "mfa_remove_webauthn": factor(about="passkey"),
    "security": listing(may.SIGNED_IN, None),
    "sessions-end": own(),
    "api-key-new": factor(),
    "api-key-end": Route("api key", post=may.KEEPER, tried=("member",)),
    "set-language": Route(post=may.ANYONE, form={"language": "en"}, own=True),
    "set-mode": Route(post=may.ANYONE, form={"mode": "dark"}, own=True),
}
ACCOUNTS: dict[str, Route] = {
    "accounts": Route(get=may.ADMINISTRATORS, asked=("", "q=waterrijk.example")),
    "account-new": Route(get=may.ADMINISTRATORS, post=may.ADMINISTRATORS, form=PERSON),
    "account": Route("account", get=may.ADMINISTRATORS, tried=("author", "left")),
    "account-roles": Route("account", post=may.ADMINISTRATORS, form={"role": "analyst"}, tried=("author",)),
    "account-role-end": Route("account role", post=may.ADMINISTRATORS, tried=("moderator",)),
    "account-api-keys-end": Route("account", post=may.ADMINISTRATORS, tried=("member",)),
    "account-closing": Route("account", post=may.ADMINISTRATORS, tried=("author",)),
    "account-closing-end": Route("account", post=may.ADMINISTRATORS, tried=("left",)),
    "invitation-end": Route("invitation", post=may.ADMINISTRATORS, tried=("waiting",)),
}
PEOPLE_PAGES: dict[str, Route] = {
    "people": Route(get=may.COLLEAGUES, asked=("", "q=vermeer", "today=1")),
    "person": Route("person", get=may.MEETERS, tried=PEOPLE),
    "person-follow": Route("person", post=may.FOLLOWERS, form=WANT, tried=("author", "other_guest")),
    "person-follow-end": Route("person", post=may.MEETERS, tried=("author", "other_guest"), idle=True),
    "person-placement": Route(
        "person", may.PLACERS, may.PLACERS, {"function": "Adviseur"}, ("author", "left")
    ),
    "people-suggestions": Route(get=may.SIGNED_IN, asked=("q=s", "q=yus", "q=t", "q=vermeer")),
    "profile-edit": listing(may.SIGNED_IN, form={"function": "Adviseur"}),
    "profile-face": own(form={"face": "f01"}),
    "profile-photo": own(idle=True),
    "profile-photo-end": own(idle=True),
    "profile-expertise": own(form={"name": "Kades"}),
    "profile-expertise-end": Route("expertise", post=may.SIGNED_IN, tried=("any",), idle=True),
    "photo": Route("photo", get=may.PHOTO_SEERS, tried=("author", "guest")),
    "departments": Route(get=may.COLLEAGUES),
    "department": Route("department", get=may.COLLEAGUES, tried=("apart",)),
    "welcome": own(may.SIGNED_IN, form={"face": "f02"}),
    "welcome-expertise": listing(may.SIGNED_IN, None),
    "welcome-follow": listing(may.SIGNED_IN, None),
    "welcome-end": own(idle=True),
}
GROUPS: dict[str, Route] = {
    "groups": Route(get=may.SIGNED_IN, asked=("", "lane=mine", "q=parkeerkring", "kind=closed")),
    "group-new": Route(get=may.COLLEAGUES, post=may.COLLEAGUES, form=GROUP),
    "group-invitations": Route(get=may.SIGNED_IN),
    "group": circle(may.KNOWERS, tried=CIRCLES),
    "group-members": circle(may.INSIDERS),
    "group-settings": circle(may.READING_OWNERS, may.READING_OWNERS, form=GROUP),
    "group-archive": circle(post=may.OWNERS),
    "group-archive-end": circle(post=may.OWNERS, idle=True),
    "group-join": circle(post=may.JOINERS, form=WANT, tried=("open", "closed", "hidden")),
    "group-leave": circle(may.KNOWERS, may.LEAVERS, tried=("closed", "hidden")),
    "group-ask": circle(post=may.ASKERS, tried=("closed", "hidden", "on_request")),
    "group-ask-end": circle(post=may.KNOWERS, idle=True),
    "group-accept": circle(post=may.INVITED, tried=("hidden", "closed")),
    "group-refuse": circle(post=may.INVITED, tried=("hidden", "closed")),
    "group-door": circle(may.READING_OWNERS),
    "group-admit": standing(may.DOORKEEPERS, "closed pending"),
    "group-decline": standing(may.DOORKEEPERS, "closed pending"),
    "group-invite": standing(
        may.INVITERS, "closed outsider", "open outsider", get=may.KNOWERS, form={"handle": "bram.wiersma"}
    ),
    "group-invite-end": standing(may.DOORKEEPERS, "hidden pending"),
    "group-block": standing(may.DOORKEEPERS, "closed member"),
    "group-block-end": standing(may.DOORKEEPERS, "closed blocked"),
    "group-remove": standing(may.DOORKEEPERS, "closed member", "hidden guest"),
    "group-owner": standing(may.DOORKEEPERS, "closed member"),
    "group-owner-end": standing(may.NO_OWNER_LEFT, "closed owner"),
    "readers": Route("audience", get=may.PART_OF_IT, tried=CIRCLES),
}
TALK_PAGES: dict[str, Route] = {
    "compose": listing(may.SIGNED_IN, form={"kind": "message", "source": "Dag.", "place": "1"}),
    "compose-hearing": listing(
        None, form={"kind": "message", "source": "@sanne.vermeer @yusuf.kaplan"}, idle=True
    ),
    "drafts": listing(may.SIGNED_IN, form={"kind": "message", "source": "Half af."}),
    "draft": Route("concept", get=may.KEEPER, tried=KEPT),
    "draft-removal": Route("concept", post=may.KEEPER, tried=KEPT),
    "draft-return": Route("concept", post=may.KEEPER, tried=KEPT, idle=True),
    "draft-moment-end": Route("concept", post=may.KEEPER, tried=KEPT[::-1]),
    "thread": talk(may.READERS, tried=(*TALKS, *KINDS)),
    "thread-edit": talk(may.WRITER, may.WRITER, form={"title": "Kan dit?", "source": "Ja."}),
    "idea-support": talk(post=may.READERS, form=WANT, tried=("closed_idea", "idea")),
    "idea-steps": talk(
        may.REPLIERS,
        may.REPLIERS,
        form={"stage": "adopted", "source": "Het is geregeld."},
        tried=("closed_idea", "idea"),
    ),
    "poll-votes": talk(post=may.READERS, form={"option": "0"}, tried=("closed_poll", "poll")),
    "poll-end": talk(post=may.WRITER, tried=("closed_poll", "poll")),
    "praise-settings": Route(get=may.ADMINISTRATORS, post=may.ADMINISTRATORS, form={"name": "Samen"}),
    "praise-value-end": Route("value", post=may.ADMINISTRATORS, tried=("any",)),
    "praise-switch": Route("department", post=may.ADMINISTRATORS, form={"want": "0"}, tried=("apart",)),
    "also-wanted": talk(post=may.READERS, form=WANT),
    "question-reopenings": talk(post=may.MERGERS),
    "answer-review": talk(may.REVIEWERS, may.REVIEWERS, form={"months": "12"}),
    "answer-confirmation": talk(post=may.REVIEWERS),
    "comments": talk(post=may.READERS, form={"source": "Zo doe ik het.", "kind": "comment"}),
    "thread-reactions": talk(post=may.READERS, form={"kind": "thanks", **WANT}),
    "thread-reactors": talk(may.READERS),
    "thread-history": talk(may.READERS, tried=READ),
    "thread-follow": talk(post=may.READERS, form={"want": "0"}),
    "thread-mute": talk(post=may.READERS, form=WANT),
    "thread-closure": talk(post=may.KEEPERS, form=WANT),
    "thread-validity": talk(may.MERGERS, may.MERGERS, form={"reason": "Er is een nieuwe regel."}),
    "thread-validity-end": talk(post=may.MERGERS),
    "thread-pin": talk(post=may.PINNERS, form=WANT),
    "thread-move": talk(may.MOVERS, may.OPENERS, form={"where": "", "widening": "on"}),
    "thread-references": talk(may.READERS),
    "thread-reference": Route("talk circle", post=may.SHARERS, tried=TO_SHARE),
    "thread-reference-end": Route("talk circle", post=may.UNSHARERS, tried=SHARED),
    "thread-merger": talk(may.MERGERS, may.MERGERS, form={"into": ("talk", "twice")}, tried=("closed",)),
    "thread-removal": talk(post=may.KEEPERS),
    "thread-return": talk(post=may.RETURNERS, tried=("deleted_closed", "deleted", "closed")),
    "thread-preview-removal": talk(post=may.WRITER),
    "thread-reports": talk(may.READERS, may.READERS, form={"reason": "Niet aardig."}),
    "comment-reactions": text(post=may.TEXT_READERS, form={"kind": "thanks", **WANT}),
    "comment-reactors": text(may.TEXT_READERS),
    "comment-history": text(may.TEXT_READERS, tried=TEXTS),
    "comment-reports": text(may.TEXT_READERS, may.TEXT_READERS, form={"reason": "Niet aardig."}),
    "acceptance": text(post=may.CHOOSERS, form=WANT),
    "comment-edit": Route("bare text", may.TEXT_WRITER, may.TEXT_WRITER, {"source": "Anders."}, ANSWERS),
    "comment-kind": Route("bare text", None, may.TEXT_KEEPERS, {"kind": "comment"}, ANSWERS),
    "comment-question": Route("bare text", may.TEXT_KEEPERS, may.TEXT_KEEPERS, ASKING, ANSWERS),
    "comment-preview-removal": Route("bare text", None, may.TEXT_WRITER, {}, ANSWERS),
    "comment-removal": Route("bare text", None, may.TEXT_KEEPERS, {}, ANSWERS),
    "comment-return": Route("bare text", None, may.TEXT_RETURNERS, {}, ("closed/gone", "everyone/gone")),
    "thread-bookmark": talk(post=may.READERS, form=WANT),
    "thread-bookmark-folder": talk(post=may.READERS, form={"folder": ""}),
    "attachments": own(idle=True),
    "attachment": Route("file", get=may.FILE_READERS, tried=FILES),
    "attachment-size": Route("picture", get=may.FILE_READERS, tried=TWO_TALKS),
    "attachment-description": Route(
        "picture", may.FILE_WRITER, may.FILE_WRITER, {"alt": "Een kaart."}, TWO_TALKS
    ),
    "attachment-removal": Route("file", None, may.FILE_WRITER, {}, (*TWO_TALKS, "closed/answer")),
    "attachment-return": Route("file taken off", None, may.FILE_WRITER, {}, TWO_TALKS),
    "text-reading": own(form={"source": "Een **tekst**."}, idle=True),
    "reports": Route(get=may.SIGNED_IN),
    "report-outcome": Route("report", None, may.DECIDERS, {"want": "0"}, ANSWERS),
}
LISTS: dict[str, Route] = {
    "home": listing(may.SIGNED_IN, None, asked=("", "lane=all", "lane=groups", "lane=questions")),
    "topic": Route("topic", get=may.TOPIC_READERS, tried=TOPICS),
    "topic-suggestions": Route(get=may.SIGNED_IN, asked=("q=qx", "q=par")),
    "topic-follow": Route("topic", post=may.TOPIC_FOLLOWERS, form=WANT, tried=("closed", "everyone")),
    "topic-follow-end": Route("topic", post=may.TOPIC_KNOWERS, tried=("closed", "everyone"), idle=True),
    "live-ticket": listing(may.SIGNED_IN, None),
    "live-news": Route(get=may.SIGNED_IN, asked=("lane=all&since=2026-11-01T00:00:00%2B00:00",)),
    "turndowns": own(form={"stream": "00000000-0000-7000-8000-000000000002", "kind": "message", **WANT}),
    "bookmarks": listing(may.SIGNED_IN, None),
    "bookmark-folders": listing(form={"name": "Later lezen"}),
    "bookmark-folder": Route("folder", post=may.KEEPER, form={"name": "Eerder"}, tried=("member",)),
    "bookmark-folder-end": Route("folder", post=may.KEEPER, tried=("member",)),
    "mail-stop": entry("stop", tried=("member",), form={"undo": "1"}),
    "notices": listing(may.SIGNED_IN, None),
    "notices-read": own(idle=True),
    "notice-read": Route("notice", post=may.SIGNED_IN, tried=("member",), idle=True),
    "search": Route(get=may.SIGNED_IN, asked=("q=parkeervergunning", "q=parkeerkring", "q=vergunningen")),
    "similar": Route(get=may.SIGNED_IN, asked=("title=hoe+gaat+een+parkeervergunning",)),
}
HOUSE: dict[str, Route] = {
    "settings": listing(may.SIGNED_IN, None),
    "favicon": entry(post=None),
    "health": entry(post=None),
    "metrics": Route(get=may.ROBOT, own=True),
    "csp-reports": entry(),  # exists in tests only
    "ui-gallery": own(may.SIGNED_IN, None),  # for builders: never in production
    "ui-gallery-page": Route("gallery", get=may.SIGNED_IN, own=True),
}
ON = {"on": True}
API: dict[str, Route] = {
    "api-schema": own(may.SIGNED_IN, None),
    "api-me": own(may.SIGNED_IN, None),
    "api-people": Route(get=may.COLLEAGUES, asked=("", "q=vermeer")),
    "api-person": Route("person", get=may.MEETERS, tried=PEOPLE),
    "api-groups": Route(get=may.SIGNED_IN, asked=("", "mine=1", "q=parkeerkring", "kind=closed")),
    "api-group": circle(may.KNOWERS, tried=CIRCLES),
    "api-group-membership": circle(post=may.JOINERS, form=ON, by="put", tried=("open", "closed", "hidden")),
    "api-timeline": listing(may.SIGNED_IN, None, asked=("", "lane=all", "lane=groups", "lane=questions")),
    "api-threads": listing(may.SIGNED_IN, form={"source": "Dag."}, asked=("", "kind=idea", "state=open")),
    "api-thread": talk(
        may.READERS,
        may.WRITER,
        form={"title": "Kan dit?", "source": "Ja."},
        by="patch",
        tried=(*TALKS, *KINDS),
    ),
    "api-comments": talk(may.READERS, may.READERS, form={"source": "Zo doe ik het."}, tried=TALKS),
    "api-thread-history": talk(may.READERS, tried=TALKS[:6]),
    "api-reactors": talk(may.READERS),
    "api-thread-reaction": talk(post=may.READERS, form={"kind": "thanks"}, by="put"),
    "api-thread-following": talk(post=may.READERS, form={"on": False}, by="put"),
    "api-thread-muting": talk(post=may.READERS, form=ON, by="put"),
    "api-thread-report": talk(post=may.READERS, form={"reason": "Niet aardig."}, by="put"),
    "api-question-reopening": talk(post=may.MERGERS),
    "api-thread-merger": talk(post=may.MERGERS, form={"into": ("talk", "twice")}, tried=("closed",)),
    "api-thread-closure": talk(post=may.KEEPERS, form=ON, by="put"),
    "api-thread-validity": talk(post=may.MERGERS, form={"holds": False, "reason": "Oud."}, by="put"),
    "api-thread-pin": talk(post=may.PINNERS, form=ON, by="put"),
    "api-thread-place": talk(post=may.OPENERS, form={"where": "", "widening": True}, by="put"),
    "api-thread-references": talk(may.READERS),
    "api-thread-reference": Route("talk circle", post=may.SHARERS, form=ON, tried=TO_SHARE, by="put"),
    "api-thread-preview-removal": talk(post=may.WRITER),
    "api-thread-removal": talk(post=may.KEEPERS),
    "api-thread-return": talk(post=may.RETURNERS, tried=("deleted_closed", "deleted", "closed")),
    "api-also-wanted": talk(post=may.READERS, form=ON, by="put"),
    "api-answer-review": talk(post=may.REVIEWERS, form={"months": 12}, by="put"),
    "api-answer-confirmation": talk(post=may.REVIEWERS),
    "api-idea-support": talk(post=may.READERS, form=ON, by="put", tried=("closed_idea", "idea")),
    "api-poll-vote": talk(post=may.READERS, form={"places": [0]}, by="put", tried=("closed_poll", "poll")),
    "api-idea-replies": talk(
        post=may.REPLIERS, form={"stage": "adopted", "source": "Geregeld."}, tried=("closed_idea", "idea")
    ),
    "api-poll-end": talk(post=may.WRITER, tried=("closed_poll", "poll")),
    "api-drafts": listing(may.SIGNED_IN, None),
    "api-draft": Route(
        "concept", may.KEEPER, may.SIGNED_IN, {"kind": "message", "source": "Half af."}, KEPT, by="put"
    ),
    "api-draft-moment": Route("concept", None, may.KEEPER, {"publish_at": None}, KEPT[::-1], by="put"),
    "api-draft-removal": Route("concept", post=may.KEEPER, tried=KEPT),
    "api-draft-return": Route("concept", post=may.KEEPER, tried=KEPT, idle=True),
    "api-bookmark": talk(post=may.READERS, form=ON, by="put"),
    "api-bookmarks": listing(may.SIGNED_IN, None),
    "api-folders": listing(may.SIGNED_IN, form={"name": "Later lezen"}),
    "api-folder": Route("folder", None, may.KEEPER, {"name": "Eerder"}, ("member",), by="put"),
    "api-folder-removal": Route("folder", post=may.KEEPER, tried=("member",)),
    "api-reports": Route(get=may.SIGNED_IN),
    "api-report-outcome": Route("report", None, may.DECIDERS, {"hide": False}, ANSWERS, by="put"),
    "api-topics": Route(get=may.SIGNED_IN, asked=("", "q=qx", "q=par")),
    "api-topic": Route("topic", get=may.TOPIC_READERS, tried=TOPICS),
    "api-topic-following": Route("topic", None, may.TOPIC_FOLLOWERS, ON, ("closed", "everyone"), by="put"),
    "api-notices": listing(may.SIGNED_IN, None),
    "api-notices-read": own(form={"until": "2030-01-01T00:00:00Z"}, idle=True),
    "api-notice-read": Route("notice", post=may.SIGNED_IN, tried=("member",), idle=True),
    "api-search": Route(get=may.SIGNED_IN, asked=("q=parkeervergunning", "q=parkeerkring", "q=vergunningen")),
    "api-attachments": own(idle=True),
    "api-attachment": Route("file", get=may.FILE_READERS, tried=FILES),
    "api-attachment-description": Route(
        "picture", None, may.FILE_WRITER, {"alt": "Een kaart."}, TWO_TALKS, by="put"
    ),
    "api-attachment-removal": Route("file", None, may.FILE_WRITER, {}, (*TWO_TALKS, "closed/answer")),
    "api-attachment-return": Route("file taken off", None, may.FILE_WRITER, {}, TWO_TALKS),
    "api-similar": Route(get=may.SIGNED_IN, asked=("title=hoe+gaat+een+parkeervergunning",)),
    "api-comment": text(may.TEXT_READERS, may.TEXT_WRITER, form={"source": "Anders."}, by="patch"),
    "api-comment-history": text(may.TEXT_READERS, tried=TEXTS),
    "api-comment-reaction": text(post=may.TEXT_READERS, form={"kind": "thanks"}, by="put"),
    "api-acceptance": text(post=may.CHOOSERS, form=ON, by="put"),
    "api-comment-preview-removal": text(post=may.TEXT_WRITER),
    "api-comment-kind": text(post=may.TEXT_KEEPERS, form={"kind": "comment"}, by="put"),
    "api-comment-question": text(post=may.TEXT_KEEPERS, form=ASKING),
    "api-comment-report": text(post=may.TEXT_READERS, form={"reason": "Niet aardig."}, by="put"),
    "api-comment-removal": text(post=may.TEXT_KEEPERS),
    "api-comment-return": text(post=may.TEXT_RETURNERS, tried=("closed/gone", "everyone/gone")),
}
ROUTES = {**SIGNING_IN, **ACCOUNTS, **PEOPLE_PAGES, **GROUPS, **TALK_PAGES, **LISTS, **HOUSE, **API}

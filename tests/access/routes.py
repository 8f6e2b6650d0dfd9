"""How a route stands in the access matrix: the sort of object in its address, and who may get and post it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from tests.access import rights as may
from tests.access.model import Rule
from tests.cast import NOW

# Objects of the world that a route is tried with; the first ones say most.
READ = ("closed", "everyone", "hidden", "open", "on_request", "apart", "twice")
ASKING = {"title": "Kan dit?"}
TALKS = (*READ, "deleted", "deleted_closed", "draft")
KINDS = ("closed_idea", "closed_poll", "closed_praise", "idea", "poll", "praise")
LAST_DAY = str((NOW + timedelta(days=60)).date())
TO_READ = ("closed_rule", "rule")  # must be read
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

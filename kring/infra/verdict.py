"""How a rule answers, and how a refusal travels from the core to the page."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Verdict:
    """Yes when empty, else the reason why not, in the reader's language."""

    reason: str | Promise = ""

    def __bool__(self) -> bool:
        return not self.reason


YES = Verdict()


class Refused(Exception):
    """Visible but not allowed: becomes a 403 page that says the reason."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(reason)
        self.reason = reason


class Unseen(Exception):
    """Not there for this viewer: becomes the same 404 whether it exists or not."""


def require(verdict: Verdict) -> None:
    """Go on when `verdict` is yes; raises Refused with its reason otherwise."""
    if not verdict:
        raise Refused(verdict.reason)

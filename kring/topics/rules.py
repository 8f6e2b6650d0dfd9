"""Who may follow topics, and which ones are shown."""

from django.utils.translation import gettext_lazy as _

from kring.identity.viewer import Viewer
from kring.infra.verdict import YES, Verdict

COLLEAGUES = "everyone"  # the token that only employees hold


def may_follow_topics(viewer: Viewer) -> Verdict:
    """Only colleagues: what a guest reads comes from the guest's own groups, never by topic."""
    if COLLEAGUES in viewer.tokens:
        return YES
    return Verdict(_("As a guest you read your own groups. You cannot follow topics."))

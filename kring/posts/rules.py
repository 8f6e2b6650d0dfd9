"""Who may publish what where."""

from django.utils.translation import gettext_lazy as _

from kring.infra.verdict import YES, Verdict

TITLE_LENGTH = 200


def may_show(pictures: int) -> Verdict:
    """A showcase shows something."""
    if pictures:
        return YES
    return Verdict(_("Add at least one picture of what you made."))


def may_publish(*, archived: bool) -> Verdict:
    """An archived group takes nothing new; the audience itself was fetched through the writer."""
    if archived:
        return Verdict(_("This group is archived. You can read everything, but not add anything."))
    return YES

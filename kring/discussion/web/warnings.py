"""Looking again before a text is placed, and telling the writer whom a mention did not reach."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kring.discussion.queries.circles import Circle, named_circles
from kring.discussion.queries.reach import audience_size, unreached
from kring.discussion.web.forms import GuardedForm
from kring.identity.viewer import Viewer
from kring.identity.web.viewer import viewer_of
from kring.kit.guards import Worry, worries_in

LARGE = 1000  # readers
SHORT = 60  # characters

_SENTENCES = {
    Worry.BSN: lambda: _("There seems to be a citizen service number (BSN) in it."),
    Worry.IBAN: lambda: _("There seems to be a bank account number (IBAN) in it."),
    Worry.PHONES: lambda: _("There are several phone numbers in it."),
    Worry.ADDRESSES: lambda: _("There are several email addresses in it."),
}


def is_warned(
    request: HttpRequest, form: GuardedForm, text: str, audience_id: UUID, *, asks: bool = False
) -> bool:
    """Whether the writer looks once more at `text`: the reasons are put on the form, for its page to show.

    Never holds anybody back: a form sent with `sure` is placed. Nothing of what was found is kept.
    """
    if "sure" not in request.POST:
        form.warnings = tuple(warnings_about(viewer_of(request), text, audience_id, asks=asks))
    return bool(form.warnings)


def warnings_about(viewer: Viewer, text: str, audience_id: UUID, *, asks: bool = False) -> Iterator[str]:
    """Reasons, as sentences, to look at `text` once more; `asks` for a question."""
    yield from (_SENTENCES[worry]() for worry in worries_in(text))
    if names := unreached(viewer, text, audience_id):
        yield _("%(names)s cannot read this here and will not hear of it.") % {"names": ", ".join(names)}
    yield from (_about(circle) for circle in named_circles(viewer, text, audience_id))
    if asks and len(text.strip()) < SHORT:
        size = audience_size(viewer, audience_id)
        if size > LARGE:
            sentence = ngettext(
                "%(num)s person reads this short question. Is a group a better place for it?",
                "%(num)s people read this short question. Is a group a better place for it?",
                size,
            )
            yield sentence % {"num": size}


def _about(circle: Circle) -> str:
    if not circle.may:
        return f"@{circle.slug}: {circle.may.reason}"
    sentence = ngettext(
        "This goes to %(num)s colleague: you name @%(slug)s.",
        "This goes to %(num)s colleagues: you name @%(slug)s.",
        circle.reach,
    )
    return sentence % {"num": circle.reach, "slug": circle.slug}


def warn_unreached(request: HttpRequest, names: Sequence[str]) -> None:
    """Say that these people cannot read the text and heard nothing."""
    if names:
        sentence = _("%(names)s cannot read this here and will not hear of it.")
        messages.warning(request, sentence % {"names": ", ".join(names)})


def warn_undescribed(request: HttpRequest, count: int) -> None:
    """Say, once and without holding anything up, that pictures were placed without a description."""
    if count:
        sentence = ngettext(
            "%(num)d picture has no description yet. Add one, so that everybody knows what is on it.",
            "%(num)d pictures have no description yet. Add one, so that everybody knows what is on them.",
            count,
        )
        messages.warning(request, sentence % {"num": count})

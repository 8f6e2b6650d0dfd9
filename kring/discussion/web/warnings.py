"""Telling the writer whom a mention did not reach."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


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

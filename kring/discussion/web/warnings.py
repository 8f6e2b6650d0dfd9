"""Telling the writer whom a mention did not reach."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _


def warn_unreached(request: HttpRequest, names: Sequence[str]) -> None:
    """Say that these people cannot read the text and heard nothing."""
    if names:
        sentence = _("%(names)s cannot read this here and will not hear of it.")
        messages.warning(request, sentence % {"names": ", ".join(names)})

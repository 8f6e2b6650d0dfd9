"""Short sentences that an answer shows once, with at most one undo."""

from dataclasses import dataclass
from urllib.parse import quote, unquote

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class ToastParts:
    """What a toast carries besides its sentence."""

    undo: str = ""
    look: str = ""
    draft: str = ""


def say(request: HttpRequest, text: str, *, undo: str = "", look: str = "", draft: str = "") -> None:
    """Shows a sentence on the next page this person sees.

    `undo` is the address that takes the deed back (POST), `look` the address of what came of it (GET),
    `draft` the name of the draft on the device that is safe with us now and can go.
    """
    parts = {"undo": undo, "look": look, "draft": draft}
    tags = " ".join(f"{name}={quote(value, safe='/')}" for name, value in parts.items() if value)
    messages.success(request, text, extra_tags=tags)


def toast_parts(message: Message) -> ToastParts:
    """Reads back what `say` put beside the sentence; other messages simply have nothing beside them."""
    found: dict[str, str] = {}
    for tag in (message.extra_tags or "").split():
        name, _, value = tag.partition("=")
        if name in ToastParts.__slots__:
            found[name] = unquote(value)
    return ToastParts(**found)

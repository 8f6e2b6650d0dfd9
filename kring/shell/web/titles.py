"""Bare addresses of this Kring in texts, shown as the title of what they lead to."""

import re
from collections.abc import Callable, Iterator
from typing import Final, get_args
from urllib.parse import unquote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils.html import escape

from kring.discussion.queries.titles import Sort, Target, titles_of
from kring.identity.viewer import Viewer

MOST: Final = 200  # different addresses on one page; the rest stay as they are
_SORTS: Final = frozenset(get_args(Sort))
# As the renderer writes them: nothing that somebody typed can look like a tag, in a text or in a field.
_LINK: Final = re.compile(r'(<a href="([^"<>]+)"(?: rel="[^"]*")?>)\2</a>')


class LinkTitles:
    """Puts titles in the place of addresses when a page is read, for this reader alone.

    Never sooner: texts and cards are kept for everybody, and who reads what changes. An address of
    something that the reader may not know stays the address that it is.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        viewer: Viewer | None = request.viewer  # type: ignore[attr-defined]
        is_page = not response.streaming and response.get("Content-Type", "").startswith("text/html")
        if viewer and is_page and f">{settings.ORIGIN}/".encode() in response.content:
            response.content = titled(viewer, response.content.decode()).encode()
        return response


def titled(viewer: Viewer, page: str) -> str:
    """The page with titles for the addresses of what the viewer may read; at most one statement."""
    found = dict(_targets(page))
    titles = titles_of(viewer, set(found.values())) if found else {}

    def told(link: re.Match[str]) -> str:
        title = titles.get(found[link[2]]) if link[2] in found else None
        return f"{link[1]}{escape(title)}</a>" if title else link[0]

    return _LINK.sub(told, page) if titles else page


def _targets(page: str) -> Iterator[tuple[str, Target]]:
    addresses = dict.fromkeys(link[2] for link in _LINK.finditer(page))
    ours = [one for one in addresses if one.startswith(f"{settings.ORIGIN}/")]
    for address in ours[:MOST]:
        path = unquote(address.removeprefix(settings.ORIGIN).partition("#")[0])
        try:
            match = resolve(path if path.endswith("/") else f"{path}/")
        except Resolver404:
            continue
        if match.url_name in _SORTS:
            yield address, (match.url_name, str(next(iter(match.kwargs.values()))))  # type: ignore[misc]

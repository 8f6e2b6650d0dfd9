"""Who looks at this page: put on the request by the gate of `shell`, read here by every view."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest

from kring.identity.viewer import Viewer

View = TypeVar("View", bound=Callable[..., Any])


class NobodyLooks(LookupError):
    """A view that is open to all asked for a viewer; only pages behind the gate always have one."""


def viewer_of(request: HttpRequest) -> Viewer:
    """The viewer of a page behind the gate; raises NobodyLooks where nobody has signed in."""
    viewer = anyone_of(request)
    if viewer is None:
        raise NobodyLooks(request.path)
    return viewer


def anyone_of(request: HttpRequest) -> Viewer | None:
    """The viewer, or None for a visitor who has not signed in: for pages marked `public`."""
    viewer: Viewer | None = getattr(request, "viewer", None)
    return viewer


def public(view: View) -> View:
    """Mark `view` as readable without signing in; the gate lets it through."""
    view.public = True  # type: ignore[attr-defined]
    return view

"""The line about the digest among the settings."""

from django.template.loader import render_to_string

from kring.identity.viewer import Viewer


def digest_line(*, viewer: Viewer) -> str:
    """The way to the page about one's digest."""
    return render_to_string("digests/line.jinja", {"viewer": viewer})

"""All addresses; each app keeps its own, and each stands in the access matrix."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path

from kring.config.api import PREFIX, addresses

urlpatterns = [
    path("", include(f"kring.{app}.web.urls"))
    for app in (
        "shell",
        "identity",
        "topics",
        "groups",
        "people",
        "posts",
        "discussion",
        "timelines",
        "search",
        "notifications",
        "digests",
    )
    if find_spec(f"kring.{app}.web") and find_spec(f"kring.{app}.web.urls")
]
urlpatterns.append(path(PREFIX, include(addresses())))
if settings.GALLERY:
    urlpatterns.append(path("ui/", include("kring.ui.web.urls")))
handler400 = "kring.shell.web.failures.bad_request"
handler403 = "kring.shell.web.failures.forbidden"
handler404 = "kring.shell.web.failures.not_found"
handler429 = "kring.identity.web.throttle.too_often"
handler500 = "kring.shell.web.failures.broken"

"""What a device keeps of Kring: how it is installed, the worker with its shell, the page without connection.

None of these knows who asks, so none can hold anything of a person. `shell_files` is what the worker keeps.
"""

import hashlib
import json
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from kring.identity.web.viewer import public
from kring.infra import push
from kring.shell.web.frame import bare_frame

HOUR = 60 * 60


@public
@require_GET
def manifest(request: HttpRequest) -> HttpResponse:
    """How Kring is installed on a device: its name, colours, icons and shortcuts."""
    with translation.override(_language(request)):
        return _kept_an_hour(JsonResponse(_manifest(), content_type="application/manifest+json"))


@public
@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """The script that keeps the shell on the device; another version of the shell makes it another script."""
    key = push.public_key() if push.is_set_up() else ""
    script = _worker(_language(request), settings.ORGANISATION, settings.THEME, key)
    return _kept_an_hour(HttpResponse(script, content_type="text/javascript; charset=utf-8"))


@public
@require_GET
def offline(request: HttpRequest) -> HttpResponse:
    """What works without a connection and what does not, with what the device has that is not sent yet."""
    return _kept_an_hour(HttpResponse(_offline(_language(request))))


def shell_files() -> list[str]:
    """All that the offline page needs to look and work as it should; every file is the same for everybody."""
    sheets = ["kring.css", *([f"theme-{settings.THEME}.css"] if settings.THEME else [])]
    fonts = ["fonts/atkinson-latin.woff2", "fonts/bricolage-latin.woff2"]
    return [static(f"ui/{name}") for name in (*sheets, "kring.js", *fonts, "icons.svg", "favicon.svg")]


def icon(name: str) -> str:
    """The address of an icon in the colours of the house style: "192", "maskable-512", "badge"."""
    look = f"-{settings.THEME}" if settings.THEME else ""
    return static(f"ui/icon{look}-{name}.png")


@lru_cache
def _worker(language: str, organisation: str, theme: str, key: str) -> str:
    page = _offline(language)
    built = settings.BUILD / "static" / "ui"
    # Without hashes in the names, as while developing, the files themselves say that they changed.
    parts = [
        page,
        *shell_files(),
        *(_digest(built / name) for name in ("worker.js", "kring.js", "kring.css")),
    ]
    version = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
    address = f"{reverse('offline')}?lang={language}"
    given = {"version": version, "offline": address, "files": shell_files()}
    given |= {"icon": icon("192"), "badge": icon("badge")}
    given |= {"key": key, "moved": reverse("push-device-move")}
    return f"self.kring = {json.dumps(given)};\n{(built / 'worker.js').read_text(encoding='utf-8')}"


def _digest(path: Any) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _offline(language: str) -> str:
    with translation.override(language):
        return render_to_string("shell/offline.jinja", {"frame": bare_frame(language)})


def _manifest() -> dict[str, Any]:
    language = translation.get_language()
    looks = json.loads((settings.BUILD / "static" / "ui" / "looks.json").read_text(encoding="utf-8"))
    colours = looks[f"-{settings.THEME}" if settings.THEME else ""]
    write, home = reverse("compose"), reverse("home")
    return {
        "id": home,
        "name": f"Kring {settings.ORGANISATION}",
        "short_name": "Kring",
        "description": _("Ask, answer, share and find each other at %(organisation)s.")
        % {"organisation": settings.ORGANISATION},
        "lang": language,
        "dir": "ltr",
        "start_url": home,
        "scope": home,
        "display": "standalone",
        "theme_color": colours["brand"],
        "background_color": colours["bg"],
        "icons": [
            {"src": icon(f"{kind}{size}"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
            for kind, purpose in (("", "any"), ("maskable-", "maskable"))
            for size in (192, 512)
        ],
        "shortcuts": [
            {"name": name, "url": address}
            for name, address in (
                (_("Ask a question"), f"{write}?kind=question"),
                (_("For you"), reverse("notices")),
                (_("Search"), reverse("search")),
                (_("Timeline"), home),
            )
        ],
        # What another app shares stands in the composer; nothing is placed before somebody presses.
        "share_target": {
            "action": write,
            "method": "GET",
            "params": {"title": "shared_title", "text": "shared_text", "url": "shared_url"},
        },
    }


def _language(request: HttpRequest) -> str:
    """The language in the address, else that of the request."""
    asked = request.GET.get("lang", "")
    return (
        asked if asked in dict(settings.LANGUAGES) else translation.get_language() or settings.LANGUAGE_CODE
    )


def _kept_an_hour(answer: HttpResponse) -> HttpResponse:
    patch_cache_control(answer, public=True, max_age=HOUR)
    return answer

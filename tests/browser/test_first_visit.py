"""What the timeline costs a browser that was never here, with files as they are in production."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import Page

from tests.browser.site import Site, served

SHIFTS = """
window.shifted = 0;
new PerformanceObserver(list => list.getEntries().forEach(entry => {
  if (!entry.hadRecentInput) window.shifted += entry.value;
})).observe({ type: "layout-shift", buffered: true });
"""
DEVICES = {
    "desktop": {"viewport": {"width": 1280, "height": 900}},
    "phone": {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "device_scale_factor": 3},
}


@dataclass
class Traffic:
    """Bytes over the wire by address, as the browser counts them."""

    names: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)

    def listen(self, page: Page) -> None:
        """Begin to count."""
        wire = page.context.new_cdp_session(page)
        wire.on("Network.requestWillBeSent", lambda said: self.names.update(
            {said["requestId"]: said["request"]["url"]}))  # fmt: skip
        wire.on("Network.loadingFinished", lambda said: self.sizes.update(
            {self.names[said["requestId"]]: int(said["encodedDataLength"])}))  # fmt: skip
        wire.send("Network.enable")

    def kilobytes(self, ending: str = "") -> float:
        """All of it, or of the addresses with this ending."""
        return sum(size for url, size in self.sizes.items() if url.endswith(ending)) / 1000


@pytest.fixture
def shop(site: Site, settings: object, tmp_path: Path) -> Iterator[str]:
    """The address of the same site with collected, compressed and hashed files."""
    for number in range(20):
        site.cast.publish("outsider", title=f"Vraag {number} over de nieuwe parkeerregels in het centrum?")
    settings.STATIC_ROOT = tmp_path
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = False
    compressed = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": compressed}
    call_command("collectstatic", verbosity=0, interactive=False)
    with served() as origin:
        yield origin


@pytest.mark.parametrize("device", DEVICES)
def test_first_visit(site: Site, shop: str, device: str) -> None:
    with site.page("", **DEVICES[device], reduced_motion="no-preference") as (page, _watch):
        page.context.add_cookies([{"name": "sessionid", "value": site.cookie("member"), "url": shop}])
        page.add_init_script(SHIFTS)
        traffic = Traffic()
        traffic.listen(page)
        answer = page.goto(f"{shop}/")
        page.evaluate("document.fonts.ready")
        page.mouse.wheel(0, 2000)
        page.wait_for_timeout(500)
        figures = {
            "device": device,
            "items": page.locator(".item").count(),
            "requests": len(traffic.sizes),
            "kB": round(traffic.kilobytes(), 1),
            "page KiB": round(len(answer.body()) / 1024, 1),
            "page kB sent": round(traffic.kilobytes(f"{shop}/"), 1),
            "script kB": round(traffic.kilobytes(".js"), 1),
            "sheet kB": round(traffic.kilobytes(".css"), 1),
            "shift": round(page.evaluate("window.shifted"), 4),
        }
    print("\nfirst visit", json.dumps(figures), "\n".join(["", *traffic.sizes]))
    assert figures["items"] == 20
    assert 3 < figures["requests"] <= 12
    assert figures["kB"] <= 150
    assert figures["page KiB"] <= 60
    assert 1 < figures["script kB"] <= 40
    assert figures["shift"] <= 0.02

from django.conf import settings
from django.urls import URLPattern, path

from kring.shell.web import device, health, views

urlpatterns: list[URLPattern] = [
    path("settings/", views.settings_page, name="settings"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("manifest.webmanifest", device.manifest, name="manifest"),
    path("offline/", device.offline, name="offline"),
    path("worker.js", device.worker, name="worker"),
    path("health", health.health, name="health"),
    path("metrics", health.metrics, name="metrics"),
]
if settings.TESTING:
    from kring.shell.web import csp

    urlpatterns.append(path("csp-reports/", csp.report, name="csp-reports"))

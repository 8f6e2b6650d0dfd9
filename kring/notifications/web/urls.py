"""Addresses of "For you"."""

from django.urls import path

from kring.notifications.web import push, stopping, views, wishes

urlpatterns = [
    path("mail/stop/<str:token>/", stopping.stop, name="mail-stop"),
    path("notices/", views.notices, name="notices"),
    path("notices/read/", views.read_all, name="notices-read"),
    path("settings/push/", push.devices, name="push-settings"),
    path("settings/push/devices/", push.add, name="push-device-new"),
    path("settings/push/devices/moved/", push.move, name="push-device-move"),
    path("settings/push/devices/<uuid:device_id>/end/", push.remove, name="push-device-end"),
    path("notices/<uuid:notice_id>/read/", views.read_one, name="notice-read"),
    path("settings/notices/", wishes.settings_page, name="notice-settings"),
    path("settings/notices/roads/", wishes.roads, name="notice-roads"),
    path("settings/notices/hours/", wishes.hours, name="notice-hours"),
]

from django.apps import AppConfig


class NotificationsApp(AppConfig):
    name = "kring.notifications"
    label = "notifications"

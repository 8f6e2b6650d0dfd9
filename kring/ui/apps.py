from django.apps import AppConfig


class UiApp(AppConfig):
    name = "kring.ui"
    label = "ui"

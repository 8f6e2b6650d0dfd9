from django.apps import AppConfig


class ShellApp(AppConfig):
    name = "kring.shell"
    label = "shell"

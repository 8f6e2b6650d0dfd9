from django.apps import AppConfig


class DigestsApp(AppConfig):
    name = "kring.digests"
    label = "digests"

from django.apps import AppConfig


class TimelinesApp(AppConfig):
    name = "kring.timelines"
    label = "timelines"

from django.apps import AppConfig


class SearchApp(AppConfig):
    name = "kring.search"
    label = "search"

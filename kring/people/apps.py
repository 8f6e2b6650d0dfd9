from django.apps import AppConfig


class PeopleApp(AppConfig):
    name = "kring.people"
    label = "people"

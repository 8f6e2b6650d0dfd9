from django.apps import AppConfig


class GroupsApp(AppConfig):
    name = "kring.groups"
    label = "groups"

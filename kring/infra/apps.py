from django.apps import AppConfig


class InfraApp(AppConfig):
    name = "kring.infra"
    label = "infra"

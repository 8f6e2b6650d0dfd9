from django.apps import AppConfig


class IdentityApp(AppConfig):
    name = "kring.identity"
    label = "identity"

from django.apps import AppConfig


class TransferApp(AppConfig):
    name = "kring.transfer"
    label = "transfer"

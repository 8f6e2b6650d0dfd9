from django.apps import AppConfig


class ConfigApp(AppConfig):
    name = "kring.config"
    label = "config"

    def ready(self) -> None:
        from kring.config.wiring import connect

        connect()

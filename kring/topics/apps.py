from django.apps import AppConfig


class TopicsApp(AppConfig):
    name = "kring.topics"
    label = "topics"

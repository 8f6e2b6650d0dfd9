from django.apps import AppConfig


class DiscussionApp(AppConfig):
    name = "kring.discussion"
    label = "discussion"

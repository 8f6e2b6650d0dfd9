from django.apps import AppConfig


class PostsApp(AppConfig):
    name = "kring.posts"
    label = "posts"

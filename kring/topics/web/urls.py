"""Addresses of topics; the page of one topic belongs to `posts`, which has the conversations."""

from django.urls import path

from kring.topics.web import views

urlpatterns = [
    path("topics/suggestions/", views.suggestions, name="topic-suggestions"),
    path("topics/<str:slug>/follow/", views.follow, name="topic-follow"),
    path("topics/<str:slug>/follow/end/", views.unfollow, name="topic-follow-end"),
]

from django.urls import path

from kring.timelines.web import live, views

urlpatterns = [
    path("", views.home, name="home"),
    path("topics/<str:slug>/", views.topic, name="topic"),
    path("timeline/turndowns/", views.turndowns, name="turndowns"),
    path("timeline/ticket/", live.ticket, name="live-ticket"),
    path("timeline/news/", live.news, name="live-news"),
]

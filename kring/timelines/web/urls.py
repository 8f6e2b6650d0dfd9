from django.urls import path

from kring.timelines.web import dials, live, views

urlpatterns = [
    path("", views.home, name="home"),
    path("topics/<str:slug>/", views.topic, name="topic"),
    path("timeline/dials/", dials.dials, name="dials"),
    path("timeline/dials/<uuid:thread_id>/", dials.dial, name="dial"),
    path("settings/timeline/", dials.settings_page, name="timeline-settings"),
    path("timeline/ticket/", live.ticket, name="live-ticket"),
    path("timeline/news/", live.news, name="live-news"),
]

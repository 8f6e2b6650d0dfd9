from django.urls import path

from kring.timelines.web import dials, live, own_lanes, views

urlpatterns = [
    path("", views.home, name="home"),
    path("topics/<str:slug>/", views.topic, name="topic"),
    path("settings/lanes/", own_lanes.lanes, name="lanes"),
    path("settings/lanes/<str:lane>/", own_lanes.lane, name="lane"),
    path("timeline/dials/", dials.dials, name="dials"),
    path("timeline/dials/<uuid:thread_id>/", dials.dial, name="dial"),
    path("settings/timeline/", dials.settings_page, name="timeline-settings"),
    path("timeline/ticket/", live.ticket, name="live-ticket"),
    path("timeline/news/", live.news, name="live-news"),
]

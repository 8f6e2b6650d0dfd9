from django.urls import path

from kring.timelines.web import views

urlpatterns = [
    path("", views.home, name="home"),
    path("topics/<str:slug>/", views.topic, name="topic"),
    path("timeline/turndowns/", views.turndowns, name="turndowns"),
]

"""Addresses of the gallery; the root includes them in development and tests only."""

from django.urls import path

from kring.ui.web import views

urlpatterns = [
    path("ui/", views.gallery, {"page": "parts"}, name="ui-gallery"),
    path("ui/<slug:page>/", views.gallery, name="ui-gallery-page"),
]

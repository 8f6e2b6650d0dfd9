"""Addresses of search."""

from django.urls import path

from kring.search.web import views

urlpatterns = [
    path("search/", views.search, name="search"),
    path("search/similar/", views.similar, name="similar"),
]

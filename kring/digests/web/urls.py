from django.urls import path

from kring.digests.web import views

urlpatterns = [
    path("digest/", views.digest, name="digest"),
    path("settings/digest/", views.settings_page, name="digest-settings"),
    path("digest/stop/<str:token>/", views.stop, name="digest-stop"),
]

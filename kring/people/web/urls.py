"""Addresses of people, departments, photos and the first visit."""

from django.urls import path

from kring.people.web import departments, following, own, photos, views, welcome

urlpatterns = [
    path("people/", views.index, name="people"),
    path("people/me/edit/", own.edit, name="profile-edit"),
    path("people/me/face/", own.face, name="profile-face"),
    path("people/me/photo/", own.photo, name="profile-photo"),
    path("people/me/photo/end/", own.photo_end, name="profile-photo-end"),
    path("people/me/expertise/", own.expertise, name="profile-expertise"),
    path("people/me/expertise/<str:slug>/end/", own.expertise_end, name="profile-expertise-end"),
    path("people/<str:handle>/", views.person, name="person"),
    path("people/<str:handle>/follow/", following.follow, name="person-follow"),
    path("people/<str:handle>/follow/end/", following.unfollow, name="person-follow-end"),
    path("people/<str:handle>/placement/", departments.placement, name="person-placement"),
    path("photos/<uuid:photo>-<int:size>.webp", photos.show, name="photo"),
    path("departments/", departments.index, name="departments"),
    path("departments/<str:slug>/", departments.show, name="department"),
    path("welcome/", welcome.face, name="welcome"),
    path("welcome/expertise/", welcome.expertise, name="welcome-expertise"),
    path("welcome/follow/", welcome.follow, name="welcome-follow"),
    path("welcome/end/", welcome.end, name="welcome-end"),
]

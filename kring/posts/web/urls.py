from django.urls import path

from kring.posts.web import moves, offshoots, views

urlpatterns = [
    path("threads/new/", views.compose, name="compose"),
    path("threads/<uuid:thread_id>/", views.thread, name="thread"),
    path("threads/<uuid:thread_id>/edit/", views.edit, name="thread-edit"),
    path("threads/<uuid:thread_id>/move/", moves.move, name="thread-move"),
    path("comments/<uuid:comment_id>/question/", offshoots.ask, name="comment-question"),
    path("questions/<uuid:thread_id>/also-wanted/", views.want_to_know, name="also-wanted"),
]

from django.urls import path

from kring.posts.web import ideas, mergers, moves, offshoots, polls, praise, reopenings, views

urlpatterns = [
    path("threads/new/", views.compose, name="compose"),
    path("threads/<uuid:thread_id>/", views.thread, name="thread"),
    path("threads/<uuid:thread_id>/edit/", views.edit, name="thread-edit"),
    path("threads/<uuid:thread_id>/move/", moves.move, name="thread-move"),
    path("threads/<uuid:thread_id>/merger/", mergers.merge, name="thread-merger"),
    path("comments/<uuid:comment_id>/question/", offshoots.ask, name="comment-question"),
    path("questions/<uuid:thread_id>/also-wanted/", views.want_to_know, name="also-wanted"),
    path("questions/<uuid:thread_id>/reopenings/", reopenings.reopen, name="question-reopenings"),
    path("ideas/<uuid:thread_id>/support/", ideas.support, name="idea-support"),
    path("ideas/<uuid:thread_id>/steps/", ideas.steps, name="idea-steps"),
    path("polls/<uuid:thread_id>/votes/", polls.vote, name="poll-votes"),
    path("polls/<uuid:thread_id>/end/", polls.end, name="poll-end"),
    path("administration/praise/", praise.settings_page, name="praise-settings"),
    path("administration/praise/values/<uuid:value_id>/end/", praise.value_end, name="praise-value-end"),
    path("administration/praise/departments/<str:slug>/", praise.switch, name="praise-switch"),
]

from django.urls import path

from kring.posts.web import (
    drafts,
    hearing,
    ideas,
    mergers,
    moves,
    offshoots,
    polls,
    praise,
    reopenings,
    views,
)

urlpatterns = [
    path("threads/new/", views.compose, name="compose"),
    path("threads/new/notice/", hearing.hearing, name="compose-hearing"),
    path("drafts/", drafts.drafts, name="drafts"),
    path("drafts/<uuid:key>/", drafts.draft, name="draft"),
    path("drafts/<uuid:key>/removal/", drafts.remove, name="draft-removal"),
    path("drafts/<uuid:key>/return/", drafts.bring_back, name="draft-return"),
    path("drafts/<uuid:key>/moment/end/", drafts.unschedule, name="draft-moment-end"),
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

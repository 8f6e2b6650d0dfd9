from django.urls import path

from kring.discussion.web import attachments, bookmarks, life, previews, reports, texts, validity, views

urlpatterns = [
    path("threads/<uuid:thread_id>/comments/", views.comment, name="comments"),
    path("threads/<uuid:thread_id>/reactions/", views.react, name="thread-reactions"),
    path("threads/<uuid:thread_id>/reactions/people/", views.who_reacted, name="thread-reactors"),
    path("threads/<uuid:thread_id>/history/", views.show_history, name="thread-history"),
    path("threads/<uuid:thread_id>/follow/", views.follow, name="thread-follow"),
    path("threads/<uuid:thread_id>/mute/", views.mute, name="thread-mute"),
    path("threads/<uuid:thread_id>/closure/", life.close, name="thread-closure"),
    path("threads/<uuid:thread_id>/validity/", validity.validity, name="thread-validity"),
    path("threads/<uuid:thread_id>/validity/end/", validity.hold_again, name="thread-validity-end"),
    path("threads/<uuid:thread_id>/pin/", life.pin, name="thread-pin"),
    path("threads/<uuid:thread_id>/removal/", views.remove_thread, name="thread-removal"),
    path("threads/<uuid:thread_id>/return/", views.return_thread, name="thread-return"),
    path("threads/<uuid:thread_id>/preview/removal/", previews.remove, name="thread-preview-removal"),
    path("threads/<uuid:thread_id>/reports/", reports.report_text, name="thread-reports"),
    path(
        "threads/<uuid:thread_id>/comments/<uuid:comment_id>/reactions/",
        views.react,
        name="comment-reactions",
    ),
    path(
        "threads/<uuid:thread_id>/comments/<uuid:comment_id>/reactions/people/",
        views.who_reacted,
        name="comment-reactors",
    ),
    path(
        "threads/<uuid:thread_id>/comments/<uuid:comment_id>/history/",
        views.show_history,
        name="comment-history",
    ),
    path(
        "threads/<uuid:thread_id>/comments/<uuid:comment_id>/reports/",
        reports.report_text,
        name="comment-reports",
    ),
    path(
        "threads/<uuid:thread_id>/comments/<uuid:comment_id>/acceptance/",
        views.accept,
        name="acceptance",
    ),
    path("comments/<uuid:comment_id>/edit/", views.edit_comment, name="comment-edit"),
    path("comments/<uuid:comment_id>/kind/", life.turn, name="comment-kind"),
    path("comments/<uuid:comment_id>/preview/removal/", previews.remove, name="comment-preview-removal"),
    path("comments/<uuid:comment_id>/removal/", views.remove_comment, name="comment-removal"),
    path("comments/<uuid:comment_id>/return/", views.return_comment, name="comment-return"),
    path("threads/<uuid:thread_id>/bookmark/", bookmarks.keep, name="thread-bookmark"),
    path("threads/<uuid:thread_id>/bookmark/folder/", bookmarks.file, name="thread-bookmark-folder"),
    path("bookmarks/", bookmarks.show, name="bookmarks"),
    path("bookmarks/folders/", bookmarks.add_folder, name="bookmark-folders"),
    path("bookmarks/folders/<uuid:folder_id>/", bookmarks.rename, name="bookmark-folder"),
    path("bookmarks/folders/<uuid:folder_id>/removal/", bookmarks.remove, name="bookmark-folder-end"),
    path("attachments/", attachments.upload, name="attachments"),
    path("attachments/<uuid:attachment_id>/", attachments.show, name="attachment"),
    path("attachments/<uuid:attachment_id>/<int:size>/", attachments.show, name="attachment-size"),
    path(
        "attachments/<uuid:attachment_id>/description/", attachments.describe, name="attachment-description"
    ),
    path("attachments/<uuid:attachment_id>/removal/", attachments.remove, name="attachment-removal"),
    path("attachments/<uuid:attachment_id>/return/", attachments.bring_back, name="attachment-return"),
    path("texts/reading/", texts.read, name="text-reading"),
    path("reports/", reports.list_reports, name="reports"),
    path("reports/<uuid:report_id>/outcome/", reports.settle, name="report-outcome"),
]

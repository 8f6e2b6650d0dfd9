"""The API on conversations."""

from kring.discussion.api import bookmarks, comments, files, reports, threads

ROUTERS = (comments.router, threads.router, bookmarks.router, files.router, reports.router)

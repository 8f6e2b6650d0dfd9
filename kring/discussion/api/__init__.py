"""The API on conversations."""

from kring.discussion.api import bookmarks, comments, files, threads

ROUTERS = (comments.router, threads.router, bookmarks.router, files.router)

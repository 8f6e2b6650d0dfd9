"""The API on conversations."""

from kring.discussion.api import bookmarks, comments, threads

ROUTERS = (comments.router, threads.router, bookmarks.router)

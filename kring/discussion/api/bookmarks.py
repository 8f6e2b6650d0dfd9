"""What one keeps, in folders of one's own."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from kring.discussion.actions import bookmarks
from kring.discussion.queries import bookmarks as kept
from kring.discussion.queries.standing import thread_for
from kring.discussion.web.bookmarks import FolderForm, RenameForm
from kring.identity.api import (
    NOTHING,
    PLAIN,
    READ,
    WRITE,
    After,
    Key,
    Strict,
    answers,
    following,
    once_each,
    position,
    valid,
)
from kring.identity.web.viewer import viewer_of
from kring.infra.verdict import Unseen
from kring.kit.clock import utcnow
from kring.kit.ids import new_id
from kring.people.api import Person

router = Router(tags=["bookmarks"])


class Kept(Schema):
    """A conversation that was kept."""

    thread_id: UUID
    title: str
    excerpt: str
    kind: str
    author: Person
    folder_id: UUID | None
    at: datetime


class Bookmarks(Schema):
    """One page of what was kept, newest first; `next` starts the page after it."""

    items: list[Kept]
    next: str | None


class Folder(Schema):
    """A folder of the caller, and how much can be read in it."""

    id: UUID
    name: str
    count: int


class NewFolder(Strict):
    """A new folder."""

    name: str = Field(max_length=60, pattern=PLAIN)


class Keeping(Strict):
    """Whether it is kept, and in which folder."""

    on: bool = Field(strict=True)
    folder: UUID | None = None


@router.put("threads/{uuid:thread_id}/bookmark", response=NOTHING, auth=WRITE, url_name="api-bookmark")
def keep(request: HttpRequest, thread_id: UUID, told: Keeping) -> Any:
    """Keep a conversation, in a folder of one's own when named, or no longer."""
    viewer = viewer_of(request)
    thread_for(viewer, thread_id)
    if not told.on:
        bookmarks.let_go_of_thread(thread_id=thread_id, keeper=viewer)
    else:
        bookmarks.put_in_folder(thread_id=thread_id, folder_id=told.folder, keeper=viewer, now=utcnow())
    return Status(204, None)


@router.get("bookmarks", response=answers(Bookmarks), auth=READ, url_name="api-bookmarks")
def list_bookmarks(request: HttpRequest, folder: UUID | None = None, after: After = "") -> Any:
    """What was kept, newest first; of one folder when named."""
    viewer = viewer_of(request)
    if folder:
        kept.folder_for(viewer, folder)
    page = kept.bookmarks(viewer, folder, position(after))
    return {"items": page.kept, "next": following(page.after)}


@router.get("bookmarks/folders", response=answers(list[Folder]), auth=READ, url_name="api-folders")
def list_folders(request: HttpRequest) -> Any:
    """One's own folders by name."""
    return list(kept.folders(viewer_of(request)))


@router.post("bookmarks/folders", response=answers(Folder, 201), auth=WRITE, url_name="api-folders")
def make_folder(request: HttpRequest, told: NewFolder, key: Key) -> Any:
    """Make a folder, or find the one that has this name already."""
    viewer = viewer_of(request)
    name = valid(FolderForm({**told.model_dump(), "key": new_id()})).cleaned_data["name"]
    pk = UUID(once_each(request, key, lambda: str(bookmarks.make_folder(name=name, keeper=viewer))))
    made = next((one for one in kept.folders(viewer) if one.id == pk), None)
    if made is None:  # removed since the key came first
        raise Unseen
    return Status(201, made)


@router.put("bookmarks/folders/{uuid:folder_id}", response=NOTHING, auth=WRITE, url_name="api-folder")
def rename_folder(request: HttpRequest, folder_id: UUID, told: NewFolder) -> Any:
    """Give a folder another name."""
    viewer = viewer_of(request)
    kept.folder_for(viewer, folder_id)
    name = valid(RenameForm(told.model_dump())).cleaned_data["name"]
    bookmarks.rename_folder(folder_id=folder_id, name=name, keeper=viewer)
    return Status(204, None)


@router.post(
    "bookmarks/folders/{uuid:folder_id}/removal", response=NOTHING, auth=WRITE, url_name="api-folder-removal"
)
def remove_folder(request: HttpRequest, folder_id: UUID) -> Any:
    """Take a folder away; what was in it stays kept, in no folder."""
    bookmarks.remove_folder(folder_id=folder_id, keeper=viewer_of(request))
    return Status(204, None)

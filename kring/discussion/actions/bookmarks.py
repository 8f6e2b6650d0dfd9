"""Keeping a conversation to find it again, in folders of one's own. Nobody else hears of it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kring.discussion import rules
from kring.discussion.models import Bookmark, BookmarkFolder
from kring.discussion.queries.bookmarks import folder_for
from kring.discussion.queries.standing import thread_for
from kring.identity.viewer import Viewer
from kring.infra.verdict import Refused


def keep_thread(*, thread_id: UUID, keeper: Viewer, now: datetime) -> None:
    """Keep a conversation; one that is kept already stays where it is."""
    with transaction.atomic():
        thread_for(keeper, thread_id)
        Bookmark.objects.get_or_create(thread_id=thread_id, account_id=keeper.id, defaults={"at": now})


def let_go_of_thread(*, thread_id: UUID, keeper: Viewer) -> None:
    """Keep a conversation no longer; also one that may not be read any more."""
    Bookmark.objects.filter(thread=thread_id, account=keeper.id).delete()


def put_in_folder(*, thread_id: UUID, folder_id: UUID | None, keeper: Viewer, now: datetime) -> None:
    """Keep a conversation in one of one's own folders, or in none."""
    with transaction.atomic():
        thread_for(keeper, thread_id)
        folder = folder_for(keeper, folder_id) if folder_id else None
        Bookmark.objects.update_or_create(
            thread_id=thread_id,
            account_id=keeper.id,
            defaults={"folder": folder},
            create_defaults={"folder": folder, "at": now},
        )


def make_folder(*, name: str, keeper: Viewer) -> UUID:
    """Make a folder, or find the one that has this name already; refused above fifty."""
    with transaction.atomic():
        own = BookmarkFolder.objects.filter(account=keeper.id)
        if not rules.is_room_for_folder(own.exclude(name=name).count()):
            raise Refused(_("You have fifty folders. First remove one."))
        row, _created = BookmarkFolder.objects.get_or_create(account_id=keeper.id, name=name)
    return row.pk


def rename_folder(*, folder_id: UUID, name: str, keeper: Viewer) -> None:
    """Give a folder another name; refused when another folder has it."""
    with transaction.atomic():
        folder = folder_for(keeper, folder_id, lock=True)
        if BookmarkFolder.objects.filter(account=keeper.id, name=name).exclude(pk=folder_id).exists():
            raise Refused(_("You have a folder with that name already."))
        folder.name = name
        folder.save(update_fields=["name"])


def remove_folder(*, folder_id: UUID, keeper: Viewer) -> None:
    """Take a folder away; what was in it stays kept, in no folder."""
    with transaction.atomic():
        folder_for(keeper, folder_id, lock=True).delete()

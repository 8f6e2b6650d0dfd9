"""Stored files: a folder for each attachment, named by its id, outside every web root; or so in a bucket.

Only `queries.attachments.stored_file` says who may have one; this knows where it is.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import IO
from uuid import UUID

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, Storage

from kring.infra.pictures import WIDTHS

ORIGINAL = "original"
SIZES = tuple(str(width) for width in WIDTHS)


def storage() -> Storage:
    """Where files are kept; everything here speaks Django's language of storages."""
    if settings.BUCKET:
        from kring.infra.bucket import bucket

        return bucket()
    return FileSystemStorage(
        location=Path(settings.FILES) / "attachments",
        file_permissions_mode=0o600,
        directory_permissions_mode=0o700,
    )


def store(attachment: UUID, parts: Mapping[str, bytes | IO[bytes]]) -> None:
    """Write the files of a new attachment, by size ("320", "original"). Raises OSError for a full disk."""
    for size, content in parts.items():
        kept = ContentFile(content) if isinstance(content, bytes) else File(content)
        storage().save(f"{attachment}/{size}", kept)


def open_stored(attachment: UUID, size: str) -> "File[bytes]":
    """Open one file for reading; raises FileNotFoundError when it is gone."""
    return storage().open(f"{attachment}/{size}", "rb")


def size_of(attachment: UUID, size: str) -> int:
    """How many bytes one file has; raises FileNotFoundError when it is gone."""
    return storage().size(f"{attachment}/{size}")


def discard(attachment: UUID) -> None:
    """Remove the files of an attachment; nothing happens when they are gone already."""
    for size in (*SIZES, ORIGINAL):
        storage().delete(f"{attachment}/{size}")
    storage().delete(str(attachment))  # the folder itself, where a storage has folders

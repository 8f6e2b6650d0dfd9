"""Stored photos: one folder each, outside every web root; a view that asks who looks hands them out."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from uuid import UUID

from django.conf import settings

SIZES = (80, 320)


def path_of(photo: UUID, size: int) -> Path:
    """Where the picture of `size` pixels stands."""
    return _folder(photo) / f"{size}.webp"


def store(photo: UUID, pictures: Mapping[int, bytes]) -> None:
    """Write the pictures of a new photo; raises OSError when the disk refuses."""
    folder = _folder(photo)
    folder.mkdir(parents=True, mode=0o700)
    for size, content in pictures.items():
        (folder / f"{size}.webp").write_bytes(content)


def discard(photo: UUID) -> None:
    """Remove the files of a photo; nothing happens when they are gone already."""
    shutil.rmtree(_folder(photo), ignore_errors=True)


def _folder(photo: UUID) -> Path:
    return Path(settings.FILES) / "photos" / str(photo)

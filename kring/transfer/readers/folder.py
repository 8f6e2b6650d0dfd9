"""The files of an archive: found, and opened without trusting them."""

import gzip
import hashlib
import os
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from django.utils.translation import gettext as _

from kring.transfer.refusal import ImportRefused

LINE_LIMIT: Final = 4 * 2**20  # bytes; the longest honest row of a dump is some 100 kB
_CHUNK: Final = 2**18


@dataclass(frozen=True)
class ArchiveFile:
    """One file of an archive."""

    path: Path

    @property
    def name(self) -> str:
        """The name for reports."""
        return self.path.name

    @property
    def packed(self) -> bool:
        """Whether it is packed with gzip."""
        return self.path.suffix.lower() == ".gz"

    @contextmanager
    def opened(self) -> Iterator[IO[bytes]]:
        """The bytes, unpacked while reading. Raises ImportRefused for a damaged file."""
        try:
            with gzip.open(self.path, "rb") if self.packed else self.path.open("rb") as file:
                yield file  # type: ignore[misc]
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise ImportRefused(
                _("%(file)s is damaged: it cannot be unpacked. Copy it again.") % {"file": self.name}
            ) from error


def files_in(folder: Path) -> dict[str, ArchiveFile]:
    """The files of a folder under their name in lower case.

    Raises ImportRefused for what is no folder, and for a link that leads out of it.
    """
    if not folder.is_dir():
        raise ImportRefused(_("%(folder)s is not a folder. Unpack the archive first.") % {"folder": folder})
    home = folder.resolve()
    found: dict[str, ArchiveFile] = {}
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            continue
        if not path.resolve().is_relative_to(home):
            raise ImportRefused(
                _("%(file)s is a link that leads out of the folder. Put the file itself there.")
                % {"file": path.name}
            )
        if path.exists() and stat.S_ISREG(os.stat(path).st_mode):
            found[path.name.lower()] = ArchiveFile(path)
    return found


def lines_of(source: ArchiveFile) -> Iterator[tuple[int, str]]:
    """The lines of a text file with their numbers; blank ones are left out.

    Raises ImportRefused for a line above 4 MiB and for what is no UTF-8.
    """
    number = 0
    with source.opened() as file:
        while raw := file.readline(LINE_LIMIT + 1):
            number += 1
            if len(raw) > LINE_LIMIT:
                raise too_long(source, number)
            try:
                text = raw.decode("utf-8-sig" if number == 1 else "utf-8").strip()
            except UnicodeDecodeError as error:
                raise ImportRefused(
                    _("%(file)s, line %(line)d, is not UTF-8 text. Save the file as UTF-8.")
                    % {"file": source.name, "line": number}
                ) from error
            if text:
                yield number, text


def too_long(source: ArchiveFile, line: int) -> ImportRefused:
    """The refusal of a row that would fill the memory."""
    return ImportRefused(
        _("%(file)s, line %(line)d, is longer than 4 MB. That is no row of a real archive.")
        % {"file": source.name, "line": line}
    )


def fingerprint(files: list[ArchiveFile]) -> str:
    """SHA-256 over names and bytes, so that a report says which archive it is about."""
    digest = hashlib.sha256()
    for source in sorted(files, key=lambda source: source.name):
        digest.update(f"{source.name} {source.path.stat().st_size}\n".encode())
        with source.path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    return digest.hexdigest()

"""One file that holds everything: the rows as they stood at one moment, the files, and proof of both."""

from .archive import BackupError, Manifest
from .making import backup
from .place import Place
from .restoring import restore

__all__ = ["BackupError", "Manifest", "Place", "backup", "restore"]

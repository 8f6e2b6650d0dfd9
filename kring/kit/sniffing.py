"""What a file is, by its contents: never by its name, never by what the sender says."""

import zipfile
from typing import IO, Final

PICTURES: Final = frozenset({"jpg", "png", "gif", "webp", "avif", "heic"})
# What may be kept as it came, with the type that a browser is told.
TYPES: Final = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "txt": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
}
TEXTS: Final = frozenset({"txt", "csv", "md"})
# Names that say the same thing.
_SAME: Final = {"jpeg": "jpg", "jpe": "jpg", "heif": "heic", "markdown": "md", "text": "txt"}

_STARTS: Final = (
    (b"%PDF-", "pdf"),
    (b"\xff\xd8\xff", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
)
_BRANDS: Final = {
    **dict.fromkeys((b"avif", b"avis"), "avif"),
    **dict.fromkeys((b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"), "heic"),
}
_PARTS: Final = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
    ("ppt/presentation.xml", "pptx"),
)
_OPEN: Final = {TYPES[kind].encode(): kind for kind in ("odt", "ods", "odp")}
# What looks like text and is a program or a page: a browser or a machine might run it.
_PROGRAMS: Final = (
    b"<!doctype",
    b"<html",
    b"<svg",
    b"<?xml",
    b"<script",
    b"<head",
    b"<body",
    b"<?php",
    b"#!",
)
_MOST_PARTS: Final = 10_000
_LOOKED_AT: Final = 64 * 1024


def sniff(file: IO[bytes], name: str) -> str:
    """The kind of an open file, as the usual ending of its name; "" for what is not known or not wanted.

    `name` only tells plain text, a table and Markdown apart: their contents look alike.
    """
    file.seek(0)
    head = file.read(_LOOKED_AT)
    file.seek(0)
    for start, kind in _STARTS:
        if head.startswith(start):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], "")
    if head.startswith(b"PK\x03\x04"):
        return _office(file)
    return ending(name) if ending(name) in TEXTS and _is_text(head) else ""


def ending(name: str) -> str:
    """What a name says that the file is: its ending, in the usual spelling; "" when it has none."""
    _stem, dot, last = name.rpartition(".")
    low = last.lower()
    return _SAME.get(low, low) if dot else ""


def agrees(name: str, kind: str) -> bool:
    """True when a name promises what the contents are; cameras often name one sort of picture as another."""
    said = ending(name)
    return said == kind or {said, kind} <= PICTURES


def _is_text(head: bytes) -> bool:
    if b"\0" in head or head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_PROGRAMS):
        return False
    strange = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in head)
    return strange == 0 and bool(head)


def _office(file: IO[bytes]) -> str:
    """What a packed document is; "" for other archives and for documents that carry programs."""
    try:
        with zipfile.ZipFile(file) as packed:
            names = packed.namelist()
            if len(names) > _MOST_PARTS or any("vbaproject" in name.lower() for name in names):
                return ""
            for part, kind in _PARTS:
                if part in names and "[Content_Types].xml" in names:
                    return kind
            with packed.open("mimetype") as told:
                return _OPEN.get(told.read(100).strip(), "")
    except Exception:  # a damaged archive raises whatever its packing method likes
        return ""
    finally:
        file.seek(0)

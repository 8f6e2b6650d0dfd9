"""The words of a document, taken out in a short-lived process with limits on time, memory and length.

The same file is the program of that process (it is run by path, so it imports nothing of Kring).
"""

import contextlib
import io
import resource
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from typing import Final

LONGEST: Final = 100_000  # characters of one document
_MOST_BYTES: Final = 100 * 1024 * 1024
_WALL_SECONDS: Final = 30
_CPU_SECONDS: Final = 20
_MEMORY_BYTES: Final = 768 * 1024 * 1024
_PAGES: Final = 300
_UNPACKED: Final = 40 * 1024 * 1024  # of one part of a packed document
_PARTS: Final = 200
# Where each sort of packed document keeps its words.
_PLACES: Final = {
    "docx": ("word/document.xml", "word/footnotes.xml", "word/comments.xml"),
    "xlsx": ("xl/sharedStrings.xml",),
    "pptx": ("ppt/slides/",),
    **dict.fromkeys(("odt", "ods", "odp"), ("content.xml",)),
}
_ENDS: Final = ("}p", "}h", "}si", "}tab", "}br", "}table-cell")


def words_of(raw: bytes, kind: str) -> str:
    """The words of a document of that kind (as `kit.sniffing` names it), at most 100,000 characters.

    Empty for what has no words, is damaged, locked, or takes too much time or memory: it is kept all the
    same, only not found by what stands in it.
    """
    if kind not in {"pdf", *_PLACES}:  # plain text needs no reader that could go wrong
        return _one_line(raw[: 4 * LONGEST])
    try:
        finished = subprocess.run(  # noqa: S603 (our own interpreter and file)
            [sys.executable, "-I", "-W", "ignore", __file__, kind],
            input=raw,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_WALL_SECONDS,
            env={},
            check=False,
        )
    except subprocess.TimeoutExpired:
        return ""
    return _one_line(finished.stdout[: 4 * LONGEST]) if finished.returncode == 0 else ""


def _one_line(raw: bytes) -> str:
    return " ".join(raw.decode("utf-8", "ignore").replace("\0", " ").split())[:LONGEST]


def _pdf(raw: bytes) -> Iterator[str]:
    from pypdf import PdfReader

    for page in PdfReader(io.BytesIO(raw)).pages[:_PAGES]:
        yield page.extract_text()


def _packed(raw: bytes, kind: str) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        wanted = [
            name for name in packed.namelist() if name.startswith(_PLACES[kind]) and name.endswith(".xml")
        ]
        for name in wanted[:_PARTS]:
            # What the list says of a part's length is only a claim: no more is read than is allowed.
            with packed.open(name) as part:
                content = part.read(_UNPACKED + 1)
            if len(content) <= _UNPACKED:
                yield from _texts(content)


def _texts(content: bytes) -> Iterator[str]:
    from defusedxml.ElementTree import iterparse

    for _event, element in iterparse(io.BytesIO(content), events=("end",)):
        if element.text:
            yield element.text
        if element.tail and element.tail.strip():
            yield element.tail
        if element.tag.endswith(_ENDS):
            yield " "
        element.text = element.tail = None


def _take(raw: bytes, kind: str) -> Iterator[str]:
    yield from _pdf(raw) if kind == "pdf" else _packed(raw, kind)


def _run() -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS + 1))
    # Not every system knows a limit on memory (macOS does not); the other limits hold there too.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
    left = LONGEST
    # Readers of documents raise anything; what came before the damage is still worth finding.
    with contextlib.suppress(Exception, MemoryError, RecursionError):
        for text in _take(sys.stdin.buffer.read(_MOST_BYTES), sys.argv[1]):
            sys.stdout.buffer.write(text[:left].encode("utf-8", "replace"))
            left -= len(text)
            if left <= 0:
                break


if __name__ == "__main__":
    _run()

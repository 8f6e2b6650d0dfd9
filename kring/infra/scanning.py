"""Asking a virus scanner about a file, in the language of clamd (INSTREAM)."""

import socket
import struct
from collections.abc import Iterable
from urllib.parse import urlsplit

_SECONDS = 60.0
_LENGTH = struct.Struct(">I")
_LONGEST = 4096


class ScannerUnreachable(Exception):
    """No verdict: the scanner is not there, or gave no answer that we know."""


def is_clean(address: str, chunks: Iterable[bytes]) -> bool:
    """Whether the scanner at `address` (clamd:///socket or clamd://host:port) finds nothing in a file.

    Raises ScannerUnreachable when there is no verdict; then nobody may read the file yet.
    """
    try:
        with _connect(address) as line:
            line.sendall(b"zINSTREAM\0")
            for chunk in chunks:
                line.sendall(_LENGTH.pack(len(chunk)) + chunk)
            line.sendall(_LENGTH.pack(0))
            answer = _answer(line)
    except OSError as error:
        raise ScannerUnreachable(str(error)) from error
    if answer.endswith(b" FOUND"):
        return False
    if answer == b"stream: OK":
        return True
    raise ScannerUnreachable(answer.decode(errors="replace"))


def _connect(address: str) -> socket.socket:
    parts = urlsplit(address)
    if parts.scheme != "clamd":
        raise ScannerUnreachable(f"unknown scanner {parts.scheme}")
    if parts.hostname:
        return socket.create_connection((parts.hostname, parts.port or 3310), timeout=_SECONDS)
    line = socket.socket(socket.AF_UNIX)
    line.settimeout(_SECONDS)
    try:
        line.connect(parts.path)
    except OSError:
        line.close()
        raise
    return line


def _answer(line: socket.socket) -> bytes:
    said = b""
    while not said.endswith(b"\0") and len(said) < _LONGEST:
        more = line.recv(_LONGEST)
        if not more:
            break
        said += more
    return said.rstrip(b"\0\n")

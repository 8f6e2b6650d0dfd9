"""Verdicts of a real clamd that knows one signature."""

import shutil
import socket
import subprocess
import threading
import time

import pytest

from kring.infra.scanning import ScannerUnreachable, is_clean

CLAMD = shutil.which("clamd", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin") or "clamd"
BAD = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"
SETTINGS = """
Foreground yes
DatabaseDirectory {folder}/signatures
TemporaryDirectory {folder}
LocalSocket {folder}/s
TCPSocket {port}
TCPAddr 127.0.0.1
StreamMaxLength 100K
"""


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def starts(address, program):
    """Wait until the scanner answers; it has to read its signatures first."""
    until = time.monotonic() + 60
    while program.poll() is None and time.monotonic() < until:
        try:
            return is_clean(address, [b"nothing"])
        except ScannerUnreachable:
            time.sleep(0.05)
    raise AssertionError(program.communicate(timeout=5)[0])


@pytest.fixture(scope="module")
def scanners(tmp_path_factory):
    """The addresses of one scanner: over the network, and on a socket."""
    folder, port = tmp_path_factory.mktemp("clamd"), free_port()
    (folder / "signatures").mkdir()
    (folder / "signatures" / "own.ndb").write_text(f"Kring.Test:0:*:{BAD.hex()}\n")
    (folder / "settings").write_text(SETTINGS.format(folder=folder, port=port))
    command = [CLAMD, f"--config-file={folder / 'settings'}"]
    addresses = (f"clamd://{folder / 's'}", f"clamd://127.0.0.1:{port}")
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as program:
        try:
            assert all(starts(address, program) for address in addresses)
            yield addresses
        finally:
            program.terminate()


@pytest.mark.parametrize("way", [0, 1], ids=["socket", "host"])
def test_verdicts(scanners, way):
    assert is_clean(scanners[way], [b"Notulen ", b"van de week"])
    assert is_clean(scanners[way], [])
    assert not is_clean(scanners[way], [b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$", BAD, b"!$H+H*"])


def test_what_is_no_verdict_is_none(scanners):
    too_long = b"x" * 200 * 1024
    for address, content in ((scanners[0], too_long), ("clamd:///nowhere", b"x"), ("icap://here", b"x")):
        with pytest.raises(ScannerUnreachable):
            is_clean(address, [content])


def test_scanner_that_hangs_up_gives_no_verdict():
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=lambda: server.accept()[0].close(), daemon=True)
        thread.start()
        with pytest.raises(ScannerUnreachable):
            is_clean(f"clamd://127.0.0.1:{server.getsockname()[1]}", [b"x"])
        thread.join()

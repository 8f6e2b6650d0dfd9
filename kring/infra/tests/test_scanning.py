"""The language of clamd, spoken with a small server of our own that knows one bad word."""

import socket
import socketserver
import struct
import threading

import pytest

from kring.infra.scanning import ScannerUnreachable, is_clean

BAD = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"


class Talk(socketserver.BaseRequestHandler):
    """One INSTREAM: chunks with their length before them, ended by an empty one."""

    def handle(self):
        if self._take(10) != b"zINSTREAM\0":
            self.request.sendall(b"UNKNOWN COMMAND\0")
            return
        came = b""
        while length := struct.unpack(">I", self._take(4))[0]:
            came += self._take(length)
        said = b"stream: Eicar-Signature FOUND\0" if BAD in came else b"stream: OK\0"
        self.request.sendall(b"INSTREAM size limit exceeded. ERROR\0" if b"too long" in came else said)

    def _take(self, count):
        found = b""
        while len(found) < count:
            found += self.request.recv(count - len(found))
        return found


@pytest.fixture(params=["host", "socket"])
def scanner(request, tmp_path):
    """The address of a scanner that listens, over the network and on a socket."""
    if request.param == "host":
        server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk)
        address = f"clamd://127.0.0.1:{server.server_address[1]}"
    else:
        server = socketserver.ThreadingUnixStreamServer(str(tmp_path / "s"), Talk)
        address = f"clamd://{tmp_path / 's'}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield address
    server.shutdown()
    server.server_close()
    thread.join()


def test_verdicts(scanner):
    assert is_clean(scanner, [b"Notulen ", b"van de week"])
    assert is_clean(scanner, [])
    assert not is_clean(scanner, [b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$", BAD, b"!$H+H*"])


def test_what_is_no_verdict_is_none(scanner, tmp_path):
    for address, content in ((scanner, b"too long"), ("clamd:///nowhere", b"x"), ("icap://here", b"x")):
        with pytest.raises(ScannerUnreachable):
            is_clean(address, [content])


def test_scanner_that_hangs_up_gives_no_verdict():
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=lambda: server.accept()[0].close(), daemon=True)
        thread.start()
        with pytest.raises(ScannerUnreachable):
            is_clean(f"clamd://127.0.0.1:{server.getsockname()[1]}", [b"x"])
        thread.join()

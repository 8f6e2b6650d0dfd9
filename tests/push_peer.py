"""What plays the push services: a real server behind TLS, and browsers that can read what it was handed.

Only the way out is patched: each name leads to it. Everything else is as in use: the certificate is
looked at, the body is locked, and the signature of our key is checked.
"""

import json
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import http_ece
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from py_vapid import Vapid02

from kring.infra import fetching, push
from kring.infra.push import Browser

HOST = "push.elders.example"
OUTSIDE = "93.184.216.34"
AUTH = b"sixteen bytes it"


@dataclass
class Handed:
    """One push as it came in."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class PushPeer:
    """What came in, and the status that each path answers (201 unless said otherwise)."""

    handed: list[Handed] = field(default_factory=list)
    answers: dict[str, int] = field(default_factory=dict)
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    resolves_to: str = OUTSIDE
    port: int = 0  # of this machine

    def browser(self, name: str = "a") -> Browser:
        """A browser that takes push here."""
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return Browser(f"https://{HOST}/{name}", push._as_text(point), push._as_text(AUTH))

    def words(self) -> list[dict[str, str]]:
        """What was said, as a browser unlocks it; the signature of each is checked."""
        return [self.unlocked(one) for one in self.handed]

    def unlocked(self, one: Handed) -> dict[str, str]:
        """One push, unlocked."""
        assert one.headers["Content-Encoding"] == "aes128gcm"
        assert Vapid02.verify(one.headers["Authorization"])
        text = http_ece.decrypt(one.body, private_key=self.key, auth_secret=AUTH, version="aes128gcm")
        words: dict[str, str] = json.loads(text)
        return words


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for the host and its key, as files."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    chain, secret = folder / "push.pem", folder / "push.key"
    chain.write_bytes(made.public_bytes(Encoding.PEM))
    secret.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return chain, secret


def _answering(peer: PushPeer) -> type[BaseHTTPRequestHandler]:
    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            peer.handed.append(Handed(self.path, dict(self.headers), body))
            self.send_response(peer.answers.get(self.path, 201))
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *words: Any) -> None:
            pass

    return Answering


@contextmanager
def running(folder: Path, patch: pytest.MonkeyPatch) -> Iterator[PushPeer]:
    """A running service, to which every name leads."""
    peer, (chain, secret) = PushPeer(), certificate(folder)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _answering(peer))
    lock = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    lock.load_cert_chain(chain, secret)
    server.socket = lock.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        patch.delenv(name, raising=False)
    patch.setenv("SSL_CERT_FILE", str(chain))
    patch.setattr(fetching, "_resolve", lambda host, port: [(0, 0, 0, "", (peer.resolves_to, port))])
    peer.port = server.server_port
    here = ("127.0.0.1", peer.port)
    patch.setattr(fetching, "_dial", lambda address, port, wait: socket.create_connection(here, timeout=wait))
    try:
        yield peer
    finally:
        with suppress(OSError):
            server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def push_peer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[PushPeer]:
    """Push is set up, and this service takes it."""
    settings.PUSH_KEY = push.new_key()
    with running(tmp_path, monkeypatch) as peer:
        yield peer

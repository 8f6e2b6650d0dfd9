"""Asking another site for a page, or handing it something, without ever reaching anything of our own network.

A name is resolved once for each hop, every answer is looked at, and the connection goes to the very
address that was looked at: a name that answers otherwise the second time gains nothing.
"""

import io
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPResponse, IncompleteRead
from ipaddress import IPv6Address, ip_address, ip_network
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from typing import Any, Final
from urllib.parse import quote, urljoin, urlsplit
from urllib.request import getproxies_environment

from kring.kit.markup import is_safe_address

SECONDS: Final = 5.0  # for all hops together, names and handshakes included
MOST_BYTES: Final = 512 * 1024  # of one answer, its headers included
REDIRECTS: Final = 3
_PORTS: Final = {"http": 80, "https": 443}
_MOVED: Final = {301, 302, 303, 307, 308}
_CHARSETS: Final = {"utf-8", "iso-8859-1", "iso-8859-15", "windows-1252", "us-ascii"}
# What `is_global` lets through, in some releases of Python or in all: ways into IPv4, old sorts of
# private addresses, and the address at which one cloud tells its machines their secrets.
_INSIDE: Final = tuple(
    ip_network(block)
    for block in (
        *("::/96", "::ffff:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "2001::/23", "2002::/16"),
        *("fc00::/7", "fec0::/10", "100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32"),
    )
)


class NotFetched(Exception):
    """There is no page; the message is one word for why."""


@dataclass(frozen=True)
class _Target:
    """One checked address, in the parts that a request needs."""

    scheme: str
    host: str
    port: int
    path: str


@dataclass(frozen=True)
class _Request:
    """What is asked of a site."""

    method: str
    body: bytes | None
    headers: Mapping[str, str]


_PAGE: Final = _Request("GET", None, {"Accept": "text/html"})


def fetch_page(address: str) -> str:
    """The HTML at an http(s) address, cut off at 512 kB; takes at most five seconds. Raises NotFetched."""
    _refuse_proxy()
    deadline = monotonic() + SECONDS
    for _hop in range(REDIRECTS + 1):
        try:
            response = _ask(_target(address), deadline)
            with response:
                if response.status not in _MOVED:
                    return _html(response)
                moved = response.headers.get("Location", "")
                address = urljoin(address, quote(moved, safe="%/:=&?~#+!$,;'@()*[]"))
        except (OSError, HTTPException, ValueError) as error:
            raise NotFetched("late" if monotonic() >= deadline else "failed") from error
    raise NotFetched("redirects")


def hand_over(address: str, body: bytes, headers: Mapping[str, str]) -> int:
    """Post something to an https address and follow nothing; the status of the answer. Raises NotFetched."""
    _refuse_proxy()
    deadline = monotonic() + SECONDS
    try:
        target = _target(address)
        if target.scheme != "https":
            raise NotFetched("address")
        with _ask(target, deadline, _Request("POST", body, headers)) as response:
            return response.status
    except (OSError, HTTPException, ValueError) as error:
        raise NotFetched("late" if monotonic() >= deadline else "failed") from error


def may_be_outside(address: str) -> bool:
    """Whether something could be handed over at this address, as far as can be said without looking it up."""
    try:
        target = _target(address)
    except (NotFetched, ValueError):
        return False
    host = target.host.strip("[]")
    try:
        return target.scheme == "https" and is_outside(host)
    except ValueError:  # a name: what it stands for is looked at when something is handed over
        return target.scheme == "https" and "." in host and not host.endswith((".local", ".localhost"))


def _refuse_proxy() -> None:
    if {"http", "https", "all"} & set(getproxies_environment()):
        raise NotFetched("proxy")  # it would resolve the name again, out of our sight


def is_outside(address: str) -> bool:
    """Whether an IP address belongs to the open internet, and to nothing of ours or of this machine."""
    ip = ip_address(address)
    if isinstance(ip, IPv6Address) and ip.scope_id:
        return False
    if not ip.is_global or ip.is_multicast or ip.is_reserved or ip.is_link_local:
        return False
    return not any(ip.version == block.version and ip in block for block in _INSIDE)


def _target(address: str) -> _Target:
    if not is_safe_address(address):
        raise NotFetched("address")
    parts = urlsplit(address)
    host = (parts.hostname or "").encode("idna").decode()
    if parts.scheme not in _PORTS or "@" in parts.netloc or not host or "%" in host:
        raise NotFetched("address")
    port = parts.port or _PORTS[parts.scheme]
    if port not in _PORTS.values():
        raise NotFetched("port")
    path = quote(parts.path or "/", safe="%/:=&~+!$,;'@()*[]")
    query = quote(parts.query, safe="%/:=&?~+!$,;'@()*[]")
    return _Target(parts.scheme, host, port, f"{path}?{query}" if query else path)


def _ask(target: _Target, deadline: float, request: _Request = _PAGE) -> HTTPResponse:
    """The answer to one request, with its body still to be read."""
    found = _addresses(target, deadline)
    if not found or not all(is_outside(one) for one in found):
        raise NotFetched("inside")
    line = _connect(found, target.port, deadline)
    try:
        if target.scheme == "https":
            line.settimeout(_left(deadline))
            line = ssl.create_default_context().wrap_socket(line, server_hostname=target.host)
        connection = HTTPConnection(target.host, target.port)
        if target.port == _PORTS[target.scheme]:  # else a Host of https would name its port
            connection.default_port = target.port
        connection.sock = _Line(line, deadline)
        headers = {"User-Agent": "Kring", **request.headers, "Connection": "close"}
        connection.request(request.method, target.path, body=request.body, headers=headers)
        return connection.getresponse()
    except BaseException:
        line.close()
        raise


def _addresses(target: _Target, deadline: float) -> list[str]:
    """All addresses of a name. The system's resolver knows no deadline, so it is left behind when late."""
    answers: SimpleQueue[list[Any]] = SimpleQueue()

    def resolve() -> None:
        try:
            answers.put(_resolve(target.host, target.port))
        except (OSError, UnicodeError):
            answers.put([])

    Thread(target=resolve, daemon=True).start()
    try:
        return [answer[4][0] for answer in answers.get(timeout=_left(deadline))]
    except Empty as error:
        raise NotFetched("late") from error


def _connect(addresses: list[str], port: int, deadline: float) -> socket.socket:
    """A connection to the first of these that answers: a machine may have no IPv6."""
    for address in addresses[:-1]:
        try:
            return _dial(address, port, _left(deadline))
        except OSError:
            continue
    return _dial(addresses[-1], port, _left(deadline))


def _resolve(host: str, port: int) -> list[Any]:
    return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)


def _dial(address: str, port: int, seconds: float) -> socket.socket:
    return socket.create_connection((address, port), timeout=seconds)


def _left(deadline: float) -> float:
    left = deadline - monotonic()
    if left <= 0:
        raise NotFetched("late")
    return left


def _html(response: HTTPResponse) -> str:
    if response.status != HTTPStatus.OK:
        raise NotFetched("status")
    if response.headers.get_content_type() != "text/html" or "Content-Type" not in response.headers:
        raise NotFetched("type")
    if response.headers.get("Content-Encoding", "identity").strip().lower() != "identity":
        raise NotFetched("packed")  # never asked for, and small may become large
    try:
        raw = response.read(MOST_BYTES)
    except IncompleteRead as error:
        raw = error.partial
    charset = (response.headers.get_content_charset() or "").lower()
    return raw.decode(charset if charset in _CHARSETS else "utf-8", "replace")


class _Line:
    """A connection as `http.client` uses it, on which every read keeps to the deadline and the limit."""

    def __init__(self, line: socket.socket, deadline: float) -> None:
        self.line, self.deadline = line, deadline

    def sendall(self, content: bytes) -> None:
        """Send a request."""
        self.line.settimeout(_left(self.deadline))
        self.line.sendall(content)

    def makefile(self, _mode: str) -> io.BufferedReader:
        """The answer, to be read; closing it closes the connection."""
        return io.BufferedReader(_Incoming(self.line, self.deadline))

    def close(self) -> None:
        """Nothing: the answer is read after the request is done with."""


class _Incoming(io.RawIOBase):
    """What comes in. A slow drip does not start the clock again; after the limit there is no more."""

    def __init__(self, line: socket.socket, deadline: float) -> None:
        self.line, self.deadline, self.room = line, deadline, MOST_BYTES

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read what there is into `buffer`; 0 at the end or at the limit."""
        self.line.settimeout(_left(self.deadline))
        count = self.line.recv_into(memoryview(buffer)[: self.room])
        self.room -= count
        return count

    def close(self) -> None:
        """Close the connection too."""
        self.line.close()
        super().close()

"""Fetching from elsewhere: a server of the test plays the internet, and every way inside is refused."""

import gzip
import socket
import threading
import time
from contextlib import suppress

import pytest

from kring.infra import fetching
from kring.infra.fetching import NotFetched, fetch_page, hand_over, is_outside, may_be_outside

OPEN = "93.184.216.34"
PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<title>Caf\xc3\xa9</title>"


class Elsewhere:
    """Names with the addresses they answer, in turn, and what the one server says at each path."""

    def __init__(self, port):
        self.port, self.names, self.pages = port, {}, {}
        self.dialled, self.requests = [], []

    def resolve(self, host, port):
        answers = self.names.get(host, [[OPEN]])
        return [(0, 0, 0, "", (one, port)) for one in (answers.pop(0) if len(answers) > 1 else answers[0])]

    def dial(self, address, port, seconds):
        self.dialled.append((address, port))
        return socket.create_connection(("127.0.0.1", self.port), timeout=seconds)

    def serve(self, listening):
        while True:
            try:
                line, _ = listening.accept()
            except OSError:
                return
            with line, suppress(OSError):
                self._answer(line)

    def _answer(self, line):
        request = line.recv(8192)
        self.requests.append(request.decode("latin-1"))
        words = self.requests[-1].split(" ")
        said = self.pages.get(words[1] if len(words) > 1 else "", PAGE)
        for part in [said] if isinstance(said, bytes) else said:
            line.sendall(part)


@pytest.fixture
def elsewhere(monkeypatch):
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        world = Elsewhere(listening.getsockname()[1])
        monkeypatch.setattr(fetching, "_resolve", world.resolve)
        monkeypatch.setattr(fetching, "_dial", world.dial)
        threading.Thread(target=world.serve, args=[listening], daemon=True).start()
        yield world
        listening.shutdown(socket.SHUT_RDWR)


def refused(address):
    with pytest.raises(NotFetched) as told:
        fetch_page(address)
    return str(told.value)


def moved(to):
    return f"HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n".encode()


def test_page_comes_with_a_plain_request(elsewhere):
    assert fetch_page("http://elders.example/nieuws?a=b#stuk") == "<title>Café</title>"
    assert elsewhere.dialled == [(OPEN, 80)]
    (request,) = elsewhere.requests
    assert request.startswith("GET /nieuws?a=b HTTP/1.1\r\nHost: elders.example\r\n")
    assert "User-Agent: Kring\r\n" in request
    assert "Accept-Encoding: identity\r\n" in request
    assert "cookie" not in request.lower()
    assert "authorization" not in request.lower()


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.9.9.9", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254"),
        *("100.64.0.1", "100.100.100.200", "168.63.129.16", "192.0.0.192", "198.18.0.1", "224.0.0.1"),
        *(
            "240.0.0.1",
            "255.255.255.255",
            "192.88.99.1",
            "::",
            "::1",
            "fe80::1",
            "fe80::1%2",
            "fd00:ec2::254",
        ),
        *("fec0::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:93.184.216.34", "::127.0.0.1"),
        *("64:ff9b::7f00:1", "64:ff9b:1::7f00:1", "2002:7f00:1::", "2001::1", "2001:db8::1"),
    ],
)
def test_address_inside_is_never_connected_to(elsewhere, address):
    assert not is_outside(address)
    elsewhere.names["binnen.example"] = [[address]]
    assert refused("http://binnen.example/") == "inside"
    elsewhere.names["half.example"] = [[OPEN, address]]
    assert refused("http://half.example/") == "inside"
    assert elsewhere.dialled == []


def test_address_outside_is_outside():
    assert is_outside(OPEN)
    assert is_outside("2606:2800:220:1:248:1893:25c8:1946")


@pytest.mark.parametrize("host", ["127.0.0.1", "2130706433", "0x7f.1", "127.1", "[::1]", "[::ffff:7f00:1]"])
def test_address_written_as_a_number_is_looked_at_too(elsewhere, monkeypatch, host):
    monkeypatch.setattr(fetching, "_resolve", lambda host, port: socket.getaddrinfo(host, port))
    assert refused(f"http://{host}/") == "inside"
    assert elsewhere.dialled == []


def test_name_that_answers_otherwise_the_second_time_gains_nothing(elsewhere):
    elsewhere.names["wissel.example"] = [[OPEN], ["127.0.0.1"]]
    assert "Café" in fetch_page("http://wissel.example/")
    assert elsewhere.dialled == [(OPEN, 80)]  # the very address that was looked at
    elsewhere.names["wissel.example"] = [[OPEN], ["127.0.0.1"]]
    elsewhere.pages["/verder"] = moved("/")
    assert refused("http://wissel.example/verder") == "inside"


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("ftp://elders.example/", "address"),
        ("file:///etc/passwd", "address"),
        ("mailto:iemand@elders.example", "address"),
        ("http://naam:geheim@elders.example/", "address"),
        ("http://elders.example\\@binnen/", "address"),
        ("http://elders.example/\r\nHost: binnen", "address"),
        ("http://[fe80::1%25eth0]/", "address"),
        ("http://elders.example:8080/", "port"),
        ("http://elders.example:22/", "port"),
        ("http://elders.example:99999/", "failed"),
        (f"http://{'a' * 70}.example/", "failed"),
    ],
)
def test_address_of_another_sort_is_refused(elsewhere, address, why):
    assert refused(address) == why
    assert elsewhere.dialled == []


@pytest.mark.parametrize(
    ("to", "why"),
    [
        ("http://binnen.example/", "inside"),
        ("http://elders.example:8080/", "port"),
        ("http://naam:geheim@elders.example/", "address"),
        ("file:///etc/passwd", "address"),
        ("gopher://elders.example/", "address"),
    ],
)
def test_each_redirect_is_looked_at_again(elsewhere, to, why):
    elsewhere.names["binnen.example"] = [["10.0.0.1"]]
    elsewhere.pages["/weg"] = moved(to)
    assert refused("http://elders.example/weg") == why
    assert elsewhere.dialled == [(OPEN, 80)]


def test_three_redirects_are_followed_and_no_more(elsewhere):
    for number in range(4):
        elsewhere.pages[f"/{number}"] = moved(f"/{number + 1}")
    assert "Café" in fetch_page("http://elders.example/1")
    assert refused("http://elders.example/0") == "redirects"


@pytest.mark.parametrize(
    ("headers", "why"),
    [
        ("HTTP/1.1 404 Not Found\r\nContent-Type: text/html", "status"),
        ("HTTP/1.1 200 OK\r\nContent-Type: application/pdf", "type"),
        ("HTTP/1.1 200 OK\r\nX-Nothing: here", "type"),
        ("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip", "packed"),
        ("Dit is geen HTTP", "failed"),
    ],
)
def test_other_answers_are_no_page(elsewhere, headers, why):
    body = gzip.compress(b"0" * 10_000_000)
    elsewhere.pages["/"] = headers.encode() + b"\r\n\r\n" + body
    assert refused("http://elders.example/") == why


@pytest.mark.parametrize("more", ["", "Content-Length: 99999999\r\n", "Transfer-Encoding: chunked\r\n"])
def test_no_more_is_read_than_the_limit(elsewhere, more):
    start = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{more}\r\n".encode()
    chunk = b"1000\r\n" + b"x" * 4096 + b"\r\n"
    elsewhere.pages["/"] = (start if first else chunk for first in [True, *[False] * 1000])
    assert 400_000 < len(fetch_page("http://elders.example/")) <= fetching.MOST_BYTES


def test_endless_headers_end(elsewhere):
    lines = (f"X-{number}: {'x' * 60_000}\r\n".encode() for number in range(99))
    elsewhere.pages["/"] = iter([b"HTTP/1.1 200 OK\r\n", *lines])
    assert refused("http://elders.example/") in {"type", "failed"}


def slowly(*parts):
    for part in parts:
        yield part
        for _ in range(100):
            time.sleep(0.05)
            yield b"x"


@pytest.mark.parametrize("begin", [b"", b"HTTP/1.1 200 OK\r\nX-Slow: ", PAGE])
def test_slow_drip_does_not_start_the_clock_again(elsewhere, monkeypatch, begin):
    monkeypatch.setattr(fetching, "SECONDS", 0.4)
    elsewhere.pages["/"] = slowly(begin)
    started = time.monotonic()
    assert refused("http://elders.example/") == "late"
    assert time.monotonic() - started < 3


def test_slow_resolver_is_left_behind(elsewhere, monkeypatch):
    monkeypatch.setattr(fetching, "SECONDS", 0.2)
    answered = threading.Event()
    monkeypatch.setattr(fetching, "_resolve", lambda host, port: answered.wait(30))
    assert refused("http://elders.example/") == "late"
    answered.set()


def test_certificate_that_nobody_vouches_for_is_refused(elsewhere):
    assert refused("https://elders.example/") == "failed"
    assert elsewhere.dialled == [(OPEN, 443)]


def test_machine_without_one_of_the_addresses_takes_the_next(elsewhere, monkeypatch):
    elsewhere.names["elders.example"] = [["2606:2800:220:1:248:1893:25c8:1946", OPEN]]

    def dial(address, port, seconds):
        if ":" in address:
            raise OSError("no way there")
        return elsewhere.dial(address, port, seconds)

    monkeypatch.setattr(fetching, "_dial", dial)
    assert "Café" in fetch_page("http://elders.example/")


def test_nothing_is_fetched_where_a_proxy_would_look_the_name_up(elsewhere, monkeypatch):
    monkeypatch.setenv("https_proxy", "http://proxy.example:3128")
    assert refused("http://elders.example/") == "proxy"
    assert elsewhere.dialled == []


def test_something_is_handed_over_locked_and_not_through_a_proxy(elsewhere, monkeypatch):
    with pytest.raises(NotFetched, match="address"):
        hand_over("http://elders.example/", b"iets", {})
    elsewhere.names["binnen.example"] = [["10.1.2.3"]]
    with pytest.raises(NotFetched, match="inside"):
        hand_over("https://binnen.example/", b"iets", {})
    with pytest.raises(NotFetched, match="failed"):
        hand_over("https://elders.example/", b"iets", {})  # it speaks no TLS
    monkeypatch.setenv("https_proxy", "http://proxy.example:3128")
    with pytest.raises(NotFetched, match="proxy"):
        hand_over("https://elders.example/", b"iets", {})
    assert "iets" not in "".join(elsewhere.requests)


def test_an_address_inside_is_seen_before_anything_is_looked_up():
    assert may_be_outside("https://push.elders.example/a")
    assert not may_be_outside("https://192.168.1.1/a")
    assert not may_be_outside("https://intranet/a")

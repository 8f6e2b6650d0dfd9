"""Push to browsers: a short text, locked for one browser only, handed to that browser's service.

Needs the extra `push` and a key of ours (`kring push key`); without either there is no push.
"""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from http import HTTPStatus
from importlib.util import find_spec
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from kring.infra.fetching import NotFetched, hand_over

_GONE = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
_POINT, _SECRET = 65, 16  # bytes of a browser's two keys


class Gone(Exception):
    """The browser wants no more of this."""


class NotTaken(Exception):
    """The service did not take it this time; the message is one word or number for why."""


@dataclass(frozen=True)
class Browser:
    """Where one browser takes push, and the keys that lock it."""

    endpoint: str
    p256dh: str
    auth: str


@dataclass(frozen=True)
class Push:
    """What is told. A later one of the same `topic` takes its place; `seconds` is how long it is kept."""

    words: Mapping[str, str]
    topic: str
    seconds: int


def is_set_up() -> bool:
    """Whether this Kring can push at all."""
    return bool(settings.PUSH_KEY) and find_spec("pywebpush") is not None


def new_key() -> str:
    """A new key of ours, as the settings hold it."""
    number = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
    return _as_text(number.to_bytes(32, "big"))


def public_key() -> str:
    """The part of our key that browsers are told."""
    number = int.from_bytes(_as_bytes(settings.PUSH_KEY), "big")
    public = ec.derive_private_key(number, ec.SECP256R1()).public_key()
    return _as_text(public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


def complaint() -> str:
    """Why our key is no key, or an empty text."""
    try:
        public_key()
    except ValueError:
        return "KRING_PUSH_KEY is not a key: make one with `kring push key`"
    return ""


def is_lock(p256dh: str, auth: str) -> bool:
    """Whether these are the two keys of a browser."""
    try:
        point, secret = _as_bytes(p256dh), _as_bytes(auth)
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    except ValueError:
        return False
    return len(point) == _POINT and len(secret) == _SECRET


def send(browser: Browser, push: Push) -> None:
    """Hand it to the browser's service. Raises Gone, or NotTaken when it may be tried again."""
    from py_vapid import Vapid  # of the extra
    from pywebpush import WebPusher

    keys = {"p256dh": browser.p256dh, "auth": browser.auth}
    pusher = WebPusher({"endpoint": browser.endpoint, "keys": keys})
    body = pusher.encode(json.dumps(dict(push.words)).encode(), "aes128gcm")["body"]
    parts = urlsplit(browser.endpoint)
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    claims = {"aud": f"{parts.scheme}://{parts.netloc}", "sub": f"mailto:{sender}"}
    headers = {
        **Vapid.from_string(settings.PUSH_KEY).sign(claims),
        "Content-Type": "application/octet-stream",
        "Content-Encoding": "aes128gcm",
        "TTL": str(push.seconds),
        "Topic": push.topic,
        "Urgency": "normal",
    }
    try:
        status = hand_over(browser.endpoint, body, headers)
    except NotFetched as error:
        raise NotTaken(str(error)) from error
    if status in _GONE:
        raise Gone
    if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        raise NotTaken(str(status))


def _as_text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _as_bytes(text: str) -> bytes:
    """Raises ValueError for what is no such text."""
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise ValueError(text) from error

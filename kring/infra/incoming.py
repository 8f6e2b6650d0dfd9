"""Mail that comes in: read with care, since anybody can send anything."""

import base64
import binascii
import hmac
import logging
import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses, parseaddr
from uuid import UUID

from django.conf import settings
from django.utils.crypto import salted_hmac

from kring.kit.markup import from_html

log = logging.getLogger("kring.mail")

LARGEST = 20_000_000  # bytes of a mail that are read
_SIGNED = 10
_BOUNCE = "b-"
_PLACES = ("x-original-to", "delivered-to", "envelope-to", "to", "cc")
_AWAY = re.compile(
    r"\s*(?:automatisch antwoord|automatic reply|auto(?:matic)?[- ]?reply|out of office|afwezig)", re.I
)


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """What matters of a mail that came in. `tag` is what stands after the + of our address."""

    tag: str = ""
    number: str = ""  # its Message-ID
    sender: str = ""
    is_automatic: bool = False
    text: str = ""
    status: str = ""  # of a mail that could not be delivered, as 5.1.1


def read(raw: bytes) -> Incoming:
    """Read a mail; of one that is broken as much as can be read, and never an error."""
    try:
        message = message_from_bytes(raw[:LARGEST], policy=policy.default)
        assert isinstance(message, EmailMessage)
    except Exception:  # parsers of mail know many ways to stumble
        log.warning("a mail came in that cannot be read")
        return Incoming()
    return Incoming(
        tag=_tag(message),
        number=header(message, "message-id")[:500],
        sender=parseaddr(header(message, "from"))[1].lower(),
        is_automatic=_is_automatic(message),
        text=_text(message),
        status=_status(message),
    )


def header(message: EmailMessage, name: str) -> str:
    """The first header of that name on one line; empty when it is not there or cannot be read."""
    try:
        return " ".join(str(message.get(name, "")).split())
    except Exception:
        return ""


def bounce_tag(mail_id: UUID) -> str:
    """The tag of the address to which a mail that cannot be delivered comes back."""
    raw = mail_id.bytes + _signature(mail_id)
    return _BOUNCE + base64.b32encode(raw).decode().rstrip("=").lower()


def behind_bounce_tag(tag: str) -> UUID | None:
    """The mail that came back; None for any other tag."""
    if not tag.startswith(_BOUNCE):
        return None
    word = tag.removeprefix(_BOUNCE).upper()
    try:
        raw = base64.b32decode(word + "=" * (-len(word) % 8))
    except (binascii.Error, ValueError):
        return None
    if len(raw) != 16 + _SIGNED:
        return None
    mail_id = UUID(bytes=raw[:16])
    return mail_id if hmac.compare_digest(raw[16:], _signature(mail_id)) else None


def _signature(mail_id: UUID) -> bytes:
    return salted_hmac("kring.infra.bounce", mail_id.hex, algorithm="sha256").digest()[:_SIGNED]


def _tag(message: EmailMessage) -> str:
    """What stands after the + in the first address of ours."""
    local, _, domain = settings.MAIL_REPLY.lower().rpartition("@")
    for name in _PLACES:
        for _name, address in getaddresses([header(message, name)]):
            before, _, after = address.lower().rpartition("@")
            own, plus, tag = before.partition("+")
            if plus and (own, after) == (local, domain):
                return tag
    return ""


def _is_automatic(message: EmailMessage) -> bool:
    said = header(message, "auto-submitted").lower()
    return (
        (said not in {"", "no"})
        or header(message, "precedence").lower() in {"bulk", "junk", "list", "auto_reply"}
        or any(header(message, name) for name in ("x-autoreply", "x-autorespond", "list-id"))
        or header(message, "return-path") == "<>"
        or _AWAY.match(header(message, "subject")) is not None
    )


def _text(message: EmailMessage) -> str:
    """The text of a mail; of one that has only HTML the same as Markdown."""
    try:
        part = message.get_body(preferencelist=("plain", "html"))
        if part is None:
            return ""
        words = str(part.get_content())
        if part.get_content_subtype() == "html":
            return from_html(words)
        return _unfolded(words) if part.get_param("format") == "flowed" else words
    except Exception:
        log.warning("the text of a mail that came in cannot be read")
        return ""


def _unfolded(words: str) -> str:
    """Lines that a mail program broke to fit are whole again (RFC 3676)."""
    return re.sub(r"(?m)(?<=[^\s>-]) \r?\n(?![\s>]|-- ?$)", " ", words)


def _status(message: EmailMessage) -> str:
    """The status of what could not be delivered, when this is a report of that."""
    try:
        if message.get_content_type() != "multipart/report":
            return ""
        for part in message.walk():
            if part.get_content_type() == "message/delivery-status":
                found = re.search(r"(?im)^status:\s*(\d\.\d{1,3}\.\d{1,3})", part.as_string())
                return found[1] if found else ""
    except Exception:
        log.warning("a report about a mail cannot be read")
    return ""

"""Small dumps written by ourselves, in both shapes, and an administrator to own what comes in."""

import gzip
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from kring.groups.access import viewer_for
from kring.identity.actions import NewAccount, create_account, grant_role
from kring.identity.models import Account, Role
from kring.identity.viewer import Viewer
from kring.kit.names import split_name
from kring.transfer.actions import Wishes, import_stackexchange
from kring.transfer.parity import Parity

NOW = datetime(2026, 11, 20, 9, 12, tzinfo=UTC)
Tables = Mapping[str, Sequence[Mapping[str, Any]]]

USERS = [
    {"id": -1, "name": "Huismeester", "created": "2020-01-01T08:00:00.000"},
    {
        "id": 1,
        "name": "Kees van der Plas",
        "created": "2020-01-02T08:00:00.000",
        "about": "<p>Bouwt <b>dijken</b></p>",
    },
    {"id": 2, "name": "Anna", "created": "2020-01-03T08:00:00.000", "location": "Waterrijk"},
    {"id": 3, "name": "Anna", "created": "2020-01-04T08:00:00.000"},
]
TAGS = [{"name": "dijken", "count": 2, "excerpt": 50}, {"name": "c++", "count": 1}, {"name": "c", "count": 1}]
DIKE = {
    "id": 10,
    "type": "question",
    "accepted": 12,
    "date": "2020-02-01T09:00:00.120",
    "score": 3,
    "owner": 1,
    "title": "Hoe hoog is de dijk?",
    "tags": ["dijken", "c++"],
    "license": "CC BY-SA 4.0",
    "body": "<p>Ik meet <em>vier</em> meter.</p><script>alert(1)</script>",
}
DITCH = {
    "id": 14,
    "type": "question",
    "date": "2016-02-03T10:00:00.000",
    "score": 0,
    "owner_name": "user404",
    "title": "En de sloot?",
    "tags": ["sloten"],
    "closed": "2020-03-01T00:00:00.000",
    "body": "<p>Diep.</p>",
}


def answer(key: int, parent: int, day: str, owner: int, body: str) -> dict[str, Any]:
    """An answer as a dump tells it."""
    moment = f"{day}T10:00:00.000"
    return {"id": key, "type": "answer", "parent": parent, "date": moment, "owner": owner, "body": body}


POSTS = [
    DIKE,
    answer(11, 10, "2020-02-01", 2, "<p>Vijf.</p>"),
    answer(12, 10, "2020-02-02", 3, "<p>Zes.</p>"),
    answer(13, 99, "2020-02-03", 3, "<p>Wees.</p>"),
    DITCH,
    {
        "id": 15,
        "type": "question",
        "accepted": 11,
        "date": "2020-02-05T10:00:00.000",
        "title": "",
        "body": " ",
    },
    {"id": 50, "type": "tag_excerpt", "date": "2020-01-05T10:00:00.000", "body": "Over het keren van water."},
    {"id": 51, "type": "tag_wiki", "date": "2020-01-05T10:00:00.000", "body": "<p>Lang verhaal.</p>"},
]
COMMENTS = [
    {"id": 20, "post": 10, "user": 2, "date": "2020-02-01T11:00:00.000", "score": 4, "text": "Welke *dijk*?"},
    {
        "id": 21,
        "post": 12,
        "user": 1,
        "date": "2020-02-04T11:00:00.000",
        "score": 0,
        "text": "Dank! @anna #dijken",
    },
    {"id": 22, "post": 13, "user": 1, "date": "2020-02-04T11:00:00.000", "score": 0, "text": "Bij een wees."},
]
VOTES = [
    {"id": 1, "post": 10, "type": "up", "date": "2020-02-02"},
    {"id": 2, "post": 10, "type": "up", "date": "2020-02-03"},
    {"id": 3, "post": 12, "type": "accepted", "date": "2020-02-06"},
    {"id": 4, "post": 10, "type": "down", "date": "2020-02-03"},
    {"id": 5, "post": 10, "type": "favorite", "date": "2020-02-03", "user": 2},
    {"id": 6, "post": 13, "type": "up", "date": "2020-02-03"},
    {"id": 7, "post": 10, "type": "bounty_start", "date": "2020-02-03"},
]
LINKS = [{"post": 10, "related": 14, "type": "linked", "date": "2020-02-03T10:00:00.000"}]
BADGES = [{"user": 1, "name": "Teacher", "date": "2020-02-03T10:00:00.000", "class": 3}]
TABLES: Tables = {
    "users": USERS,
    "tags": TAGS,
    "posts": POSTS,
    "comments": COMMENTS,
    "votes": VOTES,
    "links": LINKS,
    "badges": BADGES,
}

_XML_FILES = {"links": "PostLinks"}
_TYPES = {"question": 1, "answer": 2, "tag_excerpt": 4, "tag_wiki": 5, "accepted": 1, "up": 2, "down": 3}
_TYPES |= {"favorite": 5, "bounty_start": 8, "linked": 1}
_XML_NAMES = {
    "posts": {
        "type": "PostTypeId",
        "accepted": "AcceptedAnswerId",
        "parent": "ParentId",
        "owner": "OwnerUserId",
        "owner_name": "OwnerDisplayName",
        "closed": "ClosedDate",
        "license": "ContentLicense",
    },
    "users": {"created": "CreationDate", "name": "DisplayName", "about": "AboutMe"},
    "tags": {"name": "TagName", "excerpt": "ExcerptPostId"},
    "comments": {"post": "PostId", "user": "UserId"},
    "votes": {"post": "PostId", "type": "VoteTypeId", "user": "UserId"},
    "links": {"post": "PostId", "type": "LinkTypeId"},
}


def write_lines(folder: Path, tables: Tables = TABLES, *, packed: bool = True) -> Path:
    """Write a dump as JSON lines."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        text = "".join(f"{json.dumps(row)}\n" for row in rows).encode()
        if packed:
            (folder / f"{name}.jsonl.gz").write_bytes(gzip.compress(text))
        else:
            (folder / f"{name}.jsonl").write_bytes(text)
    return folder


def write_xml(folder: Path, tables: Tables = TABLES) -> Path:
    """Write the same dump as the original XML: a row each, absent attributes left out."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        lines = [f"  <row {_attributes(name, row)} />" for row in rows]
        title = _XML_FILES.get(name, name.title())
        text = "\n".join(['\ufeff<?xml version="1.0" encoding="utf-8"?>', f"<{name}>", *lines, f"</{name}>"])
        (folder / f"{title}.xml").write_text(text, "utf-8")
    return folder


def _attributes(table: str, row: Mapping[str, Any]) -> str:
    names = {"date": "CreationDate", **_XML_NAMES.get(table, {})}
    told = {}
    for key, value in row.items():
        if key == "tags":
            value = "".join(f"<{tag}>" for tag in value)
        elif key == "type":
            value = _TYPES[value]
        told[names.get(key, key.title())] = str(value)
    return " ".join(f"{key}={quoteattr(value)}" for key, value in told.items())


def administrator() -> Account:
    """Somebody to own the group of what comes in."""
    person = NewAccount(email="ingrid@waterrijk.example", name=split_name("Ingrid van Dalen"))
    account = create_account(person=person, by=None, now=NOW)
    grant_role(account_id=account.pk, role=Role.FUNCTIONAL_ADMIN, by=None, now=NOW)
    return account


def colleague(name: str = "Noor de Wit") -> Viewer:
    """Somebody who reads."""
    person = NewAccount(email=f"{name.split()[0].lower()}@waterrijk.example", name=split_name(name))
    return viewer_for(create_account(person=person, by=None, now=NOW))


def taken_over(folder: Path, **wanted: Any) -> Parity:
    """Import a dump under the name "dorp"."""
    return import_stackexchange(wishes=Wishes(folder=folder, source="dorp", **wanted), now=NOW)

"""Reading dumps: both shapes, faulty rows, hostile files."""

import gzip
import json
import os
from pathlib import Path

import pytest

from kring.transfer.readers.records import Flaw, Kind, Other, Person, Post, Tag, Unreadable
from kring.transfer.readers.stackexchange import TABLES, open_dump, records_of
from kring.transfer.refusal import ImportRefused
from kring.transfer.tests.make import TABLES as ROWS
from kring.transfer.tests.make import write_lines, write_xml


def all_records(folder: Path) -> dict[str, list[object]]:
    dump = open_dump(folder)
    return {table: list(records_of(dump, table)) for table in TABLES}


def read_posts(folder: Path, *lines: str) -> list[object]:
    """The records of a posts file with these lines."""
    write_lines(folder, {"users": []})
    (folder / "posts.jsonl").write_text("\n".join(lines), "utf-8")
    return list(records_of(open_dump(folder), "posts"))


def test_both_shapes_hold_the_same_records(tmp_path: Path) -> None:
    lines = all_records(write_lines(tmp_path / "lines"))
    assert lines == all_records(write_xml(tmp_path / "xml"))
    assert lines == all_records(write_lines(tmp_path / "plain", packed=False))
    assert len(lines["posts"]) == 8
    assert isinstance(lines["posts"][7], Other)


def test_records_are_typed(tmp_path: Path) -> None:
    found = all_records(write_xml(tmp_path))
    person, tag, post = found["users"][1], found["tags"][0], found["posts"][0]
    assert isinstance(person, Person)
    assert (person.key, person.name) == (1, "Kees van der Plas")
    assert isinstance(tag, Tag)
    assert (tag.name, tag.excerpt) == ("dijken", 50)
    assert isinstance(post, Post)
    assert post.created.isoformat() == "2020-02-01T09:00:00.120000+00:00"
    assert (post.kind, post.accepted, post.tags) == (Kind.QUESTION, 12, ("dijken", "c++"))
    assert post.where.line == 3


def test_newer_tags_are_read_too(tmp_path: Path) -> None:
    folder = write_xml(tmp_path)
    text = (
        (folder / "Posts.xml")
        .read_text("utf-8")
        .replace('Tags="&lt;dijken&gt;&lt;c++&gt;"', 'Tags="|dijken|c++|"')
    )
    (folder / "Posts.xml").write_text(text, "utf-8")
    post = all_records(folder)["posts"][0]
    assert isinstance(post, Post)
    assert post.tags == ("dijken", "c++")


@pytest.mark.parametrize(
    ("line", "kind", "flaw", "column"),
    [
        ("nonsense", Kind.OTHER, Flaw.NOT_A_ROW, ""),
        ("[1, 2]", Kind.OTHER, Flaw.NOT_A_ROW, ""),
        ("[" * 100_000, Kind.OTHER, Flaw.NOT_A_ROW, ""),
        ('{"type": "answer", "id": 1, "date": "2020-01-01"}', Kind.ANSWER, Flaw.MISSING, "parent"),
        ('{"type": "question", "id": "x", "date": "2020-01-01"}', Kind.QUESTION, Flaw.NOT_A_NUMBER, "id"),
        ('{"type": "question", "id": true}', Kind.QUESTION, Flaw.NOT_A_NUMBER, "id"),
        ('{"type": "question", "id": ' + "9" * 30 + "}", Kind.QUESTION, Flaw.NOT_A_NUMBER, "id"),
        ('{"type": "question", "id": 1, "date": "gisteren"}', Kind.QUESTION, Flaw.NOT_A_MOMENT, "date"),
        ('{"type": "question", "id": 1, "date": "0001-01-01"}', Kind.QUESTION, Flaw.NOT_A_MOMENT, "date"),
        (
            '{"type": "question", "id": 1, "date": "2020-01-01", "body": 7}',
            Kind.QUESTION,
            Flaw.NOT_TEXT,
            "body",
        ),
        (
            '{"type": "question", "id": 1, "date": "2020-01-01", "tags": [7]}',
            Kind.QUESTION,
            Flaw.NOT_TEXT,
            "tags",
        ),
    ],
)
def test_a_faulty_row_is_named_and_the_next_is_read(
    tmp_path: Path, line: str, kind: Kind, flaw: Flaw, column: str
) -> None:
    good = json.dumps(ROWS["posts"][0])
    fault, post = read_posts(tmp_path, line, good)
    assert isinstance(fault, Unreadable)
    assert (fault.kind, fault.flaw, fault.column) == (kind, flaw, column)
    assert (fault.where.file, fault.where.line) == ("posts.jsonl", 1)
    assert isinstance(post, Post)


def test_signs_that_no_page_can_hold_are_replaced(tmp_path: Path) -> None:
    row = {**ROWS["posts"][0], "title": "nul\x00\ud800"}
    (post,) = read_posts(tmp_path, json.dumps(row))
    assert isinstance(post, Post)
    assert post.title == "nul\ufffd\ufffd"


def hostile(name: str, folder: Path) -> None:
    """Make one kind of hostile archive."""
    target = folder / "posts.jsonl.gz"
    contents = {
        "torn": gzip.compress(b'{"id": 1}\n' * 1000)[:-20],
        "no gzip": b"this is no gzip",
        "long line": gzip.compress(b" " * 9_000_000, 1),
        "no utf-8": gzip.compress(b'{"id": 1, "title": "\xff\xfe"}\n'),
        "something else": gzip.compress(b"name,value\n" * 3000),
    }
    if name in contents:
        target.write_bytes(contents[name])
    elif name == "link outside":
        outside = folder.parent / "secret.jsonl.gz"
        outside.write_bytes(gzip.compress(b"{}"))
        target.unlink()
        target.symlink_to(outside)
    elif name == "pipe":
        target.unlink()
        os.mkfifo(target)
    elif name == "missing":
        target.unlink()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("torn", "damaged"),
        ("no gzip", "damaged"),
        ("long line", "longer than 4 MB"),
        ("no utf-8", "line 1, is not UTF-8"),
        ("something else", "does not hold the rows"),
        ("link outside", "leads out of the folder"),
        ("pipe", "There is no posts.jsonl.gz"),
        ("missing", "There is no posts.jsonl.gz"),
    ],
)
def test_a_hostile_archive_is_refused_with_a_sentence(
    tmp_path: Path, name: str, words: str, settings: object
) -> None:
    folder = write_lines(tmp_path / "dump")
    hostile(name, folder)
    with pytest.raises(ImportRefused) as refused:
        all_records(folder)
    assert words in str(refused.value)


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "text",
    [
        f"{BOMB}<posts><row Id='1' Body='&b;'/></posts>",
        "<posts><row Id='1'",
        "<posts><row Id='1' Body='" + "a" * 9_000_000 + "'/></posts>",
        "<?xml version='1.0' encoding='klingon'?><posts/>",
        "no xml at all",
    ],
    ids=["entities", "torn", "endless cell", "encoding", "text"],
)
def test_hostile_xml_is_refused_with_a_sentence(tmp_path: Path, text: str) -> None:
    folder = write_xml(tmp_path)
    (folder / "Posts.xml").write_text(text, "utf-8")
    with pytest.raises(ImportRefused):
        all_records(folder)


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="not a folder"):
        open_dump(tmp_path / "nowhere")

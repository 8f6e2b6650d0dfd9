"""The check pass decides about every row, and everything adds up."""

import json
from pathlib import Path

import pytest

from kring.transfer.parity import Parity
from kring.transfer.readers.records import Kind, Reason
from kring.transfer.readers.stackexchange import open_dump
from kring.transfer.survey import Survey, survey
from kring.transfer.tests.make import POSTS, TABLES, USERS, taken_over, write_lines, write_xml


def surveyed(folder: Path) -> Survey:
    return survey(open_dump(folder), lambda _step, _done, _total: None)


def told(seen: Survey) -> dict[Kind, tuple[int, int, dict[Reason, int]]]:
    return {line.kind: (line.found, line.imported, dict(line.skipped)) for line in seen.lines()}


@pytest.mark.parametrize("write", [write_lines, write_xml])
def test_every_row_is_counted_once(tmp_path: Path, write: object) -> None:
    counts = told(surveyed(write(tmp_path)))  # type: ignore[operator]
    assert counts == {
        Kind.PERSON: (4, 3, {Reason.SYSTEM: 1}),
        Kind.TOPIC: (4, 4, {}),
        Kind.QUESTION: (3, 2, {Reason.EMPTY: 1}),
        Kind.ANSWER: (3, 2, {Reason.ORPHAN: 1}),
        Kind.COMMENT: (3, 2, {Reason.ORPHAN: 1}),
        Kind.ACCEPTED: (1, 1, {}),
        Kind.VOTE: (7, 3, {Reason.NEGATIVE: 1, Reason.BOOKMARK: 1, Reason.ORPHAN: 1, Reason.NO_PLACE: 1}),
        Kind.TAG_TEXT: (2, 1, {Reason.LATER: 1}),
        Kind.LINK: (1, 0, {Reason.LATER: 1}),
        Kind.BADGE: (1, 0, {Reason.NO_PLACE: 1}),
    }


def test_unknown_writers_and_dates_are_told(tmp_path: Path) -> None:
    seen = surveyed(write_lines(tmp_path))
    assert seen.unknown == ["name:user404"]
    assert seen.first
    assert seen.last
    assert (seen.first.year, seen.last.isoformat()[:10]) == (2016, "2020-02-04")


def test_an_answer_before_its_question_comes_in(tmp_path: Path) -> None:
    seen = surveyed(write_lines(tmp_path, {**TABLES, "posts": list(reversed(POSTS))}))
    assert told(seen)[Kind.ANSWER][1] == 2
    assert told(seen)[Kind.ACCEPTED][1] == 1


def test_rows_that_stand_there_twice_count_once(tmp_path: Path) -> None:
    twice = {
        name: [*rows, *rows]
        for name, rows in TABLES.items()
        if name in {"users", "posts", "comments", "tags"}
    }
    seen = surveyed(write_lines(tmp_path, twice))
    assert all(line.adds_up for line in seen.lines())
    assert told(seen)[Kind.QUESTION] == (6, 2, {Reason.EMPTY: 2, Reason.DUPLICATE: 2})
    assert told(seen)[Kind.PERSON][2] == {Reason.DUPLICATE: 4, Reason.SYSTEM: 1}


def test_a_choice_of_somebody_elses_answer_is_left_out(tmp_path: Path) -> None:
    posts = [{**POSTS[0], "accepted": 13}, *POSTS[1:]]
    seen = surveyed(write_lines(tmp_path, {**TABLES, "posts": posts}))
    assert told(seen)[Kind.ACCEPTED] == (1, 0, {Reason.NOT_OURS: 1})


def test_the_software_itself_comes_in_when_it_wrote(tmp_path: Path) -> None:
    posts = [{**POSTS[0], "owner": -1}]
    seen = surveyed(write_lines(tmp_path, {"users": USERS, "posts": posts}))
    assert told(seen)[Kind.PERSON] == (4, 4, {})


def test_a_text_above_the_limit_is_left_out(tmp_path: Path) -> None:
    bodies = ["*" * 30_000, "a" * 39_000, "a" * 41_000, "<b>" * 10_001]
    posts = [{**POSTS[0], "id": number, "accepted": 0, "body": body} for number, body in enumerate(bodies, 1)]
    seen = surveyed(write_lines(tmp_path, {"users": USERS, "posts": posts}))
    assert list(seen.questions) == [2]
    assert told(seen)[Kind.QUESTION][2] == {Reason.TOO_LARGE: 3}


@pytest.mark.parametrize("name", ["se-french-meta", "se-quantumcomputing", "se-history-meta"])
def test_real_dumps_add_up(real_set, name: str) -> None:
    seen = surveyed(real_set(name))
    assert all(line.adds_up for line in seen.lines())
    counts = told(seen)
    assert counts[Kind.QUESTION][0] == counts[Kind.QUESTION][1] > 250
    assert counts[Kind.ANSWER][0] == counts[Kind.ANSWER][1]
    assert seen.fault_count == 0


def report_of(folder: Path) -> Parity:
    return taken_over(folder, dry_run=True)


def test_the_report_speaks_both_languages_and_json(tmp_path: Path, db: None) -> None:
    folder = write_lines(tmp_path, packed=False)
    with (folder / "comments.jsonl").open("a") as file:
        file.write('{"id": "drie"}\n')
    parity = report_of(folder)
    english, dutch = parity.words("en"), parity.words("nl")
    assert "comments.jsonl, line 4: id is no whole number" in english
    assert "Nothing was written" in english
    assert "Er is niets geschreven" in dutch
    assert english.count("\n") == dutch.count("\n")
    figures = json.loads(json.dumps(parity.figures()))
    for kind in figures["kinds"].values():
        assert kind["found"] == kind["imported"] + sum(kind["skipped"].values())
    assert figures["faults"] == [
        {"file": "comments.jsonl", "line": 4, "flaw": "not_a_number", "column": "id"}
    ]

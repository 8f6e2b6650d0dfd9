"""Hostile text: nothing that could execute survives, whichever way it comes in."""

import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kring.kit.markup import PersonRef, TooLong, clean, find_mentions, find_topics, from_html, render
from kring.kit.tests.hostile import faults

RealSet = Callable[[str], Path]


def payloads(folder: Path) -> Iterator[str]:
    yield from json.loads((folder / "blns.json").read_text(encoding="utf-8"))
    with gzip.open(folder / "xss-payloads.txt.gz", "rt", encoding="utf-8", errors="replace") as lines:
        yield from (line.rstrip("\n") for line in lines)
    with gzip.open(folder / "dompurify-expect.jsonl.gz", "rt", encoding="utf-8") as lines:
        yield from (json.loads(line)["payload"] for line in lines)


def test_the_judge_sees_faults():
    assert faults("<p onclick=x>") == ["<p onclick>"]
    assert faults("<script>") == ["<script>"]
    assert faults('<a href="java\tscript:x">') != []
    assert faults('<p>javascript:alert(1) onerror=x</p><a href="/x">y</a>') == []


@pytest.mark.slow
def test_hostile_text_through_render(real_set: RealSet):
    texts = list(payloads(real_set("hostile-text")))
    assert len(texts) > 3500
    for text in texts:
        for source in (text, f"[x]({text})", f"[x](<{text}>)", f"![{text}]({text})", f"> - `{text}`"):
            assert faults(render(source, people={}, topics={}).html) == [], source
        find_mentions(text)
        find_topics(text)


@pytest.mark.slow
def test_hostile_text_as_name_and_address_of_a_person(real_set: RealSet):
    for text in payloads(real_set("hostile-text")):
        people = {"x": PersonRef("x", text, text)}
        assert faults(render("@x", people=people, topics={}).html) == [], text


@pytest.mark.slow
def test_hostile_text_through_clean_and_from_html(real_set: RealSet):
    for text in payloads(real_set("hostile-text")):
        for html in (text, f'<a href="{text}">x</a>', f"<p {text}>x</p>", f"<a href='/x' title='{text}'>x"):
            assert faults(clean(html)) == [], html
            assert faults(render(from_html(html), people={}, topics={}).html) == [], html


def test_clean_keeps_ours_and_drops_the_rest():
    assert clean('<p class="x" style="a" hx-get="/b" data-hx-on="c">y</p>') == "<p>y</p>"
    assert clean('<a class="mention btn" href="/x" title="t" target="_top">y</a>') == (
        '<a class="mention" href="/x">y</a>'
    )
    assert clean('<a href="//evil.nl">y</a><div>z</div>') == "yz"
    assert clean("<svg><script>x</script></svg><style>x</style><!-- c -->y") == "y"
    assert clean('<a href="/<a>" title="<a>">x</a>') == "x"
    assert clean('<ol start="1e9"><li>x</ol>') == "<ol><li>x</li></ol>"


def test_clean_twice_changes_nothing(real_set: RealSet):
    for text in payloads(real_set("hostile-text")):
        once = clean(text)
        assert clean(once) == once


@pytest.mark.parametrize("function", [clean, from_html])
def test_endless_nesting_is_refused(function: Callable[[str], str]):
    with pytest.raises(TooLong):
        function("<p><ul><li>" * 100_000)

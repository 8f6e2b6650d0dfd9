"""What a page of another site says of itself."""

from time import perf_counter

import pytest

from kring.kit.heads import Head, head_of


def test_words_of_a_page():
    html = """<html><head><title>Fiets &amp; trein</title><meta charset=utf-8>
    <meta name="Description" content="Alles over &lt;reizen&gt;.">
    <meta property="og:site_name" content='De Site'>
    </head><body><p>Tekst</body>"""
    assert head_of(html) == Head("Fiets & trein", "De Site", "Alles over <reizen>.")


def test_words_for_sharing_come_first():
    html = """<title>Site | Fiets</title><meta name=description content="Lang">
    <meta property="og:title" content="Fiets"><meta property="og:description" content="Kort">"""
    assert head_of(html) == Head("Fiets", "", "Kort")


def test_page_that_says_nothing():
    assert head_of("<p>Dag</p><meta><meta name=description>") == Head("", "", "")
    assert head_of("") == Head("", "", "")


def test_signs_that_turn_or_hide_are_left_out():
    html = "<title>Goed\u202enieuws\u2066\u200b\x00\x1b[0m\n over\t werk</title>"
    assert head_of(html).title == "Goednieuws[0m over werk"


def test_words_are_cut():
    long = "woord " * 300
    head = head_of(f'<title>{long}</title><meta name="description" content="{long}">')
    assert len(head.title) <= 200
    assert head.title.endswith("woord w…")
    assert len(head.description) <= 300


@pytest.mark.parametrize(
    "piece", ["<", "<meta ", "<title>", "<title ", "<meta a='", "<!--", "<![CDATA[", "&#"]
)
def test_hostile_page_takes_no_time(piece):
    started = perf_counter()
    head_of(piece * (512 * 1024 // len(piece)))
    assert perf_counter() - started < 3

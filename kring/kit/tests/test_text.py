"""The analyser: words, lexemes, compounds, queries and passages."""

import gzip
import itertools
import json
import re
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kring.kit.text import (
    analyser,
    highlight,
    lexemes,
    query_terms,
    to_tsquery_literal,
    to_tsvector_literal,
    words,
)
from kring.kit.text.analyser import Analyser
from kring.kit.text.compounds import Splitter, default_splitter, load_words

RealSet = Callable[[str], Path]

SMALL_LIST = """
omgeving vergunning vergunningen parkeer gemeente gemeen tehuis huis raad stad stads deel pannen pan koek
beleid medewerker zonne zon energie voor stellen best eden besteden hond hok scherm beeld schap wetenschap
weten kosten koste school plein afval inzameling formulier declaratie
"""
SPLITTER = Splitter(SMALL_LIST.split())


def test_words():
    assert words("De foto's, e-mail en IT-beleid: Reïntegratie!") == [
        "de", "fotos", "email", "en", "itbeleid", "reintegratie",
    ]  # fmt: skip
    assert words("l’été d'accord 2024-00123 12.30 uur") == [
        "l", "ete", "d", "accord", "202400123", "12", "30", "uur",
    ]  # fmt: skip
    assert words("re\u0308integratie ?! _") == ["reintegratie"]


def found(text: str) -> set[str]:
    return {lexeme for lexeme, _ in lexemes(text)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("declaratie", "declaraties"), ("vergunning", "vergunningen"), ("huis", "huizen"), ("foto", "foto's"),
        ("fietsen", "fiets"), ("idee", "ideeën"), ("gemeente", "gemeentes"), ("reïntegratie", "reintegratie"),
        ("meeting", "meetings"), ("colleagues", "colleague"), ("policy", "policies"), ("e-mail", "email"),
            ("categorieën", "categorie"),
        ("AVG-verzoek", "verzoek"),
    ],
)  # fmt: skip
def test_forms_of_one_word_meet(one: str, other: str):
    assert found(one) & {form for term in query_terms(other) for form in term}


@pytest.mark.parametrize(
    ("one", "other"), [("huis", "huid"), ("raad", "ruit"), ("vis", "vies"), ("burger", "burcht")]
)
def test_other_words_do_not_meet(one: str, other: str):
    assert not found(one) & found(other)


def test_stop_words_have_a_place_but_no_lexeme():
    assert [pair for pair in lexemes("het huis van de raad") if pair[0] in ("huis", "raad", "van")] == [
        ("huis", 2),
        ("raad", 5),
    ]
    assert found("de or en het it") == set()
    assert {"or", "it"} <= found("de OR en IT")


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("omgevingsvergunning", ("omgeving", "vergunning")),
        ("parkeervergunningen", ("parkeer", "vergunningen")),
        ("gemeentehuis", ("gemeente", "huis")),
        ("stadsdeel", ("stad", "deel")),
        ("pannenkoek", ("pannen", "koek")),
        ("beleidsmedewerker", ("beleid", "medewerker")),
        ("zonneenergie", ("zonne", "energie")),
        ("gemeenteraadsvergunning", ("gemeente", "raad", "vergunning")),
        ("declaratieformulier", ("declaratie", "formulier")),
        ("voorstellen", ()),
        ("besteden", ()),
        ("wetenschap", ()),
        ("vergunning", ()),
        ("hondhok", ()),
        ("", ()),
        ("vergunning" * 9, ()),
    ],
)
def test_compounds(word: str, parts: tuple[str, ...]):
    assert SPLITTER.split(word) == parts


def test_without_a_word_list_nothing_is_split(tmp_path: Path):
    assert Splitter().split("omgevingsvergunning") == ()
    path = tmp_path / "nl.txt"
    path.write_text("omgeving\nvergunning\n", encoding="utf-8")
    assert Splitter(load_words(path)).split("omgevingsvergunning") == ("omgeving", "vergunning")
    assert default_splitter() is default_splitter()


def test_parts_of_a_compound_stand_at_its_position():
    pairs = Analyser(SPLITTER).lexemes("een omgevingsvergunning vragen")
    assert {("omgeving", 2), ("vergunning", 2), ("omgevingsvergunning", 2)} <= set(pairs)
    assert ("vragen", 3) in pairs


def test_vector_literal():
    literal = to_tsvector_literal([("A", "De raad"), ("D", "raad, O'Brien")])
    entries = dict(entry.rsplit(":", 1) for entry in literal.split(" "))
    assert entries["'raad'"] == "2A,3D"
    assert entries["'brien'"] == "5D"
    assert to_tsvector_literal([]) == ""
    with pytest.raises(ValueError, match="weight"):
        to_tsvector_literal([("E", "x")])


VECTOR = re.compile(r"'(?:[^'\\]|''|\\\\)+':[0-9]+[ABCD](?:,[0-9]+[ABCD])*")


@given(st.text())
def test_any_text_makes_a_well_formed_vector(text: str):
    literal = to_tsvector_literal([("B", text)])
    assert all(VECTOR.fullmatch(entry) for entry in literal.split(" ") if entry)


def test_vector_stays_within_the_limits_of_the_database(monkeypatch: pytest.MonkeyPatch):
    literal = to_tsvector_literal([("A", "raad " * 20_000), ("D", "x" * 5000), ("D", "huis " * 20_000)])
    entries = dict(entry.rsplit(":", 1) for entry in literal.split(" "))
    places = entries["'raad'"].split(",")
    assert len(places) == 255
    assert entries["'huis'"] == "16383D"
    assert max(len(entry) for entry in entries) < 2000
    monkeypatch.setattr(analyser, "_MAX_VECTOR_BYTES", 5000)
    many = to_tsvector_literal([("D", " ".join(f"woord{number}x" for number in range(800)))])
    assert 2000 < len(many) < 5000
    assert all(VECTOR.fullmatch(entry) for entry in many.split(" "))


def test_query_literal():
    assert to_tsquery_literal("") == to_tsquery_literal(" ?! ") == ""
    assert to_tsquery_literal("brug") == "('brug')"
    assert to_tsquery_literal("de brug") == "('brug')"
    assert to_tsquery_literal("de") == "('de')"
    assert to_tsquery_literal("brug hu", prefix_last=True) == "('brug') & ('hu' | 'hu':*)"
    assert to_tsquery_literal("brug hu ", prefix_last=True) == "('brug') & ('hu')"
    assert "('e') & ('mail')" in to_tsquery_literal("e-mail")
    assert to_tsquery_literal("x " * 50).count("&") == 0


def test_query_in_either_language_meets():
    text = found("Onze declaraties and the policies of colleagues")
    for query in ("declaratie", "policy", "colleague"):
        assert any(form in text for form in query_terms(query)[0])


@given(st.text())
def test_any_query_is_well_formed(text: str):
    literal = to_tsquery_literal(text, prefix_last=True)
    bare = re.sub(r"'(?:[^'\\]|''|\\\\)+'(?::\*)?", "x", literal)
    assert re.fullmatch(r"[x &|()]*", bare)
    assert bare.count("(") == bare.count(")")


def test_highlight_shows_the_best_passage():
    text = "Inleiding " * 60 + "waarin vergunningen en huizen samen staan. " + "Slot " * 60
    pieces = highlight(text, "de vergunning voor een huis", limit=120)
    assert [piece for piece, matched in pieces if matched] == ["vergunningen", "huizen"]
    line = "".join(piece for piece, _ in pieces)
    assert line.startswith("… ")
    assert line.endswith(" …")
    assert len(line) <= 120 + 4


def test_highlight_of_short_text_and_of_nothing():
    assert highlight("Het huis.", "huizen") == [("Het ", False), ("huis", True), (".", False)]
    assert highlight("Het huis.", "") == [("Het huis.", False)]
    assert highlight("", "huis") == []
    assert highlight("de de het", "de de") == [("de de het", False)]


@given(st.lists(st.sampled_from(["raad", "huizen", "de", "X", "lang" * 30, "é,"]), max_size=80))
def test_highlight_pieces_are_the_text(items: list[str]):
    text = " ".join(items)
    line = "".join(piece for piece, _ in highlight(text, "raad huis", limit=60))
    assert line.removeprefix("… ").removesuffix(" …") in text
    assert len(line) <= 64


def test_many_threads_get_the_same_stems():
    text = " ".join(f"vergunningen{number}en declaraties{number}" for number in range(60))
    expected = Analyser(Splitter()).lexemes(text)
    results: list[bool] = []

    def work() -> None:
        results.append(Analyser(Splitter()).lexemes(text) == expected)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [True] * 4


def test_speed_with_known_words():
    text = "De omgevingsvergunning voor het gemeentehuis is verleend door onze medewerkers. " * 2000
    lexemes(text)
    started = time.process_time()
    count = len(words(text))
    lexemes(text)
    assert count / (time.process_time() - started) > 50_000


def _forms(folder: Path) -> dict[str, set[str]]:
    """Lemma to the different forms in which it occurs; compounds and names left out."""
    forms: dict[str, set[str]] = defaultdict(set)
    for path in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                for form, lemma, kind in json.loads(line)["tokens"]:
                    if kind in ("NOUN", "ADJ", "VERB") and form.isalpha():
                        forms[lemma].add(form.lower())
    return forms


@pytest.mark.slow
def test_inflected_forms_of_real_words_meet(real_set: RealSet):
    """Over 718 + 1,542 sentences. What stays apart is mostly strong verbs: gaan, ging, gegaan."""
    forms = _forms(real_set("nl-lemmas"))
    pairs = [pair for group in forms.values() for pair in itertools.combinations(sorted(group), 2)]
    joined = sum(bool(found(one) & found(other)) for one, other in pairs)
    lemmas_of: dict[str, set[str]] = defaultdict(set)
    for lemma, group in forms.items():
        for form in group:
            for lexeme in Analyser(Splitter()).lexemes(form):
                lemmas_of[lexeme[0]].add(lemma)
    mixed = sum(len(lemmas) > 1 for lemmas in lemmas_of.values()) / len(lemmas_of)
    print(f"joined {joined} of {len(pairs)} pairs, {mixed:.1%} of the lexemes stand for several lemmas")
    assert len(pairs) > 1000
    assert joined / len(pairs) >= 0.5
    assert mixed <= 0.1

"""Names: folding, prefixes, sort keys, initials and handles."""

import csv
import gzip
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kring.kit.names import PersonName, fold, split_name

RealSet = Callable[[str], Path]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Müßig-Žižek", "mussig zizek"),
        ("SØREN Łukasz Æbelø", "soren lukasz aebelo"),
        ("Ĳsbrand IJsbrand", "ijsbrand ijsbrand"),
        ("’t Hof, o'Brien", "t hof o brien"),
        ("İstanbul Çağrı Đorđe", "istanbul cagri dorde"),
        ("  a\u0301\tb—c  ", "a b c"),
        ("Пушкин 陳", "пушкин 陳"),
        ("?!", ""),
    ],
)
def test_fold(text: str, folded: str):
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("full", "first", "prefix", "last"),
    [
        ("Kees van der Plas", "Kees", "van der", "Plas"),
        ("Noor de Wit", "Noor", "de", "Wit"),
        ("Anne Marie van den Berg", "Anne Marie", "van den", "Berg"),
        ("Jan in 't Veld", "Jan", "in 't", "Veld"),
        ("Jan in ’t Veld", "Jan", "in ’t", "Veld"),
        ("Tom ' t Hart", "Tom", "'t", "Hart"),
        ("Piet op de Beeck", "Piet", "op de", "Beeck"),
        ("Els aan de Stegge", "Els", "aan de", "Stegge"),
        ("Bart Van den Bossche", "Bart", "Van den", "Bossche"),
        ("Rachid el Amrani", "Rachid", "el", "Amrani"),
        ("Rachid El Amrani", "Rachid", "El", "Amrani"),
        ("Ahmed ben Salah", "Ahmed", "ben", "Salah"),
        ("Ben Al Gore", "Ben", "Al", "Gore"),
        ("Al Bakker", "Al", "", "Bakker"),
        ("Mia ter Horst", "Mia", "ter", "Horst"),
        ("Plas, Kees van der", "Kees", "van der", "Plas"),
        ("van der Plas, Kees", "Kees", "van der", "Plas"),
        ("Berg, van den", "", "van den", "Berg"),
        ("Van den Berg", "", "Van den", "Berg"),
        ("Sanne Kuipers-van der Berg", "Sanne", "", "Kuipers-van der Berg"),
        ("Sanne Kuipers - Vos", "Sanne", "", "Kuipers-Vos"),
        ("Youssef Amrani", "Youssef", "", "Amrani"),
        ("user1234", "user1234", "", ""),
        ("  Dewi   Santoso ", "Dewi", "", "Santoso"),
        ("", "", "", ""),
    ],
)
def test_split_name(full: str, first: str, prefix: str, last: str):
    assert split_name(full) == PersonName(first, prefix, last)


def test_a_name_in_all_its_forms():
    name = PersonName("Kees", "van der", "Plas")
    assert name.full == "Kees van der Plas"
    assert name.sort_key == "plas kees van der"
    assert name.initials == "KP"
    assert name.handle == "kees.van.der.plas"


def test_odd_names_in_all_their_forms():
    assert PersonName("Łukasz", "", "Müßig-Žižek").handle == "lukasz.mussig.zizek"
    assert PersonName("jan", "in ’t", "’s-Gravesande").initials == "JS"
    assert PersonName("Cher", "", "").sort_key == "cher"
    assert PersonName("Александр", "", "Пушкин").handle != PersonName("Анна", "", "Пушкина").handle


@given(st.text(), st.text(), st.text())
def test_handle_is_always_a_plain_word(first: str, prefix: str, last: str):
    handle = PersonName(first, prefix, last).handle
    assert re.fullmatch(r"[a-z0-9]+(\.[a-z0-9]+)*", handle)
    assert len(handle) <= 60


@given(st.text(alphabet="abcdeVvanrt '-,’", max_size=40))
def test_splitting_loses_no_letter(full: str):
    name = split_name(full)
    assert sorted(fold(name.full).replace(" ", "")) == sorted(fold(full).replace(" ", ""))


def test_dutch_order_puts_prefixes_last():
    people = ["Kees van der Plas", "Anna van den Berg", "Piet Bakker", "Roos Bergman", "Tom van Es"]
    ordered = sorted(people, key=lambda full: split_name(full).sort_key)
    assert ordered == ["Piet Bakker", "Anna van den Berg", "Roos Bergman", "Tom van Es", "Kees van der Plas"]


def test_the_thousand_commonest_names_sort_as_the_name_bank_does(real_set: RealSet):
    with (real_set("nl-achternamen") / "top1000.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 1000
    wrong = []
    for row in rows:
        name = split_name(f"Kees {row['name']}")
        expected = row["sort_form"].replace("' t", "'t")
        if ", ".join(filter(None, (name.last, name.prefix))) != expected or name.first != "Kees":
            wrong.append((row["name"], name))
    assert wrong == []
    assert sum(bool(split_name(f"Kees {row['name']}").prefix) for row in rows) == 332


def test_rare_names_keep_their_letters(real_set: RealSet):
    folder = real_set("nl-achternamen")
    for part in ("odd8000_diacritics_hyphen_apostrophe", "sample20000_freq5plus"):
        with gzip.open(folder / f"{part}.txt.gz", "rt", encoding="utf-8") as lines:
            for line in (line for line in lines if "," not in line):
                name = split_name(f"Kees {line.strip()}")
                assert name.first.startswith("Kees")
                assert name.last
                assert name.handle.startswith("kees")

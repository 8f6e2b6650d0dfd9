"""Words of documents: bounded in time, memory and length, and never an error."""

import io
import time
import zipfile

import pytest

from kring.infra.extracting import LONGEST, words_of


def packed(name: str, content: bytes) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(name, content)
    return raw.getvalue()


def test_words_of_plain_text_and_packed_documents():
    assert words_of(b"Een\0 tabel;\nmet  woorden", "csv") == "Een tabel; met woorden"
    document = b"<d xmlns='w'><p><t>Kade</t><t>plan</t></p><p><t>Begroting</t></p></d>"
    assert words_of(packed("word/document.xml", document), "docx") == "Kadeplan Begroting"


@pytest.mark.parametrize("kind", ["pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp"])
def test_damaged_document_has_no_words(kind):
    assert words_of(b"%PDF-1.4 stuk", kind) == ""
    assert words_of(packed("content.xml", b"<open>"), kind) == ""


@pytest.mark.slow
def test_bombs_are_let_go_within_their_limits():
    began = time.monotonic()
    huge = packed("word/document.xml", b"<d>" + b" " * 60_000_000 + b"</d>")
    assert len(huge) < 100_000
    assert words_of(huge, "docx") == ""
    laughs = b'<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><d><p>&b;</p></d>'
    assert words_of(packed("word/document.xml", laughs), "docx") == ""
    assert time.monotonic() - began < 20


def test_length_is_bounded():
    many = b"<d xmlns='w'><p>" + b"woord " * 100_000 + b"</p></d>"
    assert len(words_of(packed("word/document.xml", many), "docx")) <= LONGEST
    assert len(words_of(b"woord " * 100_000, "txt")) <= LONGEST

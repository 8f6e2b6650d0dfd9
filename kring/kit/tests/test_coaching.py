"""What is said about a title while it is typed."""

import pytest

from kring.kit.coaching import Coaching, coach


@pytest.mark.parametrize(
    ("title", "hint"),
    [
        ("Hulp?", "short"),
        ("WIE HEEFT DE SLEUTEL VAN ZAAL DRIE?", "shouting"),
        ("Vraagje over de nieuwe app van vandaag", "vague"),
        ("Wie weet hier iets over?", "vague"),
        ("Hoe meld ik een kapotte lantaarnpaal", "mark"),
        ("Wie kent het verschil tussen WABO en Omgevingswet?", "abbreviation"),
        ("Hoe meld ik een kapotte lantaarnpaal?", "when"),
        ("Hoe meld ik vóór vrijdag een kapotte lantaarnpaal?", ""),
        ("Which room has a beamer next Tuesday?", ""),
        ("Waar vind ik deze handleiding voor 3 meiden?", "when"),
        ("Wie kan deze week de sleutel van zaal drie lenen?", ""),
    ],
)
def test_a_question_gets_one_hint_at_most(title, hint):
    assert coach(title, asks=True).hint == hint


def test_what_is_good_is_told_first():
    told = coach("Hoe lang mag een vlag aan een lantaarnpaal hangen, tot 12 mei?", asks=True)
    assert told == Coaching(good=("aloud", "subject", "when"))
    assert coach("Wie kent de AVG en het WOO-verzoek van de raad?", asks=True).word == "AVG"


@pytest.mark.parametrize("title", ["", "   ", "?!", "\x00"])
def test_nothing_is_not_judged(title):
    assert coach(title, asks=True) == Coaching()


def test_a_message_needs_no_question_mark_and_no_day():
    told = coach("Het nieuwe fietspad langs de Dijkweg is open", asks=False)
    assert told == Coaching(good=("aloud", "subject"))
    assert coach("ICT en HR verhuizen naar de tweede verdieping", asks=False).hint == ""

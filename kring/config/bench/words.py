"""Sentences of the seeded organisation: a few words of a town hall everywhere, most of them seldom."""

from itertools import product
from random import Random

FIRST = """
afval balie begroting beheer belasting bestuur bewoners bouw buurt data dienst dossier energie fiets gebieds
geluids gezins groen haven huis inkoop jeugd kade klant kunst markt meld milieu molen natuur onderhouds
onderwijs parkeer personeels plan raads riool school sport straat toezicht verkeers vergader water welzijns
wijk woning zaak zorg
"""
LAST = """
aanvraag advies afspraak akkoord beleid besluit bijdrage boete brief budget contract controle formulier
gesprek gids kaart keuze klacht loket melding nota onderzoek overleg overzicht pagina pas planning plek
ploeg procedure project regel regeling register rooster rapport routine sleutel subsidie systeem taak team
termijn toets training vergunning verslag verzoek voorschot weg
"""
AROUND = "de een voor van met bij over wie waar hoe kan moet wordt is staat heeft wij ons dit nog"
COUNT = 20_000


def sentences(count: int = COUNT) -> list[str]:
    """So many sentences of six to ten words, the same every time; the k-th word comes about once in k."""
    chance = Random(20260105)  # noqa: S311 - nothing secret
    words = [first + last for first, last in product(FIRST.split(), LAST.split())]
    chance.shuffle(words)
    return [_sentence(words, chance) for _n in range(count)]


def _sentence(words: list[str], chance: Random) -> str:
    telling = [words[int(len(words) ** chance.random()) - 1] for _n in range(chance.randint(3, 5))]
    return " ".join(f"{chance.choice(AROUND.split())} {word}" for word in telling).capitalize()

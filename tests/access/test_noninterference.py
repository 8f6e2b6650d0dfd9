"""Random worlds: whatever insiders do, outsiders are told the same, letter for letter."""

import os
from random import Random
from typing import Any
from uuid import uuid4

from django.db import transaction

from tests.access.chance import INSIDE, WORDS, let_things_happen
from tests.access.compare import answers, differences, told
from tests.access.crawl import calls
from tests.access.world import World
from tests.jobs import run_jobs

WORLDS = int(os.environ.get("KRING_WORLDS", "40"))
DEEDS, LOOKS = 4, 6
OUTSIDERS = ("outsider", "administrator", "moderator", "works_council", "community_manager", "former_member")
PAGES = (
    *("/", "/?lane=questions", "/?lane=groups", "/?lane=all", "/notices/", "/reports/", "/settings/"),
    *("/groups/", "/groups/?q={}", "/groups/?lane=archive", "/groups/?kind=hidden", "/threads/new/"),
    *("/people/", "/people/?q={}", "/people/tom.dijkman/", "/people/jeroen.bakker/"),
    "/people/sanne.vermeer/",
    *("/people/suggestions/?q=s", "/topics/suggestions/?q=p", "/topics/suggestions/?q=r", "/topics/{}/"),
    *("/search/?q={}", "/search/?q={}&kind=comment", "/search/?q={}&kind=topic", "/search/?q={}&period=week"),
    *(
        "/search/?q={}&author=jeroen.bakker",
        "/search/similar/?title={}",
        "/threads/new/?title={}",
        "/departments/",
        "/welcome/follow/",
    ),
    *("/timeline/news/?lane=all&since=2026-11-01T00:00:00%2B00:00", "/groups/groep-open/", "/groups/{}/"),
)
# Attempts of an outsider that could stumble over what is hidden.
ATTEMPTS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("/groups/new/", {"name": "{}", "purpose": "Samen.", "kind": "closed"}),
    ("/topics/{}/follow/", {"want": "1"}),
    ("/groups/{}/membership/", {"want": "1"}),
    ("/threads/new/", {"kind": "message", "source": "Dag.", "place": "1", "where": "{}"}),
)
Visit = tuple[str, str]


def looks(chance: Random) -> list[Visit]:
    """A few pages for one outsider, about words that insiders use too."""
    who = chance.choice(OUTSIDERS)
    return [(who, page.format(chance.choice(WORDS))) for page in chance.sample(PAGES, LOOKS)]


def attempt(world: World, chance: Random) -> str:
    """One form sent by an outsider, and what came of it."""
    path, form = chance.choice(ATTEMPTS)
    word = chance.choice(WORDS)
    filled = {"key": str(uuid4()), **{name: value.format(word) for name, value in form.items()}}
    calls["post"] += 1
    return told(world.client("outsider").post(path.format(word), filled))


def test_outsiders_are_told_the_same_in_every_world(world):
    """With what happened behind closed doors and without it, pages and refusals are the same."""
    base: dict[Visit, str] = {}
    found = []
    for seed in range(WORLDS):
        chance = Random(seed)
        visits = looks(chance)
        with transaction.atomic():
            base.update(answers(world, [one for one in visits if one not in base]))
            was = attempt(world, Random(seed))
            transaction.set_rollback(True)
        with transaction.atomic():
            let_things_happen(world, chance, DEEDS)
            run_jobs()
            now = answers(world, visits)
            found += [f"world {seed}: {one}" for one in differences({v: base[v] for v in visits}, now)]
            sent = ("form", str(seed))
            found += differences({sent: was}, {sent: attempt(world, Random(seed))})
            transaction.set_rollback(True)
    assert not found


def test_outsiders_belong_to_none_of_the_circles(world):
    """The people who compare are outside, and those who act are inside."""
    for circle, insiders in INSIDE.items():
        members = world.facts.circles[circle].members
        assert set(insiders) <= members
        assert not members & set(OUTSIDERS)

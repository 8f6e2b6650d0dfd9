"""What cannot be seen is not there: no status, wording, number or order tells otherwise."""

import re
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client

from kring.identity.models import Account
from tests.access.addresses import Address, addresses
from tests.access.canaries import ID
from tests.access.compare import answers, differences, told
from tests.access.crawl import Crawl, calls, send
from tests.access.hidden import closed_circle, fill
from tests.access.model import outcome
from tests.access.world import World
from tests.jobs import run_jobs

OUTSIDERS = ("outsider", "guest", "administrator")
WIDE = ("moderator", "works_council", "member")
PAGES = (
    *("/", "/?lane=questions", "/?lane=groups", "/?lane=all", "/notices/", "/reports/", "/settings/"),
    *("/api/v1/timeline", "/api/v1/threads", "/api/v1/groups?q=kring", "/api/v1/groups/groep-open"),
    *("/api/v1/notices", "/api/v1/topics?q=n", "/api/v1/topics/nieuw-onderwerp"),
    *("/api/v1/people?q=bakker", "/api/v1/people/yusuf.kaplan", "/api/v1/search?q=parkeervergunning"),
    *("/api/v1/search?q=kring", "/api/v1/search?q=nieuw-onderwerp", "/api/v1/threads?topic=nieuw-onderwerp"),
    *("/groups/", "/groups/?lane=mine", "/groups/?q=kring", "/groups/?kind=hidden", "/groups/?kind=closed"),
    *("/groups/invitations/", "/groups/groep-open/", "/groups/groep-open/members/", "/threads/new/"),
    *("/people/", "/people/?q=bakker", "/people/?today=1", "/people/jeroen.bakker/", "/people/yusuf.kaplan/"),
    *("/people/bram.wiersma/", "/people/suggestions/?q=y", "/people/suggestions/?q=jer", "/departments/"),
    *("/topics/suggestions/?q=n", "/topics/suggestions/?q=nieuw", "/topics/nieuw-onderwerp/"),
    *("/search/?q=parkeervergunning", "/search/?q=parkeervergunning&kind=comment", "/search/?q=dorpsstraat"),
    *("/search/?q=kring", "/search/?q=bakker", "/search/?q=nieuw-onderwerp", "/search/?q=parkeervergunnnig"),
    *("/search/?q=parkeervergunning&author=jeroen.bakker", "/search/?q=parkeervergunning&period=week"),
    "/search/similar/?title=hoe+gaat+een+parkeervergunning+in+de+dorpsstraat",
    "/threads/new/?title=hoe+gaat+een+parkeervergunning+in+de+dorpsstraat+van+nieuw-onderwerp",
    *("/welcome/follow/", "/welcome/expertise/", "/timeline/ticket/"),
    "/timeline/news/?lane=all&since=2026-11-01T00:00:00%2B00:00",
    "/audiences/00000000-0000-7000-8000-000000000001/readers/",
)


def test_outsiders_are_told_the_same_with_and_without_hidden_things(world):
    """Lists, counts, order, search, suggestions and facets stay letter for letter what they were."""
    closed_circle(world, "stil")
    run_jobs()
    pages = [*PAGES, f"/topics/{world.at['topic', 'everyone']}/", f"/topics/{world.at['topic', 'open']}/"]
    pages += [f"/groups/{world.at['circle', 'stil']}/", f"/departments/{world.at['department', 'apart']}/"]
    visits = [(who, path) for who in OUTSIDERS for path in pages]
    visits += [(who, path) for who in WIDE for path in ("/", "/reports/", "/notices/", "/search/?q=kring")]
    with transaction.atomic():  # looking leaves traces of its own, such as the time of the visit
        before = answers(world, visits)
        transaction.set_rollback(True)
    fill(world, "stil")
    closed_circle(world, "geheim", "hidden")
    fill(world, "geheim")
    assert not differences(before, answers(world, visits))
    inside = {(who, "/?lane=all") for who in ("colleague", "other_guest")}
    for text in answers(world, inside).values():
        assert "Dorpsstraat" in text  # it is there, for those it is for


def test_a_hidden_word_is_found_no_more_than_one_that_does_not_exist(world):
    """Searching for the very word of a hidden text gives what nonsense of the same length gives."""
    hidden = [
        one
        for one in world.aviary.secrets.values()
        if one.about.partition("/")[0] in {"hidden", "deleted", "draft"} and one.text.startswith("qx")
    ]
    # A topic that was named before all stays known when the conversation goes.
    hidden = [one for one in hidden if not Crawl(world).allows("outsider", one)]
    found = []
    nothing = {path: _look(world, "outsider", path, "qxwwwwwwww") for path in SEARCHES}
    for one in hidden[::3]:
        for path in SEARCHES:
            if _look(world, "outsider", path, one.text) != nothing[path]:
                found.append(f"{one} by {path}")
    assert len(hidden) > 30
    assert not found
    member = world.client("member")
    shown = next(one.text for one in hidden if one.field == "talk.title" and one.about == "hidden")
    assert f"/threads/{world.at['talk', 'hidden']}/" in member.get(f"/search/?q={shown}").content.decode()


SEARCHES = (
    *("/search/?q={}", "/groups/?q={}", "/people/?q={}", "/search/similar/?title={}", "/topics/{}/"),
    "/threads/new/?kind=question&title={}",
)


def _look(world: World, who: str, path: str, word: str) -> str:
    calls["get"] += 1
    # A word may also be cut, so its first letters go too; those of an id are the moment it was made.
    cut = () if ID.fullmatch(word) else (word[:6],)
    return told(world.client(who).get(path.format(word)), word, *cut)


def unseen(world: World, who: str, method: str) -> list[Address]:
    """Addresses that are not there for this person, though they are for others."""
    fixed = {"", "stop", "digest stop", "secret", "reset", "passkey", "expertise", "gallery", "notice"} | {
        "push device"
    }
    return [
        one
        for one in addresses(world, method)
        if (rule := one.right(method))
        and one.route.about not in fixed
        and not rule.public
        and outcome(world.facts, rule, who, one.about) == "unseen"
    ]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("who", ["outsider", "guest"])
def test_invisible_and_missing_look_the_same(who, language, world):
    """An id that is not for this person and one that nobody ever had: the same answer to the letter."""
    Account.objects.filter(pk=world.at["account", who]).update(language=language)
    browser, found, tried = world.client(who), [], set()
    for method in ("get", "post"):
        for one in unseen(world, who, method):
            if (one.name, method) in tried:
                continue
            tried.add((one.name, method))
            real, missing = (_ask(browser, method, one, path) for path in (one.path, missing_path(one)))
            if real != missing:
                found += differences({(method, one.path): real}, {(method, one.path): missing})
    assert len(tried) > 25
    assert not found


def _ask(browser: Client, method: str, one: Address, path: str) -> str:
    calls[method] += 1
    if method == "get":
        return told(browser.get(path), path)
    return told(send(browser, one.route.by, path, dict(one.route.form)), path)


def missing_path(one: Address) -> str:
    """The same address about something that does not exist: its ids, slug and handle are made up."""
    path = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", lambda _: str(uuid4()), one.path)
    path = re.sub(r"^((?:/api/v1)?/(?:groups|topics|departments))/[^/]+", r"\1/nergens", path)
    return re.sub(r"^((?:/api/v1)?/people)/[^/]+", r"\1/niemand", path)


ASIDE = {
    "circle.id": ("/timeline/news/?lane=all&since=2026-11-01T00:00:00%2B00:00&group={}",),
    "circle.slug": ("/search/?q=parkeervergunning&group={}", "/threads/new/?where={}", "/groups/?q={}"),
    "circle.audience": ("/people/suggestions/?q=s&audience={}",),
    "topic.slug": ("/search/?q=parkeervergunning&topic={}", "/topics/suggestions/?q={}"),
    "talk.id": ("/?after={}", "/notices/?after={}"),
    "person.id": ("/timeline/news/?lane=all&since=2026-11-01T00:00:00%2B00:00&author={}",),
}


def test_a_hidden_thing_named_aside_is_a_missing_thing(world):
    """In a parameter too, the id of something hidden does what any other id does."""
    found, tried = [], 0
    for secret in list(world.aviary.secrets.values()):
        about = "other_guest" if secret.field == "person.id" else "hidden"
        if secret.about != about or secret.field not in ASIDE:
            continue
        who = "guest" if about == "other_guest" else "outsider"
        missing = str(uuid4()) if ID.fullmatch(secret.text) else "qxwwwwwwww"
        for path in ASIDE[secret.field]:
            tried += 1
            real, other = (_look(world, who, path, word) for word in (secret.text, missing))
            found += differences({(who, path): real}, {(who, path): other})
    assert tried > 6
    assert not found


def test_a_new_group_does_not_learn_of_a_hidden_one_with_its_name(world):
    """An address with a number behind it would tell that the name was taken."""
    insider, outsider = world.client("owner"), world.client("outsider")
    form = {"name": "Reorganisatie", "purpose": "Praten.", "kind": "hidden"}
    assert insider.post("/groups/new/", {**form, "key": str(uuid4())}).status_code == 302
    answer = outsider.post("/groups/new/", {**form, "kind": "closed", "key": str(uuid4())})
    assert answer["Location"] == "/groups/reorganisatie/"

"""An idea, a poll and kudos from beginning to end without scripts, and the composer with them."""

import gzip
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from tests.browser.site import Site
from tests.jobs import run_jobs

STILL = {"java_script_enabled": False}
PLAIN = "localStorage.setItem('kring.plain', '1')"  # the text box, without the editor
PLACE = "form[data-compose] .btn--go"


def test_an_idea_without_scripts(site: Site) -> None:
    with site.page("employee", **STILL) as (writer, _), site.page("community_manager", **STILL) as (team, _w):
        writer.goto("/threads/new/?kind=idea")
        expect(writer.locator("[name=options]")).to_be_hidden()
        writer.fill("main input[name=title]", "Een bankje voor de deur")
        writer.fill("main textarea[name=source]", "Dan kun je buiten wachten.")
        writer.locator(PLACE).click()
        address = writer.url
        team.goto(address)
        team.locator(".vote").click()
        expect(team.locator(".vote")).to_have_attribute("aria-pressed", "true")
        team.locator("details.menu summary").last.click()
        team.get_by_role("link", name="Officieel antwoord").click()
        team.select_option("[name=stage]", "tried")
        team.fill("[name=source]", "We zetten er één neer.")
        team.fill("[name=owner]", f"@{site.cast.member.handle}")
        team.fill("[name=reply_by]", "2031-03-01")
        team.locator("main form .btn--go").click()
        run_jobs()
        writer.goto("/notices/")
        writer.get_by_role("link", name="Een bankje voor de deur").first.click()
        expect(writer.locator("#steps")).to_contain_text("We zetten er één neer.")
        expect(writer.locator(".stages [aria-current]")).to_have_text("Proef")


def open_poll(page: Page, title: str, anonymous: bool) -> None:
    page.goto("/threads/new/?kind=poll")
    page.fill("main input[name=title]", title)
    page.fill("[name=options]", "Appel\nPeer")
    if anonymous:
        page.check("[name=anonymous]")
    page.locator(PLACE).click()


def test_a_poll_with_names_without_scripts(site: Site) -> None:
    with site.page("employee", **STILL) as (writer, _), site.page("member", **STILL) as (voter, _w):
        open_poll(writer, "Appel of peer?", anonymous=False)
        voter.goto(writer.url)
        voter.get_by_role("radio", name="Peer").check()
        voter.get_by_role("button", name="Kies dit").click()
        expect(voter.locator(".poll .mine")).to_contain_text("Peer")
        expect(voter.locator(".poll .mine")).to_contain_text("100%")
        voter.get_by_role("link", name="Kies iets anders").click()
        voter.get_by_role("radio", name="Appel").check()
        voter.get_by_role("button", name="Kies dit").click()
        expect(voter.locator(".poll .mine")).to_contain_text("Appel")
        writer.reload()
        writer.locator("details.menu summary").last.click()
        writer.get_by_role("button", name="Sluit deze peiling nu").click()
        expect(writer.locator(".poll")).to_contain_text("1 stem")


def test_an_anonymous_poll_without_scripts(site: Site) -> None:
    with site.page("employee", **STILL) as (writer, _), site.page("member", **STILL) as (voter, _w):
        open_poll(writer, "Ben je tevreden?", anonymous=True)
        voter.goto(writer.url)
        expect(voter.locator("#poll")).to_contain_text("Je kunt je keuze daarna niet veranderen.")
        voter.get_by_role("radio", name="Appel").check()
        voter.get_by_role("button", name="Kies dit").click()
        expect(voter.locator("#poll")).to_contain_text("tot 5 collega’s gekozen hebben")
        expect(voter.locator(".poll")).to_have_count(0)


def test_kudos_without_scripts(site: Site) -> None:
    with site.page("employee", **STILL) as (writer, _), site.page("member", **STILL) as (receiver, _w):
        writer.goto("/threads/new/?kind=praise")
        text = "Zij bleef lachen toen het regende."
        writer.fill("main textarea[name=source]", text)
        writer.locator(PLACE).click()
        expect(writer.locator("main textarea[name=source]")).to_have_value(text)
        writer.fill("[name=to]", f"@{site.cast.member.handle}")
        writer.locator(PLACE).click()
        run_jobs()
        receiver.goto("/notices/")
        expect(receiver.locator("main")).to_contain_text("zet je in het zonnetje")
        receiver.goto(f"/people/{site.cast.member.handle}/")
        expect(receiver.locator("main")).to_contain_text("Zij bleef lachen toen het regende.")


def test_the_composer_proposes_a_kind_and_keeps_the_text(site: Site) -> None:
    with site.page("member") as (page, watched):
        page.add_init_script(PLAIN)
        page.goto("/threads/new/")
        text = page.locator("main textarea[name=source]")
        text.fill("Zullen we de fietsen binnen zetten?")
        line = page.locator("[data-proposal=idea]")
        expect(line).to_be_visible()
        line.get_by_role("button", name="Zet om").click()
        expect(page.locator("main [name=kind]:checked")).to_have_value("idea")
        expect(text).to_have_value("Zullen we de fietsen binnen zetten?")
        page.locator("main [name=kind][value=message]").check()
        text.fill("Weet iemand waar de sleutel ligt?")
        question = page.locator("[data-proposal=question]")
        question.get_by_role("button", name="Nee, laat zo").click()
        text.fill("Weet iemand waar de andere sleutel ligt?")
        page.wait_for_timeout(600)
        expect(question).to_be_hidden()
        assert watched.check(page) == []


def test_what_a_text_looks_like(site: Site) -> None:
    texts = {
        "Welke dag past?\n- maandag\n- dinsdag": "poll",
        "Idee: een bankje voor de deur": "idea",
        "Bedankt @tom.dijkman voor je hulp": "praise",
        "Weet iemand waar de beamer staat? Ik zoek hem.": "question",
        "Morgen is de balie dicht.": "",
        "Lees je mee? - nee": "question",
    }
    with site.page("member") as (page, _watched):
        page.add_init_script(PLAIN)
        page.goto("/threads/new/")
        for text, kind in texts.items():
            page.locator("main textarea[name=source]").fill(text)
            page.wait_for_timeout(550)
            shown = page.locator("main form[data-compose] [data-proposal]:visible")
            found = [one.get_attribute("data-proposal") for one in shown.all()]
            assert found == ([kind] if kind else []), text


@pytest.mark.parametrize(
    ("name", "file", "field"),
    [
        ("nl-rijksoverheid-faq", "faq", "question"),
        ("se-french-meta", "posts", "title"),
        ("se-history-meta", "posts", "title"),
        ("se-quantumcomputing", "posts", "title"),
    ],
)
def test_real_titles_that_ask_look_like_questions(
    site: Site, real_set: Callable[[str], Path], name: str, file: str, field: str
) -> None:
    """Of a hundred titles 98 with a question mark at the end, none of those without one."""
    with gzip.open(real_set(name) / f"{file}.jsonl.gz", "rt", encoding="utf-8") as lines:
        titles = [title.strip() for line in lines if (title := json.loads(line).get(field))]
    script = (settings.PACKAGE / "ui/static_src/js/kinds.js").read_text(encoding="utf-8")
    look = script.partition("const chosen")[0].replace("export ", "")
    with site.page() as (page, _watched):
        kinds = page.evaluate(f"titles => {{ {look}; return titles.map(kindOf); }}", titles)
    found = list(zip(titles, kinds, strict=True))
    asked = [kind == "question" for title, kind in found if title.endswith("?")]
    assert sum(asked) >= 0.98 * len(asked) > 50
    assert [title for title, kind in found if kind == "question" and not re.search(r"\?(\s|$)", title)] == []

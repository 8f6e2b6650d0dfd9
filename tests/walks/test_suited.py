"""What the composer suggests while somebody writes, taken over and put away."""

from playwright.sync_api import expect

from tests.browser.site import Site
from tests.jobs import run_jobs

TITLE = "Welke steiger is vrij voor de zeilboot?"


def test_a_group_and_a_topic_are_offered_and_never_insist(site: Site) -> None:
    group = site.cast.groups["closed"]
    for text in ("De steiger is vrij", "Zeilboot aan de steiger"):
        site.cast.publish("member", "closed", title=text, source="Een zeilboot ligt aan de steiger.")
    site.cast.publish("member", title="Zeilboten", source="Wie vaart er?", topics=("zeilboten",))
    run_jobs()
    with site.page("member") as (page, watched):
        page.goto("/threads/new/?kind=question")
        title = page.locator("main input[name=title]")
        title.fill(TITLE)
        better = page.get_by_role("button", name=f"Past misschien beter in: {group.name}")
        page.get_by_role("button", name="Voeg toe: #zeilboten").click()
        expect(page.locator("main [name=topics]")).to_have_value("#zeilboten")
        better.click()
        expect(page.locator(f"main [name=where][value={group.slug}]")).to_be_checked()
        expect(page.locator("#suited button")).to_have_count(0)
        page.locator("main [name=where][value='']").check()
        expect(better).to_be_visible()
        page.locator("#suited").get_by_role("button", name="Nee, laat zo").click()
        expect(better).to_have_count(0)
        with page.expect_response("**/threads/new/notice/") as told:
            title.press_sequentially(" Graag.")
        assert "Past misschien" not in told.value.text()
        assert watched.check(page) == []


def test_enter_places_the_text_and_takes_nothing_over(site: Site) -> None:
    for text in ("De kano is kwijt", "Kano kwijt in de gracht"):
        site.cast.publish("member", "closed", title=text)
    run_jobs()
    with site.page("member") as (page, _watched):
        page.goto("/threads/new/?kind=question&title=Is+de+kano+kwijt%3F")
        expect(page.locator("#suited button[name=take_where]")).to_be_visible()
        page.locator("main input[name=title]").press("Enter")
        page.wait_for_url("**/threads/0*/")
        expect(page.locator("main h1")).to_contain_text("Is de kano kwijt?")
        assert site.cast.groups["closed"].name not in page.locator("main article").first.inner_text()

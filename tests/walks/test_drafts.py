"""A text that is kept while somebody writes it, and finished in another browser."""

from playwright.sync_api import expect

from tests.browser.site import Site

TITLE, BEGUN, MORE = "Wie telt de bomen?", "In het park staan", " er honderd."
EDITOR = "main [role=textbox][contenteditable=true]"


def test_begun_here_and_placed_elsewhere(site: Site) -> None:
    with site.page("works_council") as (here, watched), site.page("works_council") as (there, also):
        here.goto("/threads/new/?kind=question")
        here.fill("main input[name=title]", TITLE)
        here.locator("main textarea[name=source]").focus()
        expect(here.locator(EDITOR)).to_be_focused()
        with here.expect_response(lambda answer: BEGUN in (answer.request.post_data or "")):
            here.keyboard.type(BEGUN)
        expect(here.locator("main [data-kept]")).to_contain_text("Bewaard om")
        here.wait_for_url("**/drafts/*/")
        there.goto("/drafts/")
        there.get_by_role("link", name=TITLE).click()
        there.locator("main textarea[name=source]").focus()
        expect(there.locator(EDITOR)).to_have_text(BEGUN)
        there.keyboard.press("Control+End")
        there.keyboard.type(MORE)
        expect(there.locator("main textarea[name=source]")).to_have_value(BEGUN + MORE)
        there.locator("form[data-compose] .btn--go").click()
        there.wait_for_url("**/threads/0*/")
        expect(there.locator("main")).to_contain_text(BEGUN + MORE)
        there.goto("/drafts/")
        expect(there.get_by_role("link", name=TITLE)).to_have_count(0)
        assert watched.check(here) + also.check(there) == []

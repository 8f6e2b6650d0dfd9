"""Every page, in five settings, is free of what axe finds, of sideways scrolling and of forbidden things."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.chromium import COLOUR, Watch, violations
from tests.browser.site import Site

NOBODY = "00000000-0000-7000-8000-00000000ffff"
# Name: who looks, where. {answered}, {open} and {closed} are conversations, {secret} is an invitation.
PAGES = {
    "timeline": ("member", "/"),
    "lane of questions": ("member", "/?lane=questions"),
    "empty timeline": ("guest", "/?lane=questions&state=accepted"),
    "question": ("colleague", "/threads/{answered}/"),
    "keep an answer right": ("colleague", "/questions/{answered}/review/"),
    "share": ("member", "/threads/{answered}/references/"),
    "closed question": ("member", "/threads/{closed}/"),
    "question that waits": ("member", "/threads/{open}/"),
    "history": ("employee", "/threads/{answered}/history/"),
    "who reacted": ("employee", "/threads/{answered}/reactions/people/"),
    "report": ("employee", "/threads/{open}/reports/"),
    "merge": ("colleague", "/threads/{answered}/merger/"),
    "merge, chosen": ("community_manager", "/threads/{open}/merger/?into={answered}"),
    "compose message": ("member", "/threads/new/"),
    "compose question": ("member", "/threads/new/?kind=question"),
    "compose, with a topic offered": ("member", "/threads/new/?kind=question&title=Wat+zegt+de+omgevingswet"),
    "compose idea": ("member", "/threads/new/?kind=idea"),
    "compose poll": ("member", "/threads/new/?kind=poll"),
    "compose kudos": ("member", "/threads/new/?kind=praise"),
    "drafts": ("member", "/drafts/"),
    "no drafts": ("newcomer", "/drafts/"),
    "no connection": ("member", "/offline/"),
    "idea": ("member", "/threads/{idea}/"),
    "official reply": ("community_manager", "/ideas/{idea}/steps/"),
    "poll": ("outsider", "/threads/{poll}/"),
    "poll, voted": ("member", "/threads/{poll}/"),
    "anonymous poll, voted": ("member", "/threads/{secret_poll}/"),
    "kudos": ("outsider", "/threads/{praise}/"),
    "kudos settings": ("administrator", "/administration/praise/"),
    "whole organisation": ("outsider", "/?lane=all"),
    "edit": ("colleague", "/threads/{answered}/edit/"),
    "topic": ("member", "/topics/omgevingswet/"),
    "people": ("member", "/people/"),
    "profile": ("colleague", "/people/tom.dijkman/"),
    "own profile": ("member", "/people/me/edit/"),
    "departments": ("member", "/departments/"),
    "department": ("member", "/departments/ruimte/"),
    "groups": ("member", "/groups/"),
    "new group": ("member", "/groups/new/"),
    "open group": ("member", "/groups/groep-open/"),
    "open group, not in it": ("outsider", "/groups/groep-open/"),
    "group on request": ("outsider", "/groups/groep-on-request/"),
    "closed group": ("member", "/groups/groep-closed/"),
    "door of a closed group": ("outsider", "/groups/groep-closed/"),
    "hidden group": ("owner", "/groups/groep-hidden/"),
    "members": ("owner", "/groups/groep-closed/members/"),
    "door": ("owner", "/groups/groep-closed/door/"),
    "group settings": ("owner", "/groups/groep-closed/settings/"),
    "invitations": ("pending", "/groups/invitations/"),
    "search": ("member", "/search/?q=beamer"),
    "search start": ("member", "/search/"),
    "search without result": ("member", "/search/?q=xyzzyqw"),
    "sign in": ("", "/accounts/login/"),
    "forgotten password": ("", "/accounts/password/reset/"),
    "invitation": ("", "/accounts/invitations/{secret}/"),
    "welcome 1": ("newcomer", "/welcome/"),
    "welcome 2": ("newcomer", "/welcome/expertise/"),
    "welcome 3": ("newcomer", "/welcome/follow/"),
    "notices": ("colleague", "/notices/"),
    "no notices": ("newcomer", "/notices/"),
    "settings": ("member", "/settings/"),
    "security": ("member", "/settings/security/"),
    "change password": ("member", "/accounts/password/"),
    "accounts": ("administrator", "/administration/accounts/"),
    "new account": ("administrator", "/administration/accounts/new/"),
    "account": ("administrator", "/administration/accounts/{account}/"),
    "reports": ("moderator", "/reports/"),
    "not there": ("member", f"/threads/{NOBODY}/"),
    "refused": ("member", "/administration/accounts/"),
}


def address(site: Site, path: str) -> str:
    """The address of a page, with the ids of this run."""
    return path.format(**site.world.threads, secret=site.world.secret, account=site.cast.member.pk)


SIZES = {"desktop": (1280, 900), "phone": (390, 844), "narrow": (320, 700)}


def look_at_sizes(page: Page) -> list[object]:
    """What is wrong with the page on a desktop, on a phone and at the smallest width."""
    wrong: list[object] = []
    for setting, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        wrong += [(setting, *hit) for hit in violations(page)]
        if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
            wrong.append((setting, f"{wide} wide"))
    page.set_viewport_size({"width": 1280, "height": 900})
    return wrong


def look_at_colours(page: Page, settings: object) -> list[object]:
    """What is wrong with the page in the dark and in another house style."""
    page.emulate_media(color_scheme="dark")
    wrong: list[object] = [("dark", *hit) for hit in violations(page, COLOUR)]
    settings.THEME = "brick"
    page.emulate_media(color_scheme="light")
    page.reload()
    assert page.locator("link[href*='theme-brick']").count() == 1
    return wrong + [("brick", *hit) for hit in violations(page, COLOUR)]


@pytest.fixture(scope="module")
def window(site: Site) -> Iterator[tuple[Page, Watch]]:
    """One window for all pages: opening another for each takes longer than looking at it."""
    with site.page() as (page, watch):
        yield page, watch


@pytest.mark.parametrize("name", PAGES)
def test_page(site: Site, window: tuple[Page, Watch], name: str, settings: object) -> None:
    who, path = PAGES[name]
    page, watch = window
    site.sign_in(page.context, who)
    watch.faults.clear()
    status = {"not there": 404, "refused": 403}.get(name, 200)
    watch.expected = [] if status == 200 else [f"status of {status}"]
    answer = page.goto(address(site, path))
    assert answer.status == status
    wrong = look_at_sizes(page) + look_at_colours(page, settings)
    wrong += [] if page.locator("h1").count() == 1 else ["not one h1"]
    wrong += [] if page.locator("[style]").count() == 0 else ["inline style"]
    assert wrong + watch.check(page) == []

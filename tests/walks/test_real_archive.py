"""A newcomer in a real community's archive: read, search, answer, and who follows hears of it."""

from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from django.core import mail
from django.test import Client
from playwright.sync_api import Page, expect

from kring.discussion.models import AcceptedAnswer, Thread
from kring.kit.clock import utcnow
from kring.notifications.models import Notice
from kring.transfer.actions import Wishes, import_stackexchange
from tests.browser.site import Site
from tests.jobs import run_jobs

RealSet = Callable[[str], Path]
SOURCE = "se-french-meta"
folder_of_archive = Path(__file__).parents[3] / "shared" / "data" / SOURCE


@pytest.fixture(scope="module")
def questions(site: Site) -> list[Thread]:
    """Two questions with an accepted answer, of an archive that came in without a sound."""
    if not folder_of_archive.is_dir():
        return []
    notices, mails = Notice.objects.count(), len(getattr(mail, "outbox", []))
    parity = import_stackexchange(wishes=Wishes(folder=folder_of_archive), now=utcnow())
    run_jobs()
    assert parity.figures()
    assert (Notice.objects.count(), len(getattr(mail, "outbox", []))) == (notices, mails)
    chosen = AcceptedAnswer.objects.order_by("thread_id").values_list("thread_id", flat=True)
    found = Thread.objects.filter(pk__in=chosen).exclude(credit="").order_by("-act")
    return list(found[:2])


def test_a_newcomer_walks_it_over_http(site: Site, questions: list[Thread], real_set: RealSet) -> None:
    real_set(SOURCE)
    question = questions[0]
    where = f"/threads/{question.pk}/"
    follower, newcomer = site.client("colleague"), site.client("newcomer")
    assert follower.post(f"{where}follow/", {"want": "1"}).status_code in {204, 302}
    assert newcomer.get("/").headers["Location"] == "/welcome/"
    assert newcomer.post("/welcome/end/").status_code == 302
    assert newcomer.get("/").content.count(b'class="item"') > 0
    page = newcomer.get(where).content.decode()
    assert "answer--best" in page
    found = newcomer.get("/search/", {"q": question.title}).content.decode()
    assert where in found
    answer = {"source": "Een antwoord van een nieuwkomer.", "kind": "answer", "key": _key(page)}
    assert newcomer.post(f"{where}comments/", answer).status_code == 302
    run_jobs()
    assert question.title in _text(follower, "/notices/")


def _key(page: str) -> str:
    """The key of the answer form on a page."""
    form = page.split('id="answer"')[1]
    return form.split('name="key" value="')[1].split('"')[0]


def _text(client: Client, path: str) -> str:
    return unescape(client.get(path).content.decode())


def test_a_newcomer_walks_it_in_a_browser(site: Site, questions: list[Thread], real_set: RealSet) -> None:
    real_set(SOURCE)
    question = questions[1]
    where = f"/threads/{question.pk}/"
    with site.page("outsider") as (page, watch), site.page("works_council") as (follower, _watch):
        follower.goto(where)
        follower.locator(f"button[formaction='{where}follow/']").click()
        expect(follower.locator(f"button[formaction='{where}follow/']")).to_have_attribute(
            "aria-pressed", "true"
        )
        expect(follower.locator("[data-busy]")).to_have_count(0)
        page.goto("/")
        expect(page.locator(".item").first).to_be_visible()
        _find(page, question.title, where)
        expect(page.locator(".answer--best")).to_be_visible()
        page.fill("#answer textarea", "Dank je, zo werkt het hier ook.")
        page.locator("#answer .btn--go").click()
        expect(page.locator(".answer").last).to_contain_text("zo werkt het hier ook")
        run_jobs()
        follower.goto("/notices/")
        follower.get_by_role("link", name=question.title).click()
        expect(follower.locator("main")).to_contain_text("zo werkt het hier ook")
        assert watch.check(page) == []


def _find(page: Page, title: str, where: str) -> None:
    """Search for a question and open it."""
    page.fill("#top-search", title)
    page.keyboard.press("Enter")
    page.locator(f"main a[href^='{where}']").first.click()
    page.wait_for_url(f"**{where}**")

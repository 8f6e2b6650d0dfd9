"""Every sort of mail as a mail program shows it: free of what axe finds, in day and night, on a phone too."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from django.utils import translation

from kring.identity.mail import change_letter, invitation_letter, reset_letter
from kring.identity.mail import mailable as letter_mail
from kring.infra.outbox import Mailable
from kring.notifications.mail import mailable, refusal
from kring.notifications.queries import MailNews, NoticeCard
from tests.browser.chromium import violations
from tests.browser.site import Site

TO = "noor@waterrijk.example"
SHOTS = os.environ.get("KRING_SHOTS", "")


def notice(title: str, lines: tuple[str, ...], count: int = 1, shows_title: bool = True) -> Mailable:
    card = NoticeCard(
        id=UUID(int=1),
        thread_id=UUID(int=2),
        comment_id=UUID(int=3),
        reason="answer",
        title=title,
        actor=None,
        count=count,
        at=datetime(2026, 3, 2, 9, tzinfo=UTC),
        is_unread=True,
        is_question=True,
        group_name="Projectteam Haven",
    )
    return mailable(
        MailNews(
            card=card,
            account_id=UUID(int=4),
            email=TO,
            language="nl",
            lines=lines,
            shows_title=shows_title,
        )
    )


MAILS: dict[str, Callable[[], Mailable]] = {
    "notice": lambda: notice("Waar is het loket?", ("Beneden, links van de trap.", "Tot vijf uur."), 3),
    "closed": lambda: notice("Begroting", ()),
    "hidden": lambda: notice("Geheim", (), shows_title=False),
    "long": lambda: notice("Een heel lang woord " + "x" * 120, ("y" * 300,)),
    "refused": lambda: refusal("unseen", "Dit is mijn tekst.\nMet twee regels.", to=TO),
    "invitation": lambda: letter_mail(
        invitation_letter(first_name="Noor", inviter="Kees", path="/invitations/x/", days=14), to=TO
    ),
    "reset": lambda: letter_mail(reset_letter(first_name="Noor", path="/r/x/", hours=4), to=TO),
    "change": lambda: letter_mail(
        change_letter(first_name="", what="passkey_added", path="/security/"), to=TO
    ),
}


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", MAILS)
def test_a_mail_is_free_of_what_axe_finds(site: Site, name: str, language: str) -> None:
    with translation.override(language):
        mail = MAILS[name]()
    for scheme, width in (("light", 1280), ("dark", 390)):
        context = site.browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 844})
        page = context.new_page()
        page.set_content(mail.html)
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate("document.querySelectorAll('img, script, link, [src]').length") == 0
        if SHOTS:
            page.screenshot(path=str(Path(SHOTS) / f"mail-{name}-{language}-{scheme}.png"))
        context.close()


@pytest.mark.parametrize("name", MAILS)
def test_the_text_of_a_mail_says_all_that_its_page_says(site: Site, name: str) -> None:
    with translation.override("nl"):
        mail = MAILS[name]()
    page = site.browser.new_page()
    page.set_content(mail.html)
    links = page.evaluate("[...document.links].map(link => link.href)")
    words = page.evaluate("document.querySelector('main').innerText")
    page.close()
    assert all(address in mail.text for address in links if not address.endswith("/settings/"))
    said = f"{mail.subject} {mail.text}"
    assert all(word in said for word in words.replace("·", " ").split())

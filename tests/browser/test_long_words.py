"""A word without an end in every field: no page becomes wider than its window."""

from kring.groups.actions.founding import create_group
from kring.groups.texts import GroupText
from kring.identity.actions import NewAccount, create_account
from kring.kit.names import PersonName
from kring.people.actions import ProfileText, add_expertise, save_profile
from tests.browser.site import Site

WORD = "onafgebrokenlangwoordzonderspatie" * 30


def say_much(site: Site) -> dict[str, str]:
    """Somebody whose every text is one long word; the parts of addresses that lead to it."""
    cast = site.cast
    person = NewAccount(email="long@waterrijk.example", name=PersonName(WORD[:79], "", WORD[1:80]))
    account = cast.accounts["long"] = create_account(person=person, by=None, now=cast.now)
    viewer = cast.viewer("long")
    told = ProfileText(
        function=WORD[:119], about=WORD, private_about=WORD, phone=WORD[:40], languages=WORD[:119]
    )
    save_profile(actor=viewer, text=told, now=cast.now)
    for cut in range(3):
        add_expertise(actor=viewer, name=WORD[cut : 59 + cut], now=cast.now)
    text = GroupText(name=WORD[:79], purpose=WORD[:400], welcome=WORD)
    group = create_group(actor=viewer, text=text, now=cast.now)
    topic = WORD[:38]
    thread = cast.publish("long", title=WORD[:190], source=WORD, topics=(topic,))
    return {
        "person": account.handle,
        "account": str(account.pk),
        "group": group.slug,
        "topic": topic,
        "thread": str(thread.pk),
    }


OWN = (
    *("/", "/people/", "/people/{person}/", "/people/me/edit/", "/groups/", "/groups/{group}/"),
    *("/groups/{group}/members/", "/groups/{group}/settings/", "/groups/{group}/door/"),
    *("/threads/{thread}/", "/threads/new/", "/topics/{topic}/", "/search/?q=onafgebroken"),
    *("/welcome/", "/welcome/expertise/", "/welcome/follow/", "/notices/", "/settings/"),
)
ADMINISTRATORS = ("/administration/accounts/", "/administration/accounts/{account}/")


def test_no_page_is_wider_than_its_window(site: Site) -> None:
    names, wrong = say_much(site), []
    with site.page("long") as (page, _watch):
        for who, paths in {"long": OWN, "administrator": ADMINISTRATORS}.items():
            site.sign_in(page.context, who)
            for path in paths:
                answer = page.goto(path.format(**names))
                assert answer is not None
                assert answer.ok, path
                for width in (1280, 390):
                    page.set_viewport_size({"width": width, "height": 844})
                    if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
                        wrong.append(f"{path} is {wide} at {width}")
    assert not wrong

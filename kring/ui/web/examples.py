"""What the gallery shows: people, a form and moments, the same every time."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.contrib.messages.storage.base import Message
from django.utils.translation import gettext_lazy as _

from kring.ui.frame import REQUIRED_HREFS, Face, FooterLink, Frame, NavItem, Viewer

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
PEOPLE = tuple(
    Face(name, initials, face)
    for name, initials, face in (
        ("Noor de Wit", "NW", "f01"),
        ("Jeroen Bakker", "JB", "f02"),
        ("Fatima Ouali", "FO", "f10"),
        ("Mehmet Yildiz", "MY", "f09"),
        ("Trijntje de Boer", "TB", ""),
        ("Sanne Kuipers", "SK", "f16"),
    )
)

# As the one sanitiser would leave it.
EXAMPLE_HTML = """<p>Een inwoner wil een tijdelijke woning voor haar moeder in de tuin zetten.
<a class="mention" href="/ui/">@Lotte Vos</a>, weet jij dit?</p>
<blockquote><p>Eerst melden, dan bouwen.</p></blockquote>
<ul><li>Hoe hoog mag het?</li><li>Hoe lang mag het staan?</li></ul>
<p>Zaaknummer <code>Z-2026-0081</code></p>"""


class ExampleForm(forms.Form):
    """One field of each kind."""

    title = forms.CharField(
        label=_("Your question in one sentence"),
        widget=forms.Textarea({"rows": 2, "data-draft": "gallery-title"}),
    )
    body = forms.CharField(
        label=_("Tell a little more"),
        required=False,
        help_text=_("Name a colleague with @ and a topic with #."),
        widget=forms.Textarea({"rows": 4, "data-draft": "gallery", "data-suggest": ""}),
    )
    phone = forms.CharField(label=_("Phone"), help_text=_("For example 0123 - 45 60 00"))
    place = forms.ChoiceField(
        label=_("Place"), choices=[("", "-"), ("a", "Gemeentehuis"), ("b", "Werf Noord")]
    )
    kind = forms.ChoiceField(
        label=_("Who may join?"),
        widget=forms.RadioSelect,
        choices=[("open", _("Everyone")), ("closed", _("Only whom the owner admits"))],
        initial="open",
    )
    agree = forms.BooleanField(label=_("I keep to the house rules"), help_text=_("They fit on one page."))


def frame(*, language: str, mode: str, theme: str) -> Frame:
    """A frame as a member sees it; none of its addresses leads out of the gallery."""
    hrefs = dict.fromkeys((*REQUIRED_HREFS, "timeline", "questions", "groups", "people", "language"), "/ui/")
    return Frame(
        organisation="Gemeente Waterrijk",
        hrefs=hrefs
        | {
            "sign_in": "/ui/door/",
            "people_suggestions": "/people/suggestions/",
            "topic_suggestions": "/topics/suggestions/",
        },
        viewer=Viewer(PEOPLE[0], "Noor", "gallery"),
        my_groups=(
            NavItem("g1", "Team Vergunningen", "/ui/talk/", "ring-closed"),
            NavItem("g2", "Omgevingswet", "/ui/talk/", "ring-open"),
        ),
        notice_count=2,
        counts={"questions": 3, "drafts": 0},
        language=language,
        mode=mode,
        theme=theme,
        footer=(FooterLink(str(_("Accessibility")), "/ui/"),),
    )


def context(path: str, shown: Frame) -> dict[str, Any]:
    """Everything the gallery's templates name."""
    refused = ExampleForm({"title": "", "kind": "open"}, auto_id="refused_%s")
    refused.is_valid()
    toast = Message(25, str(_("Your question is placed.")), extra_tags="undo=/ui/")
    return {
        "frame": shown,
        "path": path,
        "people": PEOPLE,
        "at": NOW,
        "asked": datetime(2026, 11, 22, 8, 40, tzinfo=UTC),
        "example": {"html": EXAMPLE_HTML},
        "form": ExampleForm(),
        "refused": refused,
        "messages": (toast,),
        "status": 404,
    }

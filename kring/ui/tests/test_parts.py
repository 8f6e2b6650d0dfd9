"""The components: what they tie together, what they escape, what they refuse."""

import re
from types import SimpleNamespace

import pytest
from django import forms
from django.contrib.messages.storage.base import Message
from django.template import engines
from django.utils import translation
from jinja2 import UndefinedError

from kring.ui.frame import Face
from kring.ui.toasts import toast_parts


def render(source: str, **context: object) -> str:
    """Renders a line of template that has the components as `ui`."""
    template = engines["jinja2"].env.from_string('{% import "ui/parts.jinja" as ui %}' + source)
    with translation.override("nl"):
        return str(template.render(context))


class Form(forms.Form):
    title = forms.CharField(label="Titel", help_text="In één zin")
    kind = forms.ChoiceField(label="Soort", widget=forms.RadioSelect, choices=[("a", "Open"), ("b", "Dicht")])
    agree = forms.BooleanField(label="Akkoord")


def test_hint_and_error_are_tied_to_their_field() -> None:
    html = render("{{ ui.field(form.title) }}", form=Form({"title": ""}))
    described = re.search(r'<input[^>]*aria-describedby="([^"]+)"', html)
    assert described
    assert described[1] == "id_title_helptext id_title_error"
    assert all(f'id="{name}"' in html for name in described[1].split())
    assert 'aria-invalid="true"' in html
    assert '<label for="id_title">' in html


def test_choices_have_a_legend_and_whole_boxes() -> None:
    html = render("{{ ui.field(form.kind) }}{{ ui.field(form.agree) }}", form=Form())
    assert '<legend class="label">Soort</legend>' in html
    assert html.count('class="choice"') == 2
    assert re.search(r'<label class="check" for="id_agree"><input[^>]*type="checkbox"', html)


def test_errors_on_top_lead_to_their_fields() -> None:
    html = render("{{ ui.form_errors(form) }}", form=Form({}))
    assert 'role="alert"' in html
    assert {"#id_title", "#id_kind", "#id_agree"} <= set(re.findall(r'href="([^"]+)"', html))
    assert render("{{ ui.form_errors(form) }}", form=Form()).strip() == ""


@pytest.mark.parametrize(("on", "pressed", "value"), [(True, "true", "0"), (False, "false", "1")])
def test_a_press_posts_what_it_wants(on: bool, pressed: str, value: str) -> None:
    html = render('{{ ui.press("/x/", "Dank je", on=on, count=1234, fields={"kind": "thanks"}) }}', on=on)
    assert f'name="want" value="{value}" aria-pressed="{pressed}"' in html
    assert 'form="deeds" formaction="/x/?kind=thanks"' in html
    assert "<span data-n>1.234</span>" in html


def test_faces_speak_only_when_alone() -> None:
    drawn, letters = Face("Noor de Wit", "NW", "f01"), Face("Tom & Co", "TC")
    photo = Face("Tom & Co", "TC", "f01", "/photo/1/80/")
    assert 'aria-hidden="true"' in render("{{ ui.face(p) }}", p=drawn)
    assert 'role="img" aria-label="Tom &amp; Co"' in render("{{ ui.face(p, alone=true) }}", p=letters)
    assert 'alt=""' in render("{{ ui.face(p) }}", p=photo)
    assert 'alt="Tom &amp; Co"' in render("{{ ui.face(p, alone=true) }}", p=photo)


def test_text_is_escaped_everywhere() -> None:
    bad = '<img src=x onerror=alert(1)>"'
    html = render(
        "{{ ui.by_line(p, '/x/', [t]) }}{{ ui.tag(t) }}{{ ui.button(t, more={'data-x': t}) }}"
        "{{ ui.passage([(t, true)]) }}{{ ui.empty(t, t, '/x/', t) }}{{ ui.less('/x/', t, '') }}",
        p=Face(bad, bad),
        t=bad,
    )
    assert "<img" not in html


def test_a_component_refuses_attributes_that_act() -> None:
    for name in ("onclick", "style", 'x" y'):
        with pytest.raises(ValueError, match="no attribute"):
            render("{{ ui.button('Ja', more=more) }}", more={name: "1"})
    html = render("{{ ui.button('Ja', more={'disabled': true, 'hidden': false, 'data-a': none}) }}")
    assert "disabled" in html
    assert "hidden" not in html
    assert "data-a" not in html


def test_a_toast_carries_one_undo_and_ends_its_draft() -> None:
    message = Message(25, "Weg", extra_tags="undo=/threads/1/restore/ draft=question odd")
    html = render("{{ ui.toasts([m], '') }}", m=message)
    assert '<form method="post" action="/threads/1/restore/">' in html
    assert 'data-draft-done="question"' in html
    assert toast_parts(Message(25, "x")) == toast_parts(Message(25, "x", extra_tags="undoes=1"))


def test_a_forgotten_value_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        render("{{ nothing_of_the_kind }}")


def test_stored_html_is_wrapped_so_that_it_cannot_act() -> None:
    html = render("{{ stored_html(post.html) }}", post=SimpleNamespace(html="<p>Dag</p>"))
    assert html == '<div class="prose" hx-disable><p>Dag</p></div>'


def test_a_circle_counts_its_seats() -> None:
    people = [Face(f"P {n}", "P") for n in range(6)]
    html = render("{{ ui.kring_circle(people, '#a', 'Schuif aan', mid='6 collega’s') }}", people=people)
    assert '<ul class="kring n7">' in html
    assert html.count("<li") == 8

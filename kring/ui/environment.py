"""The Jinja2 environment of all our pages: strict, escaped, translated."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext, npgettext, pgettext
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from kring.kit.ids import new_id
from kring.ui import dates
from kring.ui.addresses import address
from kring.ui.kept import kept
from kring.ui.slots import slot
from kring.ui.toasts import toast_parts

HTMX_CONFIG = json.dumps(
    {
        "historyCacheSize": 0,
        "refreshOnHistoryMiss": True,
        "allowEval": False,
        "allowScriptTags": False,
        "includeIndicatorStyles": False,
        "selfRequestsOnly": True,
        "defaultSwapStyle": "outerHTML",
        "responseHandling": [
            {"code": "204", "swap": False},
            {"code": "[23]..", "swap": True},
            # A form that is not complete comes back with 422 and takes its own place.
            {"code": "422", "swap": True},
            {"code": "...", "swap": False, "error": True},
        ],
    }
)
# Not t-wait: that tint says that somebody waits.
TONES = ("t-done", "t-sky", "t-plum", "t-sun")


def url(name: str, *args: object, **kwargs: object) -> str:
    """The address of a named page; raises NoReverseMatch for an unknown one."""
    return reverse(name, args=args, kwargs=dict(kwargs)) if kwargs else address(name, *args)


@cache
def _told(_language: str | None, text: str, context: str) -> Markup:
    """A text in the language that is on now; of ours, so it is safe."""
    return Markup(pgettext(context, text) if context else gettext(text))  # noqa: S704 - our own words


@cache
def _told_whole(language: str | None, text: str, context: str) -> Markup:
    """The same without values."""
    return _told(language, text, context) % {}


def told(text: str, /, **values: object) -> Markup:
    """A translated text with escaped values: what Jinja's own does, but looked up once for each language."""
    language = get_language()
    return _told(language, text, "") % values if values else _told_whole(language, text, "")


def told_in(context: str, text: str, /, **values: object) -> Markup:
    """The same for a word that means several things."""
    language = get_language()
    return _told(language, text, context) % values if values else _told_whole(language, text, context)


def plural(count: int, one: str, many: str) -> str:
    """A translated phrase for a number; the number itself stands in the phrase as %(count)s."""
    return ngettext(one, many, count) % {"count": dates.number(count)}


def stored_html(rendered: str) -> Markup:
    """Wraps HTML that `kit.markup` cleaned and we stored, so that nothing in it can act.

    The trap: this marks its text as safe. Only ever give it the stored result of the one sanitiser; a test in
    this app lists every template that may call it.
    """
    return Markup('<div class="prose" hx-disable>{}</div>').format(Markup(rendered))  # noqa: S704


def tone(name: str) -> str:
    """A colour class for initials: the same name always gets the same one."""
    return TONES[sum(name.encode()) % len(TONES)]


def new_form_key() -> str:
    """A fresh key for one form, by which a second submit of the same form is recognised."""
    return str(new_id())


def control_attrs(
    css: str, more: Mapping[str, object] | None, described_by: Sequence[str]
) -> dict[str, object]:
    """Attributes for a form control: our class, the ids of its hint and error, and what the page adds."""
    attrs = {name: value for name, value in (more or {}).items() if value is not None and value is not False}
    if css:
        attrs["class"] = f"{css} {attrs['class']}" if "class" in attrs else css
    if described_by:
        attrs["aria-describedby"] = " ".join(described_by)
    return attrs


def data_attributes(values: Mapping[str, object] | None) -> Markup:
    """Extra attributes from a mapping, escaped; None and False leave one out, True gives a bare one.

    Raises ValueError for names that could act (style, on...): the content policy forbids them anyway.
    """
    parts: list[str] = []
    for name, value in (values or {}).items():
        if not name.replace("-", "").isalnum() or name == "style" or name.startswith("on"):
            raise ValueError(f"{name!r} is no attribute for a component")
        if value is None or value is False:
            continue
        parts.append(Markup(" {}").format(name) if value is True else Markup(' {}="{}"').format(name, value))
    return Markup("").join(parts)


def environment(**options: Any) -> Environment:
    """Builds the environment for Django's Jinja2 backend; `options` are the backend's."""
    options["undefined"] = StrictUndefined
    options["autoescape"] = True
    options.setdefault("trim_blocks", True)
    options.setdefault("lstrip_blocks", True)
    options["extensions"] = [*options.get("extensions", ()), "jinja2.ext.i18n", "jinja2.ext.do"]
    env = Environment(**options)  # noqa: S701 - autoescape is set above
    env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext
    )
    env.globals.update(
        _=told,
        gettext=told,
        pgettext=told_in,
        asset=cache(static),
        htmx_config=HTMX_CONFIG,
        url=url,
        now=timezone.now,
        language=get_language,
        stored_html=stored_html,
        new_form_key=new_form_key,
        kept=kept,
        slot=slot,
        attributes=data_attributes,
        control_attrs=control_attrs,
        toast_parts=toast_parts,
        tone=tone,
    )
    env.filters.update(
        when=dates.when,
        day=dates.day,
        clock=dates.clock,
        ago=dates.ago,
        waits=dates.waits,
        duration=dates.duration,
        number=dates.number,
        plural=plural,
    )
    return env

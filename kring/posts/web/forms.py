"""The composer, and changing a text."""

from datetime import UTC, datetime
from functools import cache, partial
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kring.discussion.web.forms import GuardedForm, MinorField, TextField
from kring.discussion.web.tray import Tray
from kring.identity.viewer import Viewer
from kring.infra.forms import KeyedForm
from kring.kit.clock import utcnow
from kring.kit.markup import find_topics
from kring.posts.models import Kind
from kring.posts.queries import praise_choices, receivers_named
from kring.posts.rules import (
    FEWEST_OPTIONS,
    MOST_OPTIONS,
    MOST_RECEIVERS,
    OPTION_LENGTH,
    TITLE_LENGTH,
    may_show,
)
from kring.posts.texts import Handed, PollText, PraiseText

TOPICS_LENGTH = 300  # characters
MINUTE = "%Y-%m-%dT%H:%M"  # as a browser sends a moment


def topics_in(typed: str) -> tuple[str, ...]:
    """Slugs of topics as somebody typed them, with or without #, between spaces or commas."""
    words = typed.replace(",", " ").split()
    return find_topics(" ".join(f"#{word.lstrip('#')}" for word in words))


class TopicsField(forms.CharField):
    """Topics as typed, with or without #, separated by spaces or commas; cleans to slugs."""

    def clean(self, value: Any) -> tuple[str, ...]:
        """Topic slugs, at most eight."""
        return topics_in(super().clean(value) or "")[:8]


def question_in(text: str) -> tuple[str, str]:
    """Question and further text of what was typed in one box: the first line, or up to its question mark.

    The question is empty when the first line is too long to be one; then the text comes back whole.
    """
    first, _newline, rest = text.strip().partition("\n")
    asked, mark, more = first.partition("? ")
    if mark:
        first, rest = f"{asked}?", f"{more}\n{rest}"
    return (first, rest.strip()) if len(first) <= TITLE_LENGTH else ("", text)


class LinesField(forms.CharField):
    """Options of a poll, one a line."""

    def __init__(self, **options: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 4})
        super().__init__(required=False, max_length=2000, widget=widget, **options)

    def clean(self, value: Any) -> tuple[str, ...]:
        """The lines that say something, each once."""
        lines = (line.strip().removeprefix("- ").strip() for line in super().clean(value).splitlines())
        return tuple(dict.fromkeys(line for line in lines if line))


class MomentField(forms.CharField):
    """A moment as the clock on the wall says it. Of an hour that comes twice it is the first."""

    widget = forms.DateTimeInput(format=MINUTE, attrs={"type": "datetime-local"})

    def clean(self, value: Any) -> datetime | None:
        """The moment in UTC; an hour that the clock skips is none."""
        text = super().clean(value)
        if not text:
            return None
        try:
            wall = datetime.strptime(text[: len("2026-01-01T00:00")], MINUTE)
        except ValueError:
            raise forms.ValidationError(
                _("This is no date with a time. Write it like 2026-12-01T09:00.")
            ) from None
        moment = wall.replace(tzinfo=timezone.get_current_timezone()).astimezone(UTC)
        if timezone.localtime(moment).replace(tzinfo=None) != wall:
            raise forms.ValidationError(_("The clock skips this hour that night. Choose another."))
        return moment


class PostForm(GuardedForm, KeyedForm):
    """An item of any kind for everyone, or for the group whose slug `where` is."""

    use_required_attribute = False  # what is needed differs by kind, and the kind may still change

    kind = forms.ChoiceField(choices=Kind.choices, initial=Kind.MESSAGE)
    title = forms.CharField(max_length=TITLE_LENGTH, required=False, strip=True, label=gettext_lazy("Title"))
    source = TextField(rows=6, label=gettext_lazy("Tell a little more"))
    options = LinesField(label=gettext_lazy("What can people choose?"))
    multiple = forms.BooleanField(required=False, label=gettext_lazy("You can choose more than one"))
    anonymous = forms.BooleanField(required=False, label=gettext_lazy("Anonymous"))
    ends_at = forms.DateTimeField(
        required=False,
        label=gettext_lazy("Until when?"),
        input_formats=[MINUTE],
        widget=forms.DateTimeInput(format=MINUTE, attrs={"type": "datetime-local"}),
    )
    to = forms.CharField(
        required=False,
        max_length=1000,
        label=gettext_lazy("For whom?"),
        widget=forms.Textarea(attrs={"rows": 1, "data-suggest": ""}),
    )
    department = forms.ChoiceField(required=False, label=gettext_lazy("Or for a whole department"))
    value = forms.ChoiceField(required=False, label=gettext_lazy("Which value fits?"))
    topics = TopicsField(required=False, max_length=TOPICS_LENGTH, label=gettext_lazy("Topics"))
    where = forms.CharField(required=False, max_length=60)
    publish_at = MomentField(required=False, max_length=30, label=gettext_lazy("When?"))
    # "1": the writer does not want to hear which group suits this.
    settled = forms.CharField(widget=forms.HiddenInput, required=False, max_length=1)
    # Under what name the device keeps the text until it is placed.
    draft = forms.CharField(widget=forms.HiddenInput, required=False, max_length=80, initial="compose")

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        self.receivers: tuple[UUID, ...] = ()
        self.fields["source"].required = False
        self.tray = Tray()
        # Asked when they are shown or checked: most texts are no kudos.
        asked = cache(partial(praise_choices, viewer))
        none = ("", _("None"))
        self.fields["department"].choices = lambda: [none, *asked().departments]  # type: ignore[attr-defined]
        self.fields["value"].choices = lambda: [none, *asked().values]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Each kind needs something of its own; a message needs words somewhere."""
        cleaned = super().clean() or {}
        kind = cleaned.get("kind", "")
        for sentence in self.tray.errors:
            self.add_error(None, sentence)
        if kind in {Kind.QUESTION, Kind.IDEA, Kind.POLL}:
            self._find_title(cleaned)
        if kind == Kind.POLL:
            self._check_options(cleaned)
        elif kind == Kind.PRAISE:
            self._find_receivers(cleaned)
        elif kind == Kind.SHOWCASE:
            self._check_showcase(cleaned)
        elif not (cleaned.get("title") or cleaned.get("source") or self.tray.files or self.errors):
            self.add_error("source", _("Write something first."))
        return cleaned

    def _find_title(self, cleaned: dict[str, Any]) -> None:
        if not cleaned.get("title"):
            cleaned["title"], cleaned["source"] = question_in(cleaned.get("source", ""))
        if not cleaned["title"] and cleaned["kind"] == Kind.IDEA:
            self.add_error("title", _("Give your idea a name in one sentence."))
        elif not cleaned["title"]:
            self.add_error("title", _("Write your question in one sentence."))

    def _check_showcase(self, cleaned: dict[str, Any]) -> None:
        if not cleaned.get("title"):
            self.add_error("title", _("Give it a name."))
        if not (verdict := may_show(len(self.tray.pictures))):
            self.add_error(None, str(verdict.reason))

    def _check_options(self, cleaned: dict[str, Any]) -> None:
        options, ends_at = cleaned.get("options", ()), cleaned.get("ends_at")
        if "options" not in self.errors and not FEWEST_OPTIONS <= len(options) <= MOST_OPTIONS:
            self.add_error("options", _("Write 2 to 10 different options, one on each line."))
        elif any(len(option) > OPTION_LENGTH for option in options):
            self.add_error("options", _("An option is too long. Use at most 120 characters."))
        if ends_at is not None and ends_at <= utcnow():
            self.add_error("ends_at", _("This moment is over. Choose a later one, or leave it empty."))

    def _find_receivers(self, cleaned: dict[str, Any]) -> None:
        cleaned["title"] = ""
        if not cleaned.get("source"):
            self.add_error("source", _("Write in a sentence what somebody did well."))
        found, unknown = receivers_named(self.viewer, cleaned.get("to", "").replace("\n", ",").split(","))
        self.receivers = tuple(dict.fromkeys(found.values()))
        if unknown:
            text = _("We do not know who you mean by %(names)s. Choose a name from the list after typing @.")
            self.add_error("to", text % {"names": ", ".join(unknown)})
        elif not self.receivers and not cleaned.get("department"):
            self.add_error("to", _("Say for whom: type @ and a name, or choose a department."))
        elif len(self.receivers) > MOST_RECEIVERS:
            self.add_error("to", _("Choose at most 10 colleagues. For more, choose their department."))

    def handed(self) -> Handed:
        """What a valid form says, whole."""
        filled = self.cleaned_data
        return Handed(
            **{name: filled[name] for name in ("kind", "title", "source", "topics", "where")},
            files=self.tray.ids,
            poll=self.poll() if filled["kind"] == Kind.POLL else None,
            praise=self.praise() if filled["kind"] == Kind.PRAISE else None,
        )

    def poll(self) -> PollText:
        """What a valid form says of a poll."""
        filled = self.cleaned_data
        return PollText(
            options=filled["options"],
            multiple=filled["multiple"],
            anonymous=filled["anonymous"],
            ends_at=filled["ends_at"],
        )

    def praise(self) -> PraiseText:
        """What a valid form says of kudos."""
        department, value = self.cleaned_data["department"], self.cleaned_data["value"]
        return PraiseText(
            receivers=self.receivers,
            department_id=UUID(department) if department else None,
            value_id=UUID(value) if value else None,
        )


class EditForm(GuardedForm):
    """A changed text of any kind."""

    title = forms.CharField(max_length=TITLE_LENGTH, required=False, label=gettext_lazy("Title"))
    source = TextField(rows=8, label=gettext_lazy("Text"))
    topics = TopicsField(required=False, max_length=300, label=gettext_lazy("Topics"))
    minor = MinorField()

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titled = kind in {Kind.QUESTION, Kind.IDEA, Kind.POLL}
        self.fields["title"].required = titled
        self.fields["source"].required = not titled
        if kind == Kind.PRAISE:
            del self.fields["title"]

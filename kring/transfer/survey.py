"""The check pass: read a whole dump, decide about every row, write nothing."""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from kring.topics.queries import slug_for
from kring.transfer.parity import FAULTS_KEPT, Line, Tally
from kring.transfer.readers.records import (
    Kind,
    Other,
    Person,
    Post,
    Reason,
    Record,
    Remark,
    Tag,
    Unreadable,
    Vote,
    Written,
)
from kring.transfer.readers.stackexchange import TABLES, Dump, records_of
from kring.transfer.texts import is_blank, is_too_large, topic_name

SYSTEM: Final = -1
_LATER: Final = {Kind.LINK, Kind.TAG_TEXT}
_LEFT_OUT_VOTES: Final = {"down": Reason.NEGATIVE, "favorite": Reason.BOOKMARK}
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class _Byline:
    """Who wrote something and when, without its text: a large dump must not fill the memory."""

    author: str
    name: str
    created: datetime

    @classmethod
    def of(cls, text: Written) -> "_Byline":
        """The by-line of a post or comment."""
        return cls(text.author, text.owner_name, text.created)


@dataclass
class Survey:
    """What a dump holds and what of it can come in. The apply pass asks it about every row."""

    people: set[int] = field(default_factory=set)
    topics: dict[str, str] = field(default_factory=dict)  # tag -> its text, in the order met
    questions: dict[int, int] = field(default_factory=dict)  # key -> the chosen answer, 0 for none
    answers: dict[int, int] = field(default_factory=dict)  # key -> its question
    remarks: set[int] = field(default_factory=set)
    writers: dict[str, str] = field(default_factory=dict)  # author -> name told beside the text
    support: Counter[int] = field(default_factory=Counter)  # post -> votes for it
    chosen_on: dict[int, date] = field(default_factory=dict)  # answer -> day of the accepting vote
    tallies: dict[Kind, Tally] = field(default_factory=lambda: defaultdict(Tally))
    found: Counter[Kind] = field(default_factory=Counter)
    faults: list[Unreadable] = field(default_factory=list)
    fault_count: int = 0
    first: datetime | None = None
    last: datetime | None = None
    described: dict[int, str] = field(default_factory=dict)  # post -> the tag it describes
    waiting: list[tuple[int, _Byline]] = field(default_factory=list)  # answers, until all posts are known

    @property
    def unknown(self) -> list[str]:
        """Writers who are not among the people, in a fixed order."""
        known = {str(key) for key in self.people}
        return sorted(author for author in self.writers if author not in known)

    def holds(self, post: int) -> bool:
        """Whether a question or answer comes in."""
        return post in self.questions or post in self.answers

    def is_chosen(self, question: int) -> bool:
        """Whether the answer chosen for a question is an answer to it that comes in."""
        return self.answers.get(self.questions[question]) == question

    def lines(self) -> tuple[Line, ...]:
        """The counts for the report, of the kinds that occur."""
        return tuple(
            Line(
                kind=kind,
                found=self.found[kind],
                imported=tally.imported,
                skipped=tuple(tally.skipped.most_common()),
                new=tally.new,
                changed=tally.changed,
                same=tally.same,
            )
            for kind in Kind
            if (tally := self.tallies[kind]) and (self.found[kind] or tally.found)
        )

    def take(self, kind: Kind) -> None:
        """Count a row that comes in."""
        self.tallies[kind].imported += 1

    def skip(self, kind: Kind, reason: Reason) -> None:
        """Count a row that stays out."""
        self.tallies[kind].skipped[reason] += 1


def survey(dump: Dump, progress: Progress) -> Survey:
    """Read everything and decide about everything. Raises ImportRefused."""
    seen = Survey()
    rows = 0
    for table in TABLES:
        for record in records_of(dump, table):
            rows += 1
            if rows % 2_000 == 0:
                progress("Reading", rows, 0)
            _note(seen, record)
        if table == "posts":
            _settle_posts(seen)
    _settle_people(seen)
    progress("Reading", rows, rows)
    return seen


def _note(seen: Survey, record: Record | Unreadable) -> None:
    match record:
        case Unreadable():
            seen.found[record.kind] += 1
            seen.skip(record.kind, Reason.UNREADABLE)
            seen.fault_count += 1
            if len(seen.faults) < FAULTS_KEPT:
                seen.faults.append(record)
        case Person():
            _note_person(seen, record)
        case Tag():
            _note_tag(seen, record)
        case Post():
            _note_post(seen, record)
        case Remark():
            _note_remark(seen, record)
        case Vote():
            _note_vote(seen, record)
        case Other():
            seen.found[record.kind] += 1
            seen.skip(record.kind, Reason.LATER if record.kind in _LATER else Reason.NO_PLACE)


def _note_person(seen: Survey, person: Person) -> None:
    seen.found[Kind.PERSON] += 1
    if person.key in seen.people:
        seen.skip(Kind.PERSON, Reason.DUPLICATE)
        return
    seen.people.add(person.key)
    if person.key != SYSTEM:
        seen.take(Kind.PERSON)


def _settle_people(seen: Survey) -> None:
    """The software's own account comes in only as the writer of something."""
    if SYSTEM in seen.people:
        if str(SYSTEM) in seen.writers:
            seen.take(Kind.PERSON)
        else:
            seen.people.remove(SYSTEM)
            seen.skip(Kind.PERSON, Reason.SYSTEM)


def _note_tag(seen: Survey, tag: Tag) -> None:
    _note_topic(seen, tag.name, twice=Reason.DUPLICATE)
    if tag.excerpt:
        seen.described[tag.excerpt] = tag.name


def _note_topic(seen: Survey, name: str, twice: Reason | None = None) -> None:
    if name in seen.topics:
        if twice:
            seen.found[Kind.TOPIC] += 1
            seen.skip(Kind.TOPIC, twice)
        return
    seen.found[Kind.TOPIC] += 1
    seen.topics[name] = ""
    if slug_for(topic_name(name)):
        seen.take(Kind.TOPIC)
    else:
        seen.skip(Kind.TOPIC, Reason.NAMELESS)


def _note_post(seen: Survey, post: Post) -> None:
    seen.found[post.kind] += 1
    if post.kind == Kind.TAG_TEXT:
        _note_tag_text(seen, post)
        return
    if post.key in seen.questions or post.key in seen.answers:
        seen.skip(post.kind, Reason.DUPLICATE)
    elif is_blank(post.body) and not (post.kind == Kind.QUESTION and post.title):
        seen.skip(post.kind, Reason.EMPTY)
    elif is_too_large(post.body):
        seen.skip(post.kind, Reason.TOO_LARGE)
    elif post.kind == Kind.QUESTION:
        seen.questions[post.key] = post.accepted
        _note_written(seen, Kind.QUESTION, _Byline.of(post))
        for tag in post.tags:
            _note_topic(seen, tag)
    else:
        # Its question may stand further on: decided when all posts are known.
        seen.answers[post.key] = post.parent
        seen.waiting.append((post.key, _Byline.of(post)))


def _note_written(seen: Survey, kind: Kind, by: _Byline) -> None:
    seen.take(kind)
    seen.writers.setdefault(by.author, by.name)
    seen.first = min(seen.first or by.created, by.created)
    seen.last = max(seen.last or by.created, by.created)


def _note_tag_text(seen: Survey, post: Post) -> None:
    tag = seen.described.pop(post.key, "")
    if not tag:
        seen.skip(Kind.TAG_TEXT, Reason.ORPHAN)
    elif is_blank(post.body):
        seen.skip(Kind.TAG_TEXT, Reason.EMPTY)
    elif not slug_for(topic_name(tag)):
        seen.skip(Kind.TAG_TEXT, Reason.NAMELESS)
    else:
        seen.take(Kind.TAG_TEXT)
        seen.topics[tag] = post.body


def _settle_posts(seen: Survey) -> None:
    for key, by in seen.waiting:
        if seen.answers[key] in seen.questions:
            _note_written(seen, Kind.ANSWER, by)
        else:
            del seen.answers[key]
            seen.skip(Kind.ANSWER, Reason.ORPHAN)
    seen.waiting.clear()
    for question, chosen in seen.questions.items():
        if chosen:
            seen.found[Kind.ACCEPTED] += 1
            if seen.is_chosen(question):
                seen.take(Kind.ACCEPTED)
            else:
                seen.skip(Kind.ACCEPTED, Reason.NOT_OURS)


def _note_remark(seen: Survey, remark: Remark) -> None:
    seen.found[Kind.COMMENT] += 1
    if remark.key in seen.remarks:
        seen.skip(Kind.COMMENT, Reason.DUPLICATE)
    elif not seen.holds(remark.post):
        seen.skip(Kind.COMMENT, Reason.ORPHAN)
    elif not remark.text:
        seen.skip(Kind.COMMENT, Reason.EMPTY)
    elif is_too_large(remark.text):
        seen.skip(Kind.COMMENT, Reason.TOO_LARGE)
    else:
        seen.remarks.add(remark.key)
        _note_written(seen, Kind.COMMENT, _Byline.of(remark))


def _note_vote(seen: Survey, vote: Vote) -> None:
    seen.found[Kind.VOTE] += 1
    reason = _reason_against(seen, vote)
    if reason:
        seen.skip(Kind.VOTE, reason)
        return
    seen.take(Kind.VOTE)
    if vote.type == "up":
        seen.support[vote.post] += 1
    elif vote.day:
        seen.chosen_on[vote.post] = vote.day


def _reason_against(seen: Survey, vote: Vote) -> Reason | None:
    if vote.type in _LEFT_OUT_VOTES:
        return _LEFT_OUT_VOTES[vote.type]
    if vote.type not in {"up", "accepted"}:
        return Reason.NO_PLACE
    if not seen.holds(vote.post):
        return Reason.ORPHAN
    if vote.type == "accepted" and seen.questions.get(seen.answers.get(vote.post, 0)) != vote.post:
        return Reason.NOT_OURS
    return None

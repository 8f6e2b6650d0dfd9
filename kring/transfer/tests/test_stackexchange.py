"""Taking a dump over: what it becomes, twice, changed, cut off."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
from django.core import mail
from django.db import connection

from kring.discussion.models import AcceptedAnswer, Comment, Mention, Revision, Thread, ThreadTopic
from kring.groups.access import readable_by, viewer_for
from kring.groups.models import Group
from kring.identity.models import Account
from kring.notifications.models import Notice
from kring.posts.models import Question
from kring.search.models import Passage
from kring.timelines.models import StreamEntry
from kring.topics.models import Topic
from kring.transfer.actions import Wishes, import_stackexchange
from kring.transfer.models import ExternalId, ImportRun
from kring.transfer.queries import state_hash, was_cut_off
from kring.transfer.refusal import ImportRefused
from kring.transfer.tests.make import (
    COMMENTS,
    NOW,
    POSTS,
    TABLES,
    administrator,
    colleague,
    taken_over,
    write_lines,
    write_xml,
)
from tests.database import cluster, copy_of_template
from tests.jobs import run_jobs

pytestmark = pytest.mark.django_db


def topics_of(thread: Thread) -> set[str]:
    return set(ThreadTopic.objects.filter(thread=thread).values_list("topic__slug", flat=True))


def ours(kind: str, key: str) -> object:
    return ExternalId.objects.get(source="dorp", kind=kind, key=key).object_id


@pytest.fixture
def village(tmp_path: Path) -> Path:
    """The small dump, taken over."""
    administrator()
    folder = write_lines(tmp_path / "dorp")
    taken_over(folder)
    return folder


def test_a_question_keeps_words_author_time_and_place(village: Path) -> None:
    thread = Thread.objects.get(pk=ours("question", "10"))
    assert (thread.title, thread.kind) == ("Hoe hoog is de dijk?", "question")
    assert thread.html == "<p>Ik meet <em>vier</em> meter.</p>\n"
    assert (thread.author.name, thread.author.handle) == ("Kees van der Plas", "kees.van.der.plas")
    assert thread.created_at.isoformat() == "2020-02-01T09:00:00.120000+00:00"
    assert thread.act.isoformat() == "2020-02-04T11:00:00+00:00"
    assert (thread.answer_count, thread.comment_count, thread.support) == (2, 2, 2)
    assert "dorp" in thread.credit
    assert "CC BY-SA 4.0" in thread.credit
    assert thread.group is not None
    assert (thread.group.name, thread.group.kind) == ("dorp", "open")
    assert topics_of(thread) == {"dijken", "c-plus-plus"}


def test_answers_choices_and_comments_stand_where_they_belong(village: Path) -> None:
    thread = Thread.objects.get(pk=ours("question", "10"))
    chosen = AcceptedAnswer.objects.get(thread=thread)
    assert chosen.comment_id == ours("answer", "12")
    assert (chosen.by_id, chosen.at.isoformat()) == (thread.author_id, "2020-02-06T00:00:00+00:00")
    assert Question.objects.get(thread=thread).state == "accepted"
    assert str(Question.objects.get(thread=thread).first_answer_at)[:16] == "2020-02-01 10:00"
    on_question = Comment.objects.get(pk=ours("comment", "20"))
    assert (on_question.parent, on_question.kind, on_question.support) == (None, "comment", 4)
    assert "<em>dijk</em>" in on_question.html
    on_answer = Comment.objects.get(pk=ours("comment", "21"))
    assert on_answer.parent_id == ours("answer", "12")
    assert not Mention.objects.exists()


def test_a_closed_question_takes_no_more_and_names_an_older_licence(village: Path) -> None:
    thread = Thread.objects.get(pk=ours("question", "14"))
    assert str(thread.closed_at)[:10] == "2020-03-01"
    assert thread.credit.endswith("CC BY-SA 3.0")
    assert thread.author.name == "user404"
    assert Question.objects.get(thread=thread).state == "open"


def test_people_come_in_without_a_way_in(village: Path) -> None:
    people = Account.objects.filter(pk__in=ExternalId.objects.filter(kind="person").values("object_id"))
    assert people.count() == 4
    for person in people:
        assert (person.email, person.is_active, person.has_usable_password()) == (None, False, False)
    assert {person.handle for person in people if person.name == "Anna"} == {"anna", "anna-2"}
    assert people.get(name="Kees van der Plas").profile.about == "Bouwt dijken"


def test_a_topic_gets_its_line_and_keeps_the_one_it_had(tmp_path: Path) -> None:
    administrator()
    Topic.objects.create(slug="dijken", name="Dijken", text="Van onszelf.", is_public=True, created_at=NOW)
    folder = write_lines(tmp_path)
    taken_over(folder)
    assert taken_over(folder).changes == 0
    assert Topic.objects.get(slug="dijken").text == "Van onszelf."


def test_a_new_topic_gets_the_line_of_the_dump(village: Path) -> None:
    assert Topic.objects.get(slug="dijken").text == "Over het keren van water."


def test_every_colleague_reads_it_and_nobody_is_told(village: Path) -> None:
    run_jobs()
    assert not Notice.objects.exists()
    assert mail.outbox == []
    assert Thread.objects.filter(readable_by(colleague())).count() == 2


def test_threads_stand_in_their_streams_and_in_the_index(village: Path) -> None:
    thread = Thread.objects.get(pk=ours("question", "10"))
    entries = StreamEntry.objects.filter(thread=thread)
    assert {entry.stream: entry.act for entry in entries}.pop(thread.pk) == thread.act
    assert {entry.act for entry in entries if entry.stream != thread.pk} == {thread.created_at}
    topics = ThreadTopic.objects.filter(thread=thread).values_list("topic", flat=True)
    assert {entry.stream for entry in entries} == {thread.pk, thread.group_id, thread.author_id, *topics}
    assert Passage.objects.filter(thread=thread).count() == 5
    assert Passage.objects.get(comment=ours("answer", "12")).accepted


def test_the_group_belongs_to_who_is_named(tmp_path: Path) -> None:
    administrator()
    noor = colleague()
    taken_over(write_lines(tmp_path), owner="NOOR@waterrijk.example", group="Oud dorp")
    group = Group.objects.get(name="Oud dorp")
    assert [row.account_id for row in group.memberships.filter(is_owner=True)] == [noor.id]


@pytest.mark.parametrize(("owner", "words"), [("", "needs an owner"), ("x@y.example", "Nobody with")])
def test_without_an_owner_nothing_happens(tmp_path: Path, owner: str, words: str) -> None:
    with pytest.raises(ImportRefused, match=words):
        taken_over(write_lines(tmp_path), owner=owner)
    assert not ImportRun.objects.exists()


def test_a_dry_run_writes_nothing_and_tells_the_same(tmp_path: Path) -> None:
    folder = write_lines(tmp_path)
    dry = taken_over(folder, dry_run=True)
    for model in (Account, Thread, Topic, Group, ExternalId, ImportRun):
        assert not model.objects.exists()
    administrator()
    real = taken_over(folder)
    assert [(one.kind, one.found, one.imported) for one in dry.lines] == [
        (one.kind, one.found, one.imported) for one in real.lines
    ]


def test_a_second_run_changes_nothing(village: Path) -> None:
    before = state_hash("dorp")
    again = taken_over(village)
    assert again.changes == 0
    assert sum(line.same for line in again.lines) == ExternalId.objects.exclude(kind="group").count()
    assert state_hash("dorp") == before
    report = ImportRun.objects.order_by("-pk")[0].report
    assert report["figures"]["changes"] == 0
    assert "Overzicht" in report["nl"] or "Import" in report["nl"]


def test_xml_of_the_same_dump_changes_nothing_either(village: Path, tmp_path: Path) -> None:
    assert taken_over(write_xml(tmp_path / "xml")).changes == 0


def test_a_changed_row_is_brought_up_to_date(village: Path, tmp_path: Path) -> None:
    posts = [
        {**POSTS[0], "body": "<p>Toch vijf.</p>", "tags": ["c"]},
        {**POSTS[1], "body": "<p>Nee.</p>"},
        *POSTS[2:],
    ]
    comments = [{**COMMENTS[0], "text": "Deze dijk?"}, *COMMENTS[1:]]
    parity = taken_over(write_lines(tmp_path / "later", {**TABLES, "posts": posts, "comments": comments}))
    assert parity.changes == 3
    thread = Thread.objects.get(pk=ours("question", "10"))
    assert "Toch vijf" in thread.html
    assert topics_of(thread) == {"c"}
    assert {row.source for row in Revision.objects.filter(thread=thread)} == {
        "Ik meet *vier* meter.",
        "Vijf.",
        "Welke *dijk*?",
    }
    assert "Deze dijk" in Passage.objects.get(comment=ours("comment", "20")).text
    assert "Toch vijf" in Passage.objects.get(thread=thread, comment=None).text


def test_what_was_removed_here_stays_removed(village: Path, tmp_path: Path) -> None:
    Thread.objects.filter(pk=ours("question", "10")).update(state="deleted")
    Comment.objects.filter(pk=ours("comment", "20")).delete()
    posts = [{**POSTS[0], "body": "<p>Terug?</p>"}, *POSTS[1:]]
    comments = [{**COMMENTS[0], "text": "Terug?"}, *COMMENTS[1:]]
    taken_over(write_lines(tmp_path / "later", {**TABLES, "posts": posts, "comments": comments}))
    assert Thread.objects.get(pk=ours("question", "10")).state == "deleted"
    assert not Comment.objects.filter(source="Terug?").exists()
    assert not StreamEntry.objects.filter(thread=ours("question", "10")).exists()


@pytest.mark.slow
def test_a_real_community_comes_in_whole(real_set) -> None:
    administrator()
    folder = real_set("se-french-meta")
    parity = import_stackexchange(wishes=Wishes(folder=folder), now=NOW)
    counts = {line.kind.value: line.imported for line in parity.lines}
    assert all(line.adds_up for line in parity.lines)
    assert Thread.objects.count() == counts["question"]
    assert Comment.objects.count() == counts["answer"] + counts["comment"]
    assert AcceptedAnswer.objects.count() == counts["accepted"]
    assert Question.objects.filter(state="accepted").count() == counts["accepted"]
    assert StreamEntry.objects.values("thread").distinct().count() == counts["question"]
    assert not Notice.objects.exists()
    before = state_hash("se-french-meta")
    assert import_stackexchange(wishes=Wishes(folder=folder), now=NOW).changes == 0
    assert state_hash("se-french-meta") == before


def many(number: int) -> dict[str, list[dict[str, object]]]:
    """A dump with so many questions, each with an answer and a comment on it."""
    users = [{"id": pk, "name": f"Lid {pk}", "created": "2020-01-02T08:00:00.000"} for pk in range(1, 60)]
    posts, comments = [], []
    for pk in range(1, number + 1):
        moment = f"2020-02-{pk % 27 + 1:02}T09:{pk % 60:02}:00.000"
        posts.append({**POSTS[0], "id": pk, "owner": pk % 59 + 1, "date": moment, "accepted": pk + 100_000})
        posts.append({**POSTS[1], "id": pk + 100_000, "parent": pk, "owner": pk % 31 + 1, "date": moment})
        comments.append({**COMMENTS[0], "id": pk, "post": pk + 100_000, "date": moment})
    return {"users": users, "posts": posts, "comments": comments}


IMPORT = """
from pathlib import Path
from kring.identity.models import Account
from kring.transfer.queries import state_hash
from kring.transfer.tests.make import administrator, taken_over
if not Account.objects.filter(email__isnull=False).exists():
    administrator()
taken_over(Path({folder!r}))
print(state_hash("dorp"))
"""


def start_import(url: str, folder: Path) -> subprocess.Popen[str]:
    """Import in a process of its own, which prints the state at its end."""
    environment = {**os.environ, "DATABASE_URL": url, "KRING_HOME": str(folder.parent)}
    command = [sys.executable, "-m", "kring", "shell", "-c", IMPORT.format(folder=str(folder))]
    return subprocess.Popen(command, env=environment, text=True, stdout=subprocess.PIPE)


def taken_so_far(url: str) -> int:
    with psycopg.connect(url) as other:
        row = other.execute("SELECT count(*) FROM transfer_externalid").fetchone()
    return row[0] if row else 0


@pytest.mark.faults
def test_an_import_that_is_killed_ends_in_the_same_state(tmp_path: Path) -> None:
    folder = write_lines(tmp_path / "dorp", many(500))
    administrator()
    taken_over(folder)
    url = cluster().dsn(copy_of_template("import_cut"))
    for number in (100, 900, 1700):
        process = start_import(url, folder)
        while taken_so_far(url) <= number:
            assert process.poll() is None
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert process.returncode == -signal.SIGKILL
    told, _nothing = start_import(url, folder).communicate(timeout=120)
    assert told.split()[-1] == state_hash("dorp")


def test_after_a_cut_everything_is_indexed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    administrator()
    folder = write_lines(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr("kring.transfer.actions.stackexchange.index_threads", interrupted)
        with pytest.raises(KeyboardInterrupt):
            taken_over(folder)
    assert was_cut_off("dorp")
    assert taken_over(folder).changes == 0
    assert Passage.objects.count() == 6
    assert not was_cut_off("dorp")


def interrupted(**_wanted: object) -> None:
    raise KeyboardInterrupt


def test_two_imports_of_one_source_wait_for_none(tmp_path: Path) -> None:
    administrator()
    with connection.get_new_connection(connection.get_connection_params()) as other:
        other.execute("SELECT pg_advisory_lock(hashtext('transfer.import'), hashtext('dorp'))")
        with pytest.raises(ImportRefused, match="running already"):
            taken_over(write_lines(tmp_path))


@pytest.mark.parametrize("name", ["../x", "a b", "", "x" * 90])
def test_a_source_has_a_plain_name(tmp_path: Path, name: str) -> None:
    folder = write_lines(tmp_path / ("goed" if name else "niet goed"))
    with pytest.raises(ImportRefused, match="no name for a source"):
        import_stackexchange(wishes=Wishes(folder=folder, source=name), now=NOW)


def test_the_owner_reads_what_came_in(village: Path) -> None:
    viewer = viewer_for(Account.objects.get(email="ingrid@waterrijk.example"))
    assert Thread.objects.filter(readable_by(viewer)).count() == 2

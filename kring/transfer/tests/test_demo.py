"""The demo world: built once, as the municipality it pretends to be."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client
from django.urls import reverse

from kring.discussion.models import AcceptedAnswer, Comment, ItemState, Reaction, Thread
from kring.discussion.queries.standing import thread_for
from kring.groups.access import may_read, readable_by, viewer_for
from kring.groups.models import Group, GroupKind, GroupMute, Membership
from kring.identity.models import Account, AccountKind, RoleGrant
from kring.identity.viewer import Viewer
from kring.infra.verdict import Unseen
from kring.notifications.models import Hours, Notice
from kring.people.actions import finish_onboarding
from kring.people.models import Department, Profile
from kring.posts.models import Question
from kring.posts.queries import drafts
from kring.search.models import Passage
from kring.timelines.models import Dial, OwnLane, StreamEntry, Subscription
from kring.topics.models import TopicFollow
from kring.transfer.demo.actions import DemoSummary, build_demo
from kring.transfer.demo.content import World, read_world
from kring.transfer.demo.moments import ZONE, beginning, coming, following
from kring.transfer.demo.sign_ins import DEMO_SIGN_INS, PASSWORD
from kring.transfer.refusal import ImportRefused
from tests.snapshot import from_snapshot

pytestmark = pytest.mark.slow
NOW = datetime(2026, 11, 20, 9, 12, tzinfo=UTC)


def kept_demo() -> DemoSummary:
    """The demo world; built once, then its rows are copied."""
    return from_snapshot("demo", lambda: build_demo(lambda _step, _done, _total: None, NOW))


@pytest.fixture
def demo(db: None) -> DemoSummary:
    """The demo world in this test's transaction."""
    return kept_demo()


@pytest.fixture(scope="module")
def world() -> World:
    return read_world()


def one(slug: str) -> Viewer:
    return viewer_for(Account.objects.get(email=f"{slug}@waterrijk.example"))


def test_noor_arranged_her_timeline_and_notices(demo: DemoSummary) -> None:
    noor = Account.objects.get(email="noor@waterrijk.example").pk
    assert OwnLane.objects.filter(account=noor).exclude(name="").count() == 2
    assert Dial.objects.filter(account=noor).count() == 2
    assert Hours.objects.filter(account=noor, quiet_from=time(18)).exists()
    assert GroupMute.objects.get().account.email == "tom@waterrijk.example"


def test_it_is_as_large_as_it_says(demo: DemoSummary, world: World) -> None:
    employees = Account.objects.filter(kind=AccountKind.EMPLOYEE)
    assert employees.count() == sum(row.size for row in world.departments) == 400
    assert Account.objects.filter(kind=AccountKind.GUEST).count() >= 3
    assert demo.groups == Group.objects.count() == 40
    assert set(Group.objects.values_list("kind", flat=True)) == set(GroupKind.values)
    assert demo.threads == Thread.objects.count() >= 130
    assert demo.comments == Comment.objects.count() >= 500
    assert Question.objects.filter(state="open").count() >= 20
    assert AcceptedAnswer.objects.count() >= 50
    assert Reaction.objects.count() > 3_000
    merged = Thread.objects.filter(state=ItemState.MERGED).count()
    assert Passage.objects.count() == demo.threads - merged + demo.comments
    assert Account.objects.values("name").distinct().count() == Account.objects.count()


def test_everybody_has_a_place(demo: DemoSummary, world: World) -> None:
    assert Department.objects.count() == len(world.departments)
    colleagues = Profile.objects.filter(account__kind=AccountKind.EMPLOYEE)
    assert not colleagues.filter(department=None).exists()
    assert not colleagues.filter(function="").exists()
    assert colleagues.filter(manager=None).count() < 20
    assert 0 < colleagues.filter(face="").count() < 400


def test_everything_lies_in_the_last_sixty_days(demo: DemoSummary) -> None:
    for model in (Thread, Comment):
        moments = model.objects.values_list("created_at", flat=True)
        assert NOW - timedelta(days=64) < min(moments)
        assert max(moments) < NOW
    for comment in Comment.objects.select_related("thread", "parent"):
        assert comment.thread.created_at < comment.created_at <= comment.thread.act
        assert comment.parent is None or comment.parent.created_at < comment.created_at


def test_who_wrote_or_reacted_may_read_it(demo: DemoSummary) -> None:
    reacted = Reaction.objects.values_list("thread_id", "account_id")
    wrote = [
        *Thread.objects.values_list("pk", "author_id"),
        *Comment.objects.values_list("thread_id", "author_id"),
    ]
    people: dict[object, set[object]] = {}
    for thread_id, account_id in [*reacted, *wrote]:
        people.setdefault(thread_id, set()).add(account_id)
    gone = set(Account.objects.filter(is_active=False).values_list("pk", flat=True))
    for thread in Thread.objects.all():
        there = people[thread.pk] - gone
        assert may_read(list(there), thread.audience_id) == there, thread.title  # type: ignore[arg-type]


def test_counters_and_streams_are_true(demo: DemoSummary) -> None:
    for thread in Thread.objects.exclude(state=ItemState.MERGED):  # its answers stand elsewhere now
        texts = Comment.objects.filter(thread=thread)
        assert thread.answer_count == texts.filter(kind="answer").count()
        assert thread.comment_count == texts.filter(kind="comment").count()
        assert sum(thread.reactions.values()) == Reaction.objects.filter(thread=thread, comment=None).count()
    closed = Thread.objects.filter(group__kind__in=[GroupKind.CLOSED, GroupKind.HIDDEN])
    for entry in StreamEntry.objects.filter(thread__in=closed).select_related("thread"):
        assert entry.stream in (entry.thread.group_id, entry.thread_id)
    for group in Group.objects.all():
        assert group.member_count == group.memberships.filter(account__is_active=True).count()
        assert group.memberships.filter(is_owner=True, account__is_active=True).exists()


def test_the_cast_is_who_the_list_says(demo: DemoSummary, world: World) -> None:
    assert [entry.email for entry in demo.sign_ins] == [row.email for row in DEMO_SIGN_INS]
    for row in DEMO_SIGN_INS:
        account = Account.objects.get(email=row.email)
        assert account.name == row.name
        assert account.check_password(PASSWORD)
        assert set(RoleGrant.objects.filter(account=account).values_list("role", flat=True)) == set(row.roles)
    assert {row.slug for row in DEMO_SIGN_INS} == {person.slug for person in world.people if person.cast}
    others = Account.objects.exclude(email__in=[row.email for row in DEMO_SIGN_INS])
    assert not any(account.has_usable_password() for account in others)


def signed_in(client: Client, slug: str) -> Client:
    client.post(reverse("account_login"), {"login": f"{slug}@waterrijk.example", "password": PASSWORD})
    return client


@pytest.mark.parametrize("slug", ["noor", "dewi", "ingrid"])
def test_the_cast_signs_in_and_sees_a_timeline(demo: DemoSummary, client: Client, slug: str) -> None:
    page = signed_in(client, slug).get("/")
    assert page.status_code == 200
    assert page.content.decode().count("<article") >= (3 if slug == "dewi" else 10)


def test_a_newcomer_is_welcomed_and_then_sees_life(demo: DemoSummary, client: Client) -> None:
    assert signed_in(client, "hamza").get("/").headers["Location"] == "/welcome/"
    finish_onboarding(actor=one("hamza"), now=NOW)
    assert client.get("/").content.decode().count("<article") >= 10


def test_who_left_does_not_come_in(demo: DemoSummary, client: Client) -> None:
    assert signed_in(client, "henk").get("/").status_code == 302


def test_a_closed_group_stays_closed(demo: DemoSummary) -> None:
    inside, outside, guest = one("tom"), one("bram"), one("dewi")
    closed = Thread.objects.filter(group__slug="team-vergunningen")
    assert closed.count() > 2
    for thread in closed:
        assert thread_for(inside, thread.pk)
        with pytest.raises(Unseen):
            thread_for(outside, thread.pk)
    groups = Membership.objects.filter(account=guest.id, state="member").values("group")
    for thread in Thread.objects.filter(readable_by(guest)):
        assert groups.filter(group=thread.group_id).exists()


def test_the_cast_has_notices_and_nobody_gets_mail(demo: DemoSummary) -> None:
    told = {row.slug: Notice.objects.filter(account=one(row.slug).id).count() for row in DEMO_SIGN_INS}
    assert told["henk"] == 0
    assert sum(1 for number in told.values() if number) >= 4, told
    assert mail.outbox == []
    for notice in Notice.objects.select_related("thread"):
        assert may_read([notice.account_id], notice.thread.audience_id)


def test_everybody_listens_to_something(demo: DemoSummary) -> None:
    listening = Subscription.objects.values("account")
    assert not Account.objects.filter(is_active=True).exclude(pk__in=listening).exists()


def signature() -> list[object]:
    """Everything of the world but ids."""
    return [
        list(Account.objects.order_by("email").values_list("email", "name", "joined_at", "profile__face")),
        sorted(Membership.objects.values_list("group__slug", "account__email", "is_owner")),
        sorted(Thread.objects.values_list("title", "author__email", "created_at", "act")),
        sorted(Comment.objects.values_list("thread__title", "author__email", "created_at", "kind")),
        sorted(Reaction.objects.values_list("thread__title", "account__email", "kind", "at")),
        sorted(TopicFollow.objects.values_list("topic__slug", "account__email")),
        sorted(Notice.objects.values_list("thread__title", "account__email", "reason", "count")),
    ]


def test_it_is_the_same_every_time(db: None) -> None:
    with transaction.atomic():
        build_demo(lambda _step, _done, _total: None, NOW)
        again = signature()
        transaction.set_rollback(True)
    kept_demo()
    assert signature() == again


def test_a_house_with_people_is_refused(demo: DemoSummary) -> None:
    with pytest.raises(ImportRefused):
        build_demo(lambda _step, _done, _total: None, NOW)


def working_moments() -> Iterator[datetime]:
    for hours in range(0, 24 * 9):
        yield datetime(2026, 11, 16, 0, 30, tzinfo=UTC) + timedelta(hours=hours)


def test_conversations_begin_on_working_days_and_never_later_than_now() -> None:
    for now in working_moments():
        for day in (0, 1, 2, 30):
            start = beginning(day, "15.20", now)
            assert start < now
            assert start.weekday() < 5
            assert (start.hour, start.minute) == (15, 20)
            last = start
            for hours in (0.2, 1.5, 9, 30, 300):
                moment = following(start, hours, last, now)
                assert last < moment <= now
                last = moment


def test_answers_come_by_day() -> None:
    start = datetime(2026, 11, 10, 16, 0, tzinfo=ZONE)
    answered = following(start, 9, start, NOW)
    assert answered.astimezone(ZONE).isoformat()[:13] == "2026-11-11T08"


def test_somebody_has_begun_something_and_planned_something(demo: DemoSummary) -> None:
    waiting, begun = drafts(one("noor"))
    assert (waiting.kind, begun.kind) == ("message", "question")
    assert begun.publish_at is None
    assert waiting.publish_at == datetime(2026, 11, 24, 7, 40, tzinfo=UTC)
    assert coming(1, "9.00", NOW) == coming(3, "9.00", NOW) == datetime(2026, 11, 23, 8, tzinfo=UTC)

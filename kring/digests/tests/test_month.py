"""A month of 2,000 people with a ledger of its own: nothing twice, nothing left untold, no empty mail.

The test keeps its own books in plain sets; the statements that make digests have to come to the same.
"""

import random
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connection

from kring.digests.actions import begin_rounds, build_part
from kring.digests.models import DigestChoice
from kring.digests.queries import contents, windows_of, zone
from kring.digests.rules import Appointment, chosen, is_day, moment_of
from kring.discussion.models import Comment, Thread, ThreadFollow, ThreadRead
from kring.groups.models import Audience, Group, Membership
from kring.identity.models import Account
from kring.infra.models import Mail, MailState
from kring.kit.ids import new_id
from kring.notifications.actions import note_told
from kring.timelines.models import StreamEntry, Subscription, Why

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PEOPLE, GROUPS, DAYS, A_DAY = 2000, 40, 30, 20
START = datetime(2026, 3, 9, 5, tzinfo=UTC)  # the month of a switch night
RHYTHMS = ("daily", "workdays", "weekly", "off")


class Month:
    """The world, and the books of the test."""

    def __init__(self) -> None:
        self.chance = random.Random(7)
        self.groups = [self.group(n) for n in range(GROUPS)]
        self.people = [self.account(n) for n in range(PEOPLE)]
        Account.objects.bulk_create(self.people)
        self.choice = {one.pk: Appointment(RHYTHMS[n % 4]) for n, one in enumerate(self.people)}
        self.members: dict[UUID, list[Account]] = defaultdict(list)
        self.join()
        rows = [self.chose(one) for one in self.people]
        DigestChoice.objects.bulk_create(rows)
        self.upto = dict.fromkeys(self.choice, START)  # to where each was told by digest
        self.news: dict[UUID, dict[UUID, datetime]] = defaultdict(dict)  # what waits to be told
        self.knows: dict[tuple[UUID, UUID], datetime] = {}
        self.mails = 0

    def group(self, n: int) -> Group:
        group = Group.objects.create(slug=f"g{n}", name=f"G{n}", kind="closed", created_at=START)
        Audience.objects.create(tokens=[f"group:{group.pk}"], group=group)
        return group

    def account(self, n: int) -> Account:
        names = {"first_name": "P", "name": f"P {n}", "sort_key": f"p{n:05}", "handle": f"p{n}"}
        return Account(email=f"p{n}@waterrijk.example", joined_at=START, **names)

    def chose(self, one: Account) -> DigestChoice:
        own = self.choice[one.pk]
        moments = {"since": START, "changed_at": START - timedelta(days=1)}
        return DigestChoice(account=one, rhythm=own.rhythm, hour=own.hour, weekday=own.weekday, **moments)

    def join(self) -> None:
        for one in self.people:
            for group in self.chance.sample(self.groups, 3):
                self.members[group.pk].append(one)
        pairs = [(pk, one) for pk, members in self.members.items() for one in members]
        Membership.objects.bulk_create(
            [Membership(group_id=pk, account=one, state="member", at=START) for pk, one in pairs]
        )
        Subscription.objects.bulk_create(
            [Subscription(account=one, stream=pk, why=Why.GROUP) for pk, one in pairs]
        )

    def day(self, start: datetime) -> None:
        """Some threads, comments on them for who wrote them, things read and things told by mail."""
        audience = dict(Audience.objects.exclude(group=None).values_list("group", "pk"))
        threads = []
        for n in range(A_DAY):
            group, at = self.chance.choice(self.groups), start + timedelta(hours=6, minutes=n)
            author = self.chance.choice(self.members[group.pk])
            words = {"kind": "question", "title": "T", "source": "s", "html": "s", "state": "published"}
            where = {"group": group, "audience_id": audience[group.pk]}
            threads.append(Thread(id=new_id(at), author=author, created_at=at, act=at, **words, **where))
            for one in self.members[group.pk]:
                if one != author:
                    self.news[one.pk][threads[-1].pk] = at
        Thread.objects.bulk_create(threads)
        streams = [(t, s) for t in threads for s in (t.group_id, t.pk)]
        StreamEntry.objects.bulk_create([StreamEntry(stream=s, act=t.act, thread=t) for t, s in streams])
        self.follow(threads)
        self.answer(threads[::2], start + timedelta(hours=8))
        self.read(threads, start + timedelta(hours=9))
        self.mail(threads, start + timedelta(hours=10))

    def follow(self, threads: list[Thread]) -> None:
        rows = [ThreadFollow(thread=t, account=t.author, at=t.act) for t in threads]
        ThreadFollow.objects.bulk_create(rows)
        Subscription.objects.bulk_create(
            [Subscription(account=t.author, stream=t.pk, why=Why.THREAD) for t in threads]
        )

    def answer(self, threads: list[Thread], at: datetime) -> None:
        comments = []
        for t in threads:
            writer = next(one for one in self.members[t.group_id] if one != t.author)
            comments.append(
                Comment(thread=t, author=writer, source="c", html="c", state="published", created_at=at)
            )
            self.news[t.author_id][t.pk] = at
        Comment.objects.bulk_create(comments)
        ids = [t.pk for t in threads]
        Thread.objects.filter(pk__in=ids).update(act=at)
        StreamEntry.objects.filter(stream__in=ids).update(act=at)

    def some(self, threads: list[Thread], part: float) -> list[tuple[UUID, UUID]]:
        pairs = [(one.pk, t.pk) for t in threads for one in self.members[t.group_id]]
        return self.chance.sample(pairs, int(len(pairs) * part))

    def read(self, threads: list[Thread], at: datetime) -> None:
        seen = self.some(threads, 0.3)
        ThreadRead.objects.bulk_create([ThreadRead(account_id=a, thread_id=t, upto=at) for a, t in seen])
        self.learn(seen, at)

    def mail(self, threads: list[Thread], at: datetime) -> None:
        told = self.some(threads, 0.1)
        note_told(pairs=told, road="mail", upto=at)
        self.learn(told, at)

    def learn(self, pairs: list[tuple[UUID, UUID]], at: datetime) -> None:
        for account, thread in pairs:
            self.news[account].pop(thread, None)
            self.knows[account, thread] = at

    def morning(self, now: datetime) -> None:
        """Make and send the digests of a morning, and hold them against the books."""
        for round_id in begin_rounds(now=now):
            while build_part(round_id=round_id, now=now):
                pass
        day = now.astimezone(zone()).date()
        due = {pk for pk, own in self.choice.items() if is_day(own, day)}
        waiting = Mail.objects.filter(kind="digest", state=MailState.WAITING)
        accounts = list(waiting.values_list("account_id", flat=True))
        assert len(accounts) == len(set(accounts))
        assert set(accounts) == {pk for pk in due if self.news[pk]}  # no empty mail, nobody left out
        for n in range(0, len(accounts), 500):
            self.send(accounts[n : n + 500], now)
        waiting.update(state=MailState.SENT, done_at=now)

    def send(self, accounts: list[UUID], now: datetime) -> None:
        day = now.astimezone(zone()).date()
        found = contents(None, windows_of(None, dict.fromkeys(accounts, day)), whole=True)
        pairs = []
        for account in accounts:
            said = {block.thread_id for block in found[account].blocks}
            assert said == set(self.news[account])  # each promise, and nothing twice
            own, wide = chosen((block.is_own, block) for block in found[account].blocks)
            pairs += [(account, block.thread_id) for block in (*own, *wide)]
            self.news[account].clear()
            self.mails += 1
        note_told(pairs=pairs, road="digest", upto=now)


def count_rows() -> None:
    """Let the database count what there is, as it does by itself while people work."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def test_month_of_two_thousand_people(db: None) -> None:
    month = Month()
    begin_rounds(now=START)
    for n in range(DAYS):
        with connection.cursor() as cursor:  # as the database does by itself while people work
            cursor.execute("ANALYZE")
        start = START + timedelta(days=n)
        eight = moment_of(Appointment("daily"), start.astimezone(zone()).date(), zone())
        month.morning(eight + timedelta(minutes=2))
        month.day(start)
        if n % 7 == 0:
            count_rows()
    count_rows()
    assert settings.TIME_ZONE == "Europe/Amsterdam"
    assert month.mails > 15_000  # so that there was much to be wrong about

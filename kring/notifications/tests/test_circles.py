"""A group or department that a text names with @: who hears of it, how many that are, and the limit."""

import html

import pytest

from kring.discussion.actions.comments import write_comment
from kring.discussion.queries.circles import circles_in
from kring.discussion.rules import may_name_circle
from kring.groups.access import EVERYONE_AUDIENCE
from kring.groups.actions import mute_group
from kring.kit.ids import new_id
from kring.notifications.models import Notice
from kring.people.models import Department
from tests.jobs import run_jobs

pytestmark = pytest.mark.django_db


def hearers(cast, reason="circle"):
    run_jobs()
    told = set(Notice.objects.filter(reason=reason).values_list("account", flat=True))
    return {who for who, account in cast.accounts.items() if account.pk in told}


def naming(cast, kind):
    return f"Wie helpt? @{cast.groups[kind].slug} misschien."


def test_members_of_a_named_group_hear_of_it_and_the_writer_does_not(cast):
    cast.publish("owner", "closed", source=naming(cast, "closed"))
    assert hearers(cast) == {"member", "guest"}


def test_only_who_may_read_hears_of_it(cast):
    cast.publish("owner", "closed", source=naming(cast, "open"))
    assert "outsider" not in hearers(cast)


def test_who_is_named_in_person_too_is_told_once_and_for_that(cast):
    source = f"{naming(cast, 'closed')} En @{cast.member.handle}."
    cast.publish("owner", "closed", source=source)
    assert hearers(cast) == {"guest"}
    assert hearers(cast, "mention") == {"member"}


def test_who_muted_the_group_hears_nothing(cast):
    mute_group(actor=cast.viewer("member"), group_id=cast.groups["closed"].pk, now=cast.now)
    cast.publish("owner", "closed", source=naming(cast, "closed"))
    assert hearers(cast) == {"guest"}


def test_a_comment_names_a_department_with_its_parts(cast):
    thread = cast.publish("colleague", source="Wie weet dit?")
    department = Department.objects.get(pk=cast.viewer("employee").department_id)
    source = f"Dit is iets voor @{department.slug}."
    write_comment(
        thread_id=thread.pk, source=source, kind="comment", writer=cast.viewer("owner"), now=cast.later
    )
    assert "employee" in hearers(cast)


def test_the_number_is_that_of_who_hears_and_reads(cast):
    audience = cast.groups["closed"].audience.pk
    (named,) = circles_in(cast.viewer("owner"), naming(cast, "closed"), audience)
    assert (named.reach, bool(named.may)) == (2, True)


def test_a_group_that_not_every_reader_may_know_is_not_named(cast):
    assert circles_in(cast.viewer("owner"), naming(cast, "hidden"), EVERYONE_AUDIENCE) == ()


def test_above_the_limit_owners_and_the_community_team_may(cast, settings):
    settings.GROUP_MENTION_LIMIT = 1
    member, team = cast.viewer("member"), cast.viewer("community_manager")
    assert not may_name_circle(member, 2, 1, owns_group=False)
    assert may_name_circle(member, 2, 1, owns_group=True)
    assert may_name_circle(team, 2, 1, owns_group=False)
    cast.publish("member", "closed", source=naming(cast, "closed"))
    assert hearers(cast) == set()
    cast.publish("owner", "closed", source=naming(cast, "closed"))
    assert hearers(cast) == {"member", "guest"}


def test_before_placing_it_says_how_many_hear_of_it(cast, client):
    client.force_login(cast.owner)
    form = {"kind": "message", "source": naming(cast, "closed"), "where": cast.groups["closed"].slug}
    answer = client.post("/threads/new/", {**form, "key": str(new_id()), "place": "1"})
    said = html.unescape(answer.content.decode())
    assert f"Dit gaat naar 2 collega's: je noemt @{cast.groups['closed'].slug}." in said

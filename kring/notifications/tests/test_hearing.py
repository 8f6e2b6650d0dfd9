"""Who would get a notice is who gets one."""

import pytest

from kring.notifications.models import Notice
from kring.notifications.rules import reasons_for_thread
from kring.people.models import Department
from tests.jobs import run_jobs

pytestmark = pytest.mark.django_db


def told(client, **typed):
    """What it says of hearers; what else suits the text comes behind it."""
    text = client.post("/threads/new/notice/", {"kind": "message", "where": "", **typed}).content.decode()
    return text.partition("<div hx-swap-oob")[0].strip()


def test_the_composer_names_who_is_told_afterwards(cast, client):
    client.force_login(cast.member)
    source = "Dag @noor.de.wit, @bram.wiersma en @henk.visser en @tom.dijkman"
    text = told(client, source=source)
    assert "Bram Wiersma, Noor de Wit</p>" in text
    thread = cast.publish("member", kind="message", source=source)
    run_jobs()
    told_now = set(Notice.objects.filter(thread=thread.pk).values_list("account__name", flat=True))
    assert told_now == {"Noor de Wit", "Bram Wiersma"}


def test_only_readers_hear_and_only_members_are_told_who_reads(cast, client):
    closed = cast.groups["closed"].slug
    client.force_login(cast.member)
    assert "Trijntje" in told(client, source="@trijntje.de.boer @bram.wiersma", where=closed)
    assert "Bram" not in told(client, source="@trijntje.de.boer @bram.wiersma", where=closed)
    client.force_login(cast.outsider)
    assert told(client, source="@trijntje.de.boer", where=closed) == ""
    client.force_login(cast.guest)
    assert told(client, source="@bram.wiersma", where=closed) == ""
    assert told(client, source="\0" * 50_000, where="\0") == ""


def test_kudos_for_a_department_tell_all_of_it(cast, client):
    client.force_login(cast.member)
    department = Department.objects.get(name="Burgerzaken")
    text = told(client, kind="praise", source="Mooi.", to="@noor.de.wit", department=str(department.pk))
    assert "Jeroen Bakker" in text
    assert "Noor de Wit" in text
    assert told(client, kind="message", source="Mooi.", department=str(department.pk)) == ""


def test_kudos_weigh_more_than_a_name(cast):
    one, other = cast.member.pk, cast.owner.pk
    assert reasons_for_thread([one, other], [one]) == {one: "praise", other: "mention"}

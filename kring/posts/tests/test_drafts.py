"""Drafts: kept while somebody types, ended by placing, and nobody else's."""

from datetime import timedelta

import pytest

from kring.infra.verdict import Refused, Unseen
from kring.kit.ids import new_id
from kring.posts import rules
from kring.posts.actions import (
    Handed,
    PollText,
    PraiseText,
    end_draft,
    remove_draft,
    restore_draft,
    save_draft,
    schedule_draft,
    unschedule_draft,
)
from kring.posts.actions.drafts import tidy_drafts
from kring.posts.models import Draft
from kring.posts.queries import draft_for, drafts
from kring.posts.texts import packed, unpacked

pytestmark = pytest.mark.django_db
TYPED = {"kind": "message", "title": "", "source": "Half af", "where": ""}


def keep(cast, key, who="member", **words):
    return save_draft(key=key, typed={**TYPED, **words}, writer=cast.viewer(who), now=cast.now)


def schedule(cast, key):
    handed = Handed(kind="message", title="", source="Half af")
    writer = cast.viewer("member")
    schedule_draft(key=key, typed=TYPED, handed=handed, publish_at=cast.later, writer=writer, now=cast.now)


def listed(cast, who="member"):
    return [one.title for one in drafts(cast.viewer(who))]


def test_each_form_is_one_draft_and_an_emptied_one_is_none(cast):
    first, second = new_id(), new_id()
    assert keep(cast, first)
    assert keep(cast, first, source="Bijna af")
    assert keep(cast, second, title="Iets anders")
    assert sorted(listed(cast)) == ["Bijna af", "Iets anders"]
    keep(cast, second, title="", source="")
    assert listed(cast) == ["Bijna af"]


def test_a_draft_is_its_writers_only(cast):
    key = new_id()
    keep(cast, key)
    for who in ("administrator", "owner", "moderator"):
        assert listed(cast, who) == []
        with pytest.raises(Unseen):
            draft_for(cast.viewer(who), key)
        with pytest.raises(Unseen):
            remove_draft(key=key, owner=cast.viewer(who), now=cast.now)
    keep(cast, key, who="owner", source="Van mij")
    assert (listed(cast), listed(cast, "owner")) == (["Half af"], ["Van mij"])


def test_a_draft_comes_back_after_it_was_thrown_away(cast):
    key = new_id()
    keep(cast, key)
    remove_draft(key=key, owner=cast.viewer("member"), now=cast.now)
    assert listed(cast) == []
    restore_draft(key=key, owner=cast.viewer("member"))
    assert listed(cast) == ["Half af"]


def test_old_drafts_go_and_those_that_wait_stay(cast):
    old, gone, waits = new_id(), new_id(), new_id()
    for key in (old, gone):
        keep(cast, key)
    schedule(cast, waits)
    remove_draft(key=gone, owner=cast.viewer("member"), now=cast.now)
    after = cast.now + timedelta(days=91)
    assert tidy_drafts(unused_since=cast.now, removed_before=cast.later, now=after) == 1
    assert tidy_drafts(unused_since=after, removed_before=after, now=after) == 1
    assert [row.key for row in Draft.objects.all()] == [waits]


def test_what_waits_is_not_changed_by_a_tab_that_stayed_open(cast):
    key = new_id()
    schedule(cast, key)
    assert not keep(cast, key, source="Oud")
    unschedule_draft(key=key, owner=cast.viewer("member"))
    assert keep(cast, key, source="Nieuw")
    assert listed(cast) == ["Nieuw"]


def test_placing_ends_the_draft_for_good(cast, client):
    client.force_login(cast.member)
    sent = {"key": str(new_id()), "kind": "message", "source": "Nu wel.", "place": "1"}
    client.post("/drafts/", sent, headers={"HX-Request": "true"})
    assert Draft.objects.count() == 1
    assert client.post("/threads/new/", sent).status_code == 302
    late = client.post("/drafts/", sent, headers={"HX-Request": "true"})
    assert (late.content, Draft.objects.count()) == (b"", 0)


def test_ending_a_draft_leaves_others(cast):
    mine, other = new_id(), new_id()
    keep(cast, mine)
    keep(cast, other)
    end_draft(key=mine, owner_id=cast.member.pk)
    assert [row.key for row in Draft.objects.all()] == [other]


def test_there_is_an_end_to_drafts(cast):
    assert not rules.may_keep_draft(others=100, length=1)
    assert rules.may_keep_draft(others=99, length=60_000)
    with pytest.raises(Refused):
        keep(cast, new_id(), source="x" * 60_001)


@pytest.mark.parametrize(("days", "may"), [(-1, False), (0, False), (1, True), (366, True), (367, False)])
def test_a_moment_lies_ahead_within_a_year(cast, days, may):
    assert bool(rules.may_wait_until(cast.now + timedelta(days=days), now=cast.now)) is may


def test_what_waits_comes_back_from_its_row_as_it_was(cast):
    poll = PollText(options=("Ja", "Nee"), ends_at=cast.later)
    praise = PraiseText(receivers=(new_id(),), value_id=new_id())
    handed = Handed(kind="poll", title="Zo?", source="", files=(new_id(),), poll=poll, praise=praise)
    assert unpacked(packed(handed)) == handed


def test_without_script_a_button_keeps_the_draft(cast, client):
    client.force_login(cast.member)
    key = str(new_id())
    sent = {"key": key, "kind": "question", "title": "Half\0 af?", "source": "Tekst", "keep": "1"}
    answer = client.post("/drafts/", sent, follow=True)
    assert "Half af?" in answer.content.decode()
    text = client.get(f"/drafts/{key}/").content.decode()
    assert "Half af?" in text
    assert key in text
    assert "Concepten (1)" in text


def test_a_draft_that_is_too_long_keeps_its_text_on_the_page(cast, client):
    client.force_login(cast.member)
    sent = {"key": str(new_id()), "kind": "message", "source": "lang " * 13_000, "keep": "1"}
    answer = client.post("/drafts/", sent)
    assert answer.status_code == 422
    assert "lang lang" in answer.content.decode()
    assert client.post("/drafts/", {"source": "x", "key": "geen"}).status_code == 400

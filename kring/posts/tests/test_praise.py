"""Kudos: for whom, how often, where they are switched off, and where they show."""

from datetime import timedelta

import pytest
from django.utils import translation

from kring.infra.verdict import Refused, Unseen
from kring.kit.ids import new_id
from kring.people.models import Department
from kring.posts.actions import PraiseText, add_value, end_value, switch_praise
from kring.posts.models import PraiseValue
from kring.posts.queries import (
    entity_with_slug,
    facts_of,
    kinds_offered,
    kinds_when,
    praise_choices,
    praise_settings,
    praise_to,
    receivers_named,
)
from kring.posts.rules import may_arrange_praise, may_give_more, may_give_praise

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def test_it_is_for_people_or_a_department(cast):
    thread = cast.give_praise("colleague", "member", "employee")
    facts = facts_of(cast.viewer("outsider"), thread.pk)
    assert {person.id for person in facts.receivers} == {cast.member.pk, cast.employee.pk}
    department = Department.objects.get(name="Burgerzaken")
    thread = cast.give_praise("member", department_id=department.pk)
    assert facts_of(cast.viewer("guest"), thread.pk) is None
    assert facts_of(cast.viewer("member"), thread.pk).names == "Burgerzaken"


@pytest.mark.parametrize(
    ("receivers", "where"), [(("colleague",), ""), ((), ""), (("outsider",), "closed"), (("left",), "")]
)
def test_only_to_others_who_can_read_it(cast, receivers, where):
    who = "owner" if where else "colleague"
    with pytest.raises(Refused):
        cast.give_praise(who, *receivers, where=where)


def test_a_month_has_room_for_so_many(cast, settings):
    settings.PRAISE_PER_MONTH = 2
    for _n in range(2):
        cast.give_praise("colleague", "member")
    with pytest.raises(Refused, match="2 kudos"):
        cast.give_praise("colleague", "employee")
    cast.now += timedelta(days=32)
    assert cast.give_praise("colleague", "member")
    assert may_give_more(given=1, most=2)
    assert not may_give_more(given=2, most=2)


def test_switched_off_for_an_entity_and_all_below_it(cast):
    top = Department.objects.get(name="Ruimte")
    below = Department.objects.create(name="Vergunningen", slug="vergunningen", parent=top)
    administrator = cast.viewer("administrator")
    switch_praise(department_id=top.pk, on=False, actor=administrator, now=cast.now)
    for refused in ({"receivers": ("member",)}, {"department_id": below.pk}):
        with pytest.raises(Refused, match="switched off"):
            cast.give_praise("colleague", *refused.pop("receivers", ()), **refused)
    with pytest.raises(Refused, match="your part"):
        cast.give_praise("member", "colleague")
    assert "praise" not in kinds_offered(cast.viewer("member"))
    assert "praise" in kinds_offered(cast.viewer("colleague"))
    switch_praise(department_id=top.pk, on=True, actor=administrator, now=cast.now)
    assert cast.give_praise("colleague", "member")
    with pytest.raises(Unseen):
        switch_praise(department_id=below.pk, on=False, actor=administrator, now=cast.now)


def test_values_are_for_administrators_to_arrange(cast):
    administrator = cast.viewer("administrator")
    value = add_value(name="Open", actor=administrator)
    thread = cast.give_praise("colleague", "member", value_id=value.pk)
    end_value(value_id=value.pk, actor=administrator, now=cast.later)
    assert praise_choices(cast.viewer("colleague")).values == ()
    assert facts_of(cast.viewer("colleague"), thread.pk).value == "Open"
    assert add_value(name="Open", actor=administrator).pk == value.pk
    (values, entities) = praise_settings(administrator)
    assert [name for _pk, name in values] == ["Open"]
    assert [(entity.name, entity.is_on) for entity in entities] == [("Burgerzaken", True), ("Ruimte", True)]
    assert entity_with_slug(administrator, "ruimte")
    for deed in (
        lambda: add_value(name="X", actor=cast.viewer("member")),
        lambda: praise_settings(cast.viewer("member")),
    ):
        with pytest.raises(Refused):
            deed()


def test_a_profile_shows_the_newest_that_the_viewer_may_read(cast, client):
    for number in range(6):
        cast.now += timedelta(minutes=1)
        cast.give_praise("colleague", "member", source=f"Zonnig woord {number}.")
    cast.give_praise("owner", "member", where="closed", source="Alleen onder ons.")
    seen = praise_to(cast.viewer("outsider"), cast.member.pk)
    assert [f"woord {n}." in one.html for one, n in zip(seen, (5, 4, 3, 2, 1), strict=True)] == [True] * 5
    assert "Alleen onder ons." in praise_to(cast.viewer("guest"), cast.member.pk)[0].html
    client.force_login(cast.outsider)
    assert "Zonnig woord 5." in client.get(f"/people/{cast.member.handle}/").content.decode()


def test_button_on_a_profile_opens_the_composer_for_that_person(cast, client):
    path = f"/threads/new/?kind=praise&amp;to=@{cast.member.handle}"
    client.force_login(cast.outsider)
    assert path in client.get(f"/people/{cast.member.handle}/").content.decode()
    composer = client.get(path.replace("&amp;", "&")).content.decode()
    assert f"@{cast.member.handle}</textarea>" in composer
    client.force_login(cast.member)
    assert "kind=praise&amp;to=" not in client.get(f"/people/{cast.member.handle}/").content.decode()


def test_names_that_are_typed_find_people(cast):
    viewer = cast.viewer("colleague")
    found, unknown = receivers_named(
        viewer, [f"@{cast.member.handle} ", cast.employee.name.upper(), "Niemand", ""]
    )
    assert set(found.values()) == {cast.member.pk, cast.employee.pk}
    assert unknown == ["niemand"]
    assert receivers_named(cast.viewer("guest"), [cast.outsider.handle])[0] == {}


def test_kudos_come_back_with_their_text_when_refused(cast, client, settings):
    settings.PRAISE_PER_MONTH = 0
    client.force_login(cast.colleague)
    sent = {"key": str(new_id()), "kind": "praise", "place": "1", "options": "", "source": "Mooi gedaan zeg."}
    back = client.post("/threads/new/", {**sent, "to": f"@{cast.member.handle}"})
    assert back.status_code == 422
    assert "Mooi gedaan zeg." in back.content.decode()
    settings.PRAISE_PER_MONTH = 1
    done = client.post("/threads/new/", {**sent, "to": f"@{cast.member.handle}"}, follow=True)
    assert cast.member.name in done.content.decode()


def test_rules_of_kudos(cast):
    off = {"giver_stopped": False, "receiver_stopped": False, "to_oneself": False}
    assert may_give_praise(**off)
    for name in off:
        assert not may_give_praise(**{**off, name: True})
    assert "praise" not in kinds_when(stopped=True)
    assert may_arrange_praise(cast.viewer("administrator"))
    assert not may_arrange_praise(cast.viewer("member"))
    assert PraiseText().receivers == ()
    assert not PraiseValue.objects.exists()

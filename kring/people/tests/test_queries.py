"""Finding people, profiles and departments: who sees whom, at what cost."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection

from kring.infra.verdict import Refused
from kring.people import actions, queries
from kring.people.queries import PeopleFilter
from kring.people.queries.visible import named, visible_accounts, with_words
from kring.people.tests.make import make_person, make_profile

pytestmark = pytest.mark.django_db

FRIDAY = date(2026, 11, 20)
ALL = PeopleFilter(today=FRIDAY)


def names(rows):
    return [row.card.name for row in rows]


def found(cast, **wanted):
    return names(queries.people(cast.viewer("employee"), replace(ALL, **wanted)).rows)


def test_list_is_in_order_of_family_name_without_who_left(cast):
    listed = found(cast)
    assert listed[:3] == ["Rachid el Amrani", "Jeroen Bakker", "Trijntje de Boer"]
    assert "Henk Visser" not in listed


@pytest.mark.parametrize("text", ["plas", "Kees van", "KEES pla", "plás"])
def test_name_is_found_by_the_beginning_of_any_word(cast, text):
    assert found(cast, q=text) == ["Kees van der Plas"]


def test_middle_of_a_word_and_wildcards_find_nothing(cast):
    assert found(cast, q="las") == []
    assert found(cast, q="%") == found(cast)
    assert found(cast, q="_ees") == []


def test_people_are_found_by_what_they_know_or_do(cast):
    make_person("Aad Smit", make_profile("Arabisch spreken", function="Tolk"))
    assert found(cast, q="arab") == ["Aad Smit"]
    assert found(cast, q="spreken") == ["Aad Smit"]
    assert found(cast, q="tolk aad") == ["Aad Smit"]


def test_department_brings_the_teams_below_it(cast):
    top = actions.department_named(name="Sociaal Domein")
    team = actions.department_named(name="Wmo-loket", parent_id=top)
    make_person("Aad Smit", make_profile(department=team))
    make_person("Ben Smit", make_profile(department=top))
    assert found(cast, departments=("sociaal-domein",)) == ["Aad Smit", "Ben Smit"]
    assert found(cast, departments=("wmo-loket", "bestaat-niet")) == ["Aad Smit"]
    assert found(cast, departments=("bestaat-niet",)) == []


def test_filters_hold_together_and_days_are_told_ones(cast):
    make_person("Aad Smit", make_profile("Wmo", days="fr"))
    make_person("Ben Smit", make_profile("Wmo", days="mo"))
    assert found(cast, expertise=("wmo",)) == ["Aad Smit", "Ben Smit"]
    assert found(cast, expertise=("wmo",), here_today=True) == ["Aad Smit"]
    assert found(cast, expertise=("wmo",), places=("Gemeentehuis",)) == []
    assert found(cast, here_today=True, today=date(2026, 11, 21)) == []


def test_row_says_when_somebody_works_again(cast):
    make_person("Aad Smit", make_profile(days="mo,fr"))
    row = queries.people(cast.viewer("employee"), replace(ALL, q="smit")).rows[0]
    assert (row.works_today, row.back) == (True, date(2026, 11, 23))
    later = replace(ALL, q="smit", today=date(2026, 11, 21))
    row = queries.people(cast.viewer("employee"), later).rows[0]
    assert (row.works_today, row.back_day) == (False, "maandag")


@pytest.mark.slow
def test_pages_follow_each_other_without_gap_or_double(cast):
    for number in range(60):
        make_person(f"Gelijke {'Naam' if number % 2 else 'Achter'}")
    viewer, after, seen = cast.viewer("employee"), "", []
    while True:
        page = queries.people(viewer, ALL, after)
        seen += [row.card.id for row in page.rows]
        if not page.next:
            break
        after = page.next
    assert len(seen) == len(set(seen)) == page.total


@pytest.mark.slow
@pytest.mark.parametrize("more", [0, 30])
def test_cost_of_the_list_does_not_grow(cast, more, django_assert_num_queries):
    for number in range(more):
        make_person(f"Persoon Nummer{number}", make_profile("Wmo", days="mo"))
    viewer = cast.viewer("employee")
    with django_assert_num_queries(3):
        queries.people(viewer, ALL)
    with django_assert_num_queries(5):
        queries.facets(viewer, ALL)


def test_facets_count_only_what_is_still_possible(cast):
    make_person(
        "Aad Smit", make_profile("Wmo", days="fr", department=actions.department_named(name="Ruimte"))
    )
    facets = queries.facets(cast.viewer("employee"), replace(ALL, expertise=("wmo",)))
    assert [(facet.value, facet.count) for facet in facets.departments] == [("ruimte", 1)]
    assert facets.places == ()
    assert [(facet.value, facet.count, facet.chosen) for facet in facets.expertise] == [("wmo", 1, True)]
    assert facets.today == 1


def test_chosen_facet_stays_to_be_taken_away(cast):
    wanted = replace(ALL, q="niemand heet zo", departments=("ruimte",), places=("Gemeentehuis",))
    facets = queries.facets(cast.viewer("employee"), wanted)
    assert [(facet.value, facet.count) for facet in facets.departments] == [("ruimte", 0)]
    assert [(facet.value, facet.count) for facet in facets.places] == [("Gemeentehuis", 0)]


def test_experts_come_with_the_words_that_fit(cast, django_assert_num_queries):
    make_person("Aad Smit", make_profile("Subsidies", "Buurtfeesten", "Wmo"))
    make_person("Ben Smit", make_profile("Subsidies"))
    viewer = cast.viewer("employee")
    with django_assert_num_queries(1):
        experts = queries.experts(viewer, "subsidie voor een buurtfeest")
    assert [(one.card.name, one.subjects) for one in experts] == [
        ("Aad Smit", ("Buurtfeesten", "Subsidies")),
        ("Ben Smit", ("Subsidies",)),
    ]
    assert queries.experts(viewer, "in de") == ()


@pytest.mark.parametrize("call", ["people", "facets", "experts", "departments_tree", "departments_in_order"])
def test_guest_is_refused_every_list(cast, call):
    more = {"people": (ALL,), "facets": (ALL,), "experts": ("wmo",)}.get(call, ())
    with pytest.raises(Refused) as refused:
        getattr(queries, call)(cast.viewer("guest"), *more)
    assert refused.value.reason


def test_suggestions_name_the_first_name_first_and_only_who_one_may_see(cast, django_assert_num_queries):
    make_person("Anna Tomson")
    viewer, guest = cast.viewer("employee"), cast.viewer("guest")
    with django_assert_num_queries(1):
        cards = queries.suggested_people(viewer, "tom")
    assert [card.name for card in cards] == ["Tom Dijkman", "Anna Tomson"]
    assert [card.name for card in queries.suggested_people(guest, "tom")] == ["Tom Dijkman"]
    assert [card.name for card in queries.suggested_people(viewer, "kees.van.der")] == ["Kees van der Plas"]
    assert queries.suggested_people(viewer, "henk") == ()
    assert queries.suggested_people(viewer, "") == ()


def test_name_search_can_use_its_index(cast):
    fitting = with_words(visible_accounts(cast.viewer("employee"))).filter(named("plas"))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "account_name_words" in fitting.order_by().explain()

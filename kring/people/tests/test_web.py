"""Pages of people and departments, the own profile and the first visit, through HTTP."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kring.people import actions
from kring.people.models import Expertise, PersonFollow, Profile
from kring.people.tests.make import make_person, make_profile

pytestmark = pytest.mark.django_db

PAGES = (
    "/people/",
    "/people/?q=tom&department=ruimte&place=Gemeentehuis&expertise=wmo&today=1&after=x",
    "/people/tom.dijkman/",
    "/people/henk.visser/",
    "/people/me/edit/",
    "/departments/",
    "/departments/ruimte/",
    "/welcome/",
    "/welcome/expertise/",
    "/welcome/follow/",
)
CLOSED_TO_GUESTS = {"/people/", "/departments/", "/departments/ruimte/"}
STRANGERS = ("Bram Wiersma", "Noor de Wit", "Jeroen Bakker", "Ingrid van Dalen")


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("role", ["employee", "administrator"])
def test_page_opens_for_colleagues(cast, client, role, path):
    client.force_login(cast.accounts[role])
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("path", PAGES)
def test_guest_gets_no_list_and_no_stranger(cast, client, path):
    client.force_login(cast.guest)
    answer = client.get(path)
    bare = path.partition("?")[0]
    expected = 403 if bare in CLOSED_TO_GUESTS else 404 if bare == "/people/henk.visser/" else 200
    assert answer.status_code == expected
    assert not [name for name in STRANGERS if name in answer.content.decode()]


def test_refusal_says_why(cast, client):
    client.force_login(cast.guest)
    assert "gast" in client.get("/people/").content.decode()


@pytest.mark.parametrize("path", PAGES)
def test_nobody_looks_without_signing_in(cast, client, path):
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer.url.startswith("/accounts/login/")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "most"), [("/people/?q=wmo", 13), ("/people/tom.dijkman/", 11), ("/departments/ruimte/", 8)]
)
def test_page_costs_the_same_for_few_and_many(cast, client, path, most):
    home = actions.department_named(name="Ruimte")
    client.force_login(cast.employee)
    costs = []
    for more in (1, 40):
        for number in range(more):
            make_person(f"Persoon Nummer{number}", make_profile("Wmo", department=home, days="mo"))
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        costs.append(len(queries))
    assert costs[0] == costs[1] <= most


@pytest.mark.slow
def test_filter_keeps_its_choice_on_the_next_page(cast, client):
    home = actions.department_named(name="Ruimte")
    for number in range(40):
        make_person(f"Persoon Nummer{number}", make_profile(department=home))
    client.force_login(cast.employee)
    page = client.get("/people/?department=ruimte").content.decode()
    assert "?department=ruimte&amp;after=" in page


def test_who_left_shows_as_former_colleague(cast, client):
    Profile.objects.filter(account=cast.left).update(about="Geheim verhaal", phone="06-geheim")
    client.force_login(cast.employee)
    page = client.get("/people/henk.visser/").content.decode()
    assert "Oud-collega" in page
    assert "geheim" not in page.lower()


def test_follow_button_goes_on_and_off(cast, client):
    client.force_login(cast.employee)
    answer = client.post("/people/tom.dijkman/follow/", {"want": "1"})
    assert (answer.status_code, answer.url) == (302, "/people/tom.dijkman/")
    assert 'aria-pressed="true"' in client.get("/people/tom.dijkman/").content.decode()
    answer = client.post("/people/tom.dijkman/follow/", {"want": "0"}, headers={"HX-Request": "true"})
    assert answer.status_code == 204
    assert not PersonFollow.objects.exists()


def test_unfollowing_by_form_offers_undo(cast, client):
    client.force_login(cast.employee)
    client.post("/people/tom.dijkman/follow/")
    page = client.post("/people/tom.dijkman/follow/end/", follow=True).content.decode()
    assert 'action="/people/tom.dijkman/follow/"><' in page or 'action="/people/tom.dijkman/follow/"' in page


@pytest.mark.parametrize(("handle", "status"), [("noor.de.wit", 403), ("henk.visser", 403), ("niemand", 404)])
def test_follow_is_refused_where_it_makes_no_sense(cast, client, handle, status):
    client.force_login(cast.employee)
    assert client.post(f"/people/{handle}/follow/").status_code == status


def test_profile_is_saved_by_form(cast, client):
    client.force_login(cast.member)
    fields = {"function": "Boswachter", "about": "Bomen <b>", "days": ["mo", "fr"], "languages": "Fries"}
    answer = client.post("/people/me/edit/", fields)
    assert (answer.status_code, answer.url) == (302, "/people/tom.dijkman/")
    page = client.get("/people/tom.dijkman/").content.decode()
    assert "Boswachter" in page
    assert "Bomen &lt;b&gt;" in page


def test_form_with_a_mistake_keeps_what_was_typed(cast, client):
    client.force_login(cast.member)
    answer = client.post("/people/me/edit/", {"function": "x" * 121, "about": "Mijn verhaal"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Mijn verhaal" in page
    assert 'aria-invalid="true"' in page


def test_expertise_is_added_and_taken_back_by_form(cast, client):
    client.force_login(cast.member)
    client.post("/people/me/expertise/", {"name": "Wmo, Bomen", "next": "/welcome/expertise/"})
    assert set(Expertise.objects.values_list("slug", flat=True)) == {"wmo", "bomen"}
    assert client.post("/people/me/expertise/wmo/end/").status_code == 302
    assert list(Expertise.objects.values_list("slug", flat=True)) == ["bomen"]


def test_first_visit_walks_to_the_timeline(cast, client):
    Profile.objects.filter(account=cast.member).update(onboarded_at=None)
    client.force_login(cast.member)
    assert client.post("/welcome/", {"face": "f05"}).url == "/welcome/expertise/"
    assert client.post("/welcome/").url == "/welcome/expertise/"
    answer = client.post("/welcome/end/")
    assert (answer.status_code, answer.url) == (302, "/")
    profile = Profile.objects.get(account=cast.member)
    assert profile.face == "f05"
    assert profile.onboarded_at is not None


def test_last_step_offers_groups_topics_and_people(cast, client):
    Profile.objects.filter(account=cast.outsider).update(onboarded_at=None)
    client.force_login(cast.outsider)
    page = client.get("/welcome/follow/").content.decode()
    assert "Groep open" in page
    assert "Jeroen Bakker" in page
    assert "Groep hidden" not in page
    assert "Groep closed" not in page


@pytest.mark.parametrize(("role", "status"), [("administrator", 200), ("employee", 403), ("guest", 403)])
def test_placement_is_the_administrators_page(cast, client, role, status):
    client.force_login(cast.accounts[role])
    assert client.get("/people/tom.dijkman/placement/").status_code == status
    assert client.post("/people/tom.dijkman/placement/", {}).status_code == (302 if status == 200 else status)


def test_placement_is_saved(cast, client):
    home = actions.department_named(name="Burgerzaken")
    client.force_login(cast.administrator)
    client.post("/people/tom.dijkman/placement/", {"department": str(home), "function": "Balie"})
    profile = Profile.objects.get(account=cast.member)
    assert (profile.department_id, profile.function, profile.place_id) == (home, "Balie", None)

"""Pages of groups through HTTP: who gets in, what the buttons do, what stays unseen."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kring.groups import actions
from kring.groups.models import Group, Membership
from kring.groups.tests.make import fill_group
from kring.infra.verdict import Unseen
from kring.kit.ids import new_id

pytestmark = pytest.mark.django_db

OWNER_PAGES = ("settings/", "door/", "invitations/?q=b", "membership/end/", "members/", "")


def state(cast, kind, role):
    row = Membership.objects.filter(group=cast.groups[kind], account=cast.accounts[role]).first()
    return (row.state, row.is_owner) if row else None


@pytest.mark.parametrize("kind", ["open", "on_request", "closed", "hidden"])
@pytest.mark.parametrize("page", OWNER_PAGES)
def test_owner_opens_every_page(cast, client, kind, page):
    client.force_login(cast.owner)
    assert client.get(f"/groups/{cast.groups[kind].slug}/{page}").status_code == 200


@pytest.mark.parametrize(
    "path", ["/groups/", "/groups/?lane=mine", "/groups/?lane=archive&q=x", "/groups/invitations/"]
)
@pytest.mark.parametrize("role", ["employee", "pending", "guest"])
def test_lists_open_for_all(cast, client, role, path):
    client.force_login(cast.accounts[role])
    assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    ("role", "page", "status"),
    [
        ("outsider", "", 200),
        ("outsider", "members/", 404),
        ("outsider", "settings/", 404),
        ("outsider", "door/", 404),
        ("pending", "members/", 404),
        ("blocked", "members/", 404),
        ("former_member", "members/", 404),
        ("administrator", "members/", 404),
        ("member", "members/", 200),
        ("guest", "members/", 200),
        ("member", "settings/", 403),
        ("guest", "door/", 403),
    ],
)
def test_closed_group_by_cast(cast, client, role, page, status):
    client.force_login(cast.accounts[role])
    assert client.get(f"/groups/groep-closed/{page}").status_code == status


@pytest.mark.parametrize(
    "role", ["employee", "outsider", "blocked", "former_member", "administrator", "moderator"]
)
@pytest.mark.parametrize("page", OWNER_PAGES)
def test_hidden_group_answers_as_one_that_is_not_there(cast, client, role, page):
    client.force_login(cast.accounts[role])
    hidden, absent = (client.get(f"/groups/{slug}/{page}") for slug in ("groep-hidden", "groep-nergens"))
    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert len(hidden.content) == len(absent.content)


def test_page_names_the_exact_number_and_the_guest(cast, client):
    client.force_login(cast.member)
    page = client.get("/groups/groep-closed/").content.decode()
    assert "Precies 3 mensen lezen hier mee." in page
    assert "2 collega’s en 1 gast" in page
    assert "Dewi Santoso" in page
    assert "Besloten groep" in page


def test_outsider_of_a_closed_group_sees_name_and_purpose_only(cast, client):
    client.force_login(cast.outsider)
    page = client.get("/groups/groep-closed/").content.decode()
    assert "Waarvoor closed er is." in page
    assert "Vraag of je mee mag doen" in page
    assert not [name for name in ("Trijntje", "Tom Dijkman", "Dewi", "Precies") if name in page]


@pytest.mark.slow
@pytest.mark.parametrize(("page", "most"), [("", 18), ("members/", 14), ("door/", 14)])
def test_page_costs_the_same_for_few_and_many(cast, client, page, most):
    client.force_login(cast.owner)
    costs = []
    for more in (1, 50):
        fill_group(cast.groups["closed"], more)
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/groups/groep-closed/{page}")
        costs.append(len(queries))
    assert costs[0] == costs[1] <= most


def test_sending_a_new_group_twice_makes_one(cast, client):
    client.force_login(cast.employee)
    fields = {"key": str(new_id()), "name": "Koffie", "purpose": "Samen drinken.", "kind": "open"}
    answers = [client.post("/groups/new/", fields) for _ in range(2)]
    assert {answer.url for answer in answers} == {"/groups/koffie/"}
    assert Group.objects.filter(name="Koffie").count() == 1


def test_group_without_a_name_is_asked_again_with_the_text_kept(cast, client):
    client.force_login(cast.employee)
    answer = client.post(
        "/groups/new/", {"key": str(new_id()), "purpose": "Samen drinken.", "kind": "closed"}
    )
    assert answer.status_code == 422
    assert "Samen drinken." in answer.content.decode()


def test_guest_cannot_start_a_group(cast, client):
    client.force_login(cast.guest)
    assert client.get("/groups/new/").status_code == 403


def test_widening_names_the_new_number_before_it_happens(cast, client):
    client.force_login(cast.owner)
    fields = {"key": str(new_id()), "name": "Groep closed", "purpose": "Doel", "kind": "open"}
    answer = client.post("/groups/groep-closed/settings/", fields)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "13 mensen alles hier lezen" in page
    assert Group.objects.get(slug="groep-closed").kind == "closed"
    answer = client.post("/groups/groep-closed/settings/", {**fields, "widening": "on"})
    assert (answer.status_code, Group.objects.get(slug="groep-closed").kind) == (302, "open")


def test_joining_and_leaving_by_button(cast, client):
    client.force_login(cast.employee)
    assert client.post("/groups/groep-open/membership/").url == "/groups/groep-open/"
    assert state(cast, "open", "employee") == ("member", False)
    page = client.post("/groups/groep-open/membership/end/", follow=True).content.decode()
    assert state(cast, "open", "employee") is None
    assert 'action="/groups/groep-open/membership/"' in page, "joining again is the undo"


def test_join_button_goes_off_for_the_script(cast, client):
    client.force_login(cast.employee)
    for want, expected in (("1", ("member", False)), ("0", None)):
        answer = client.post("/groups/groep-open/membership/", {"want": want}, headers={"HX-Request": "true"})
        assert answer.status_code == 204
        assert state(cast, "open", "employee") == expected


def test_refused_join_says_why(cast, client):
    client.force_login(cast.employee)
    answer = client.post("/groups/groep-closed/membership/")
    assert answer.status_code == 403
    assert "beheerders" in answer.content.decode()


def test_request_goes_to_the_door_and_in(cast, client):
    client.force_login(cast.employee)
    assert client.post("/groups/groep-closed/requests/").status_code == 302
    client.force_login(cast.owner)
    assert "Noor de Wit" in client.get("/groups/groep-closed/door/").content.decode()
    client.post("/groups/groep-closed/requests/noor.de.wit/admission/")
    assert state(cast, "closed", "employee") == ("member", False)


def test_request_is_taken_back_or_declined(cast, client):
    client.force_login(cast.pending)
    client.post("/groups/groep-closed/requests/end/")
    assert state(cast, "closed", "pending") is None
    client.force_login(cast.owner)
    client.post("/groups/groep-on-request/requests/olaf.brink/refusal/")
    assert state(cast, "on_request", "pending") is None


def test_invitation_is_sent_found_and_answered(cast, client):
    client.force_login(cast.owner)
    assert "Bram Wiersma" in client.get("/groups/groep-hidden/invitations/?q=bram").content.decode()
    client.post("/groups/groep-hidden/invitations/", {"handle": "bram.wiersma"})
    client.post("/groups/groep-hidden/invitations/", {"handle": "noor.de.wit"})
    client.post("/groups/groep-hidden/invitations/noor.de.wit/end/")
    assert state(cast, "hidden", "employee") is None
    client.force_login(cast.outsider)
    assert "Groep hidden" in client.get("/groups/invitations/").content.decode()
    assert client.post("/groups/groep-hidden/invitation/acceptance/").url == "/groups/groep-hidden/"
    client.force_login(cast.pending)
    client.post("/groups/groep-hidden/invitation/refusal/")
    assert (state(cast, "hidden", "outsider"), state(cast, "hidden", "pending")) == (("member", False), None)


def test_guest_cannot_search_people_to_invite(cast, client):
    client.force_login(cast.guest)
    page = client.get("/groups/groep-open/invitations/?q=tom").content.decode()
    assert "tom.dijkman" not in page
    assert client.post("/groups/groep-open/invitations/", {"handle": "bram.wiersma"}).status_code == 404


def test_owner_arranges_members_by_button(cast, client):
    client.force_login(cast.owner)
    base = "/groups/groep-closed"
    client.post(f"{base}/owners/tom.dijkman/")
    assert state(cast, "closed", "member") == ("member", True)
    client.post(f"{base}/owners/tom.dijkman/end/")
    client.post(f"{base}/members/tom.dijkman/end/")
    client.post(f"{base}/blocks/dewi.santoso/")
    assert (state(cast, "closed", "member"), state(cast, "closed", "guest")) == (None, ("blocked", False))
    client.post(f"{base}/blocks/dewi.santoso/end/")
    assert state(cast, "closed", "guest") is None


def test_archive_comes_and_goes_by_button(cast, client):
    client.force_login(cast.owner)
    client.post("/groups/groep-open/archive/")
    assert "Deze groep is gearchiveerd" in client.get("/groups/groep-open/").content.decode()
    client.post("/groups/groep-open/archive/end/")
    assert Group.objects.get(slug="groep-open").archived_at is None


@pytest.mark.parametrize(
    ("role", "status"), [("member", 200), ("guest", 200), ("outsider", 404), ("pending", 404)]
)
def test_reader_list_is_for_readers(cast, client, role, status):
    client.force_login(cast.accounts[role])
    answer = client.get(f"/audiences/{cast.groups['closed'].audience.pk}/readers/")
    assert answer.status_code == status


def test_suggested_people_can_be_narrowed_to_readers(cast, client):
    audience = cast.groups["closed"].audience.pk
    client.force_login(cast.owner)
    everyone = client.get("/people/suggestions/?q=bram").json()
    assert everyone == [{"value": "@bram.wiersma", "label": "Bram Wiersma", "hint": "Adviseur"}]
    assert client.get(f"/people/suggestions/?q=bram&audience={audience}").json() == []
    assert len(client.get(f"/people/suggestions/?q=tom&audience={audience}").json()) == 1
    client.force_login(cast.outsider)
    assert client.get(f"/people/suggestions/?q=tom&audience={audience}").status_code == 404
    assert client.get("/people/suggestions/?q=tom&audience=onzin").status_code == 404


def test_shared_groups_stand_on_the_profile(cast, client):
    client.force_login(cast.member)
    assert "Groep hidden" in client.get("/people/trijntje.de.boer/").content.decode()
    client.force_login(cast.outsider)
    assert "Groep open" not in client.get("/people/trijntje.de.boer/").content.decode()


def test_page_of_a_removed_member_is_gone_at_the_next_request(cast, client):
    client.force_login(cast.member)
    assert client.get("/groups/groep-hidden/").status_code == 200
    actions.remove_member(
        actor=cast.viewer("owner"), group_id=cast.groups["hidden"].pk, person_id=cast.member.pk, now=cast.now
    )
    assert client.get("/groups/groep-hidden/").status_code == 404
    with pytest.raises(Unseen):
        actions.leave_group(actor=cast.viewer("member"), group_id=cast.groups["hidden"].pk, now=cast.now)

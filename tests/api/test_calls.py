"""What a program meets: the door, what its key may do, errors in words, sending twice, cheap lists."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kring.discussion.actions.comments import write_comment
from kring.discussion.models import Comment, Thread
from kring.identity.actions import deactivate_account, set_password, sign_out_everywhere
from kring.identity.models import Account, ApiKey, Scope
from kring.kit.clock import utcnow
from tests.api.calling import Caller, caller, key_of
from tests.cast import Cast

pytestmark = pytest.mark.django_db
PROBLEM = "application/problem+json"


def test_a_key_lets_its_owner_in_and_the_day_is_noted(cast: Cast) -> None:
    answer = caller(cast, "member").get("me")
    assert answer.json()["handle"] == cast.member.handle
    assert answer["Cache-Control"] == "no-store"
    assert ApiKey.objects.get().used_on == utcnow().date()


@pytest.mark.parametrize("sent", ["", "Bearer", "Bearer nothing", "Basic bmVlOm5lZQ==", "Bearer \u00eb"])
def test_without_a_key_that_works_nobody_comes_in(sent: str, cast: Cast) -> None:
    answer = Client(headers={"Authorization": sent}).get("/api/v1/me")
    assert (answer.status_code, answer["Content-Type"]) == (401, PROBLEM)
    assert answer["WWW-Authenticate"] == "Bearer"


def test_the_sign_in_of_a_browser_is_no_key(cast: Cast) -> None:
    browser = Client()
    browser.force_login(cast.member)
    assert browser.get("/api/v1/me").status_code == 401
    assert browser.post("/api/v1/threads", {}, "application/json").status_code == 401


def test_a_key_opens_no_page(cast: Cast) -> None:
    answer = caller(cast, "member").client.get("/groups/")
    assert answer.status_code == 302


@pytest.mark.parametrize("end", ["closed", "password", "signed out", "too old", "last day"])
def test_a_key_ends_with_what_ends_a_sign_in(end: str, cast: Cast) -> None:
    program, now = caller(cast, "guest"), utcnow()
    assert program.get("me").status_code == 200
    ends = {
        "closed": lambda: deactivate_account(account_id=cast.guest.pk, by=None, now=now),
        "password": lambda: set_password(account=cast.guest, password="een heel ander geheim"),
        "signed out": lambda: sign_out_everywhere(account_id=cast.guest.pk, now=now),
        "too old": lambda: ApiKey.objects.update(expires_at=now),
        "last day": lambda: Account.objects.filter(pk=cast.guest.pk).update(until=now - timedelta(days=2)),
    }
    ends[end]()
    assert program.get("me").status_code == 401


@pytest.mark.parametrize(
    ("scope", "may"), [("read", {"timeline"}), ("write", {"threads"}), ("people", {"people"})]
)
def test_a_key_does_what_its_scopes_say(scope: str, may: set[str], cast: Cast) -> None:
    program = caller(cast, "member", [scope])
    got = {
        "timeline": program.get("timeline"),
        "threads": program.send("post", "threads", {"source": "Dag."}),
        "people": program.get("people"),
    }
    assert {name for name, answer in got.items() if answer.status_code < 300} == may
    refused = next(answer for name, answer in got.items() if name not in may)
    assert refused.status_code == 403
    assert "API-sleutel" in refused.json()["detail"]


def test_all_scopes_are_asked_for_somewhere() -> None:
    assert set(Scope.values) == {"read", "write", "people"}


@pytest.mark.parametrize(("language", "title"), [("nl", "Dit is hier niet"), ("en", "This is not here")])
def test_errors_speak_the_language_of_who_calls(language: str, title: str, cast: Cast) -> None:
    program = caller(cast, "member")
    Account.objects.filter(pk=cast.member.pk).update(language=language)
    for path in (f"threads/{uuid4()}", "nowhere", f"groups/{uuid4()}"):
        answer = program.get(path)
        assert (answer.status_code, answer["Content-Type"]) == (404, PROBLEM)
        assert answer.json()["title"] == title


def test_a_form_says_what_is_wrong_as_its_page_does(cast: Cast) -> None:
    answer = caller(cast, "member").send(
        "post", "threads", {"kind": "poll", "title": "Wie?", "options": ["Ik"]}
    )
    assert answer.status_code == 422
    sentence = "Schrijf 2 tot 10 verschillende keuzes, op elke regel één."
    assert {"field": "options", "detail": sentence} in answer.json()["errors"]


@pytest.mark.parametrize(
    "moment", ["2030-01-01T10:00:00", "5068-05-25T19:29:12+21:14", "0001-01-01T00:00:00Z"]
)
def test_a_moment_has_a_zone_and_a_year_that_fit(moment: str, cast: Cast) -> None:
    program = caller(cast, "member")
    poll = {"kind": "poll", "title": "Wie?", "options": ["Ik", "Jij"], "ends_at": moment}
    found = [program.send("post", "threads", poll), program.send("post", "notices/read", {"until": moment})]
    assert {answer.status_code for answer in found} <= {201, 204, 422}
    assert found[0].status_code == 422 or "+21:14" in moment


def test_an_unknown_field_is_named(cast: Cast) -> None:
    answer = caller(cast, "member").send("post", "threads", {"source": "Dag.", "audience": "all"})
    assert [one["field"] for one in answer.json()["errors"]] == ["audience"]
    assert not Thread.objects.exists()


def test_a_refusal_gives_its_reason(cast: Cast) -> None:
    talk = cast.publish("owner")
    answer = caller(cast, "member").send("patch", f"threads/{talk.pk}", {"title": "Anders?"})
    assert (answer.status_code, answer.json()["detail"]) == (
        403,
        "Alleen de schrijver kan deze tekst aanpassen.",
    )


def test_what_is_sent_twice_is_placed_once(cast: Cast) -> None:
    program, key = caller(cast, "member"), str(uuid4())
    first, second = (program.send("post", "threads", {"source": "Dag."}, key) for _n in range(2))
    assert (first.status_code, first.json()) == (201, second.json())
    other = program.send("post", "threads", {"source": "Iets anders."}, key)
    assert other.status_code == 409
    strange = caller(cast, "owner").send("post", "threads", {"source": "Dag."}, key)
    assert strange.status_code == 201
    assert Thread.objects.count() == 2


def test_too_many_calls_are_told_to_wait(cast: Cast, settings: Any) -> None:
    settings.API_CALLS = 3
    program, other = caller(cast, "member"), caller(cast, "owner")
    answers = [program.get("me") for _n in range(8)]  # in two minutes at most
    assert answers[-1].status_code == 429
    assert 1 <= int(answers[-1]["Retry-After"]) <= 60
    assert other.get("me").status_code == 200


KINDS: tuple[dict[str, Any], ...] = (
    {"kind": "message", "source": "Het **pontje** vaart weer.", "topics": ["pontje"]},
    {"kind": "question", "title": "Mag dit?", "where": "groep-closed"},
    {"kind": "idea", "title": "Een fietsenhok."},
    {"kind": "poll", "title": "Welke dag?", "options": ["Maandag", "Woensdag"], "multiple": True},
    {"kind": "praise", "source": "Je hielp iedereen.", "to": ["trijntje.de.boer"]},
)


@pytest.mark.parametrize("told", KINDS, ids=[one["kind"] for one in KINDS])
def test_every_kind_is_placed_and_read_back(told: dict[str, Any], cast: Cast) -> None:
    program = caller(cast, "member")
    made = program.send("post", "threads", told)
    assert made.status_code == 201, made.json()
    assert made.json()["kind"] == told["kind"]
    read = program.get(f"threads/{made.json()['id']}").json()
    assert {**read, "warnings": []} == made.json()
    assert (read["group"] or {}).get("slug", "") == told.get("where", "")
    listed = program.get(f"threads?kind={told['kind']}").json()["items"]
    assert [one["id"] for one in listed] == [read["id"]]


def test_a_conversation_is_carried_on(cast: Cast) -> None:
    asker, answerer = caller(cast, "member"), caller(cast, "owner")
    talk = f"threads/{asker.send('post', 'threads', {'kind': 'question', 'title': 'Mag dit?'}).json()['id']}"
    made = answerer.send("post", f"{talk}/comments", {"source": "Ja, dat mag.", "kind": "answer"}).json()
    comment = f"comments/{made['id']}"
    reply = asker.send("post", f"{talk}/comments", {"source": "Fijn.", "parent": made["id"]}).json()
    assert reply["parent_id"] == made["id"]
    assert asker.send("put", f"{comment}/reaction", {"kind": "helped"}).status_code == 204
    assert asker.send("put", f"{comment}/acceptance", {"on": True}).status_code == 204
    changed = answerer.send("patch", comment, {"source": "Ja, tot tien uur."}).json()
    assert (changed["source"], changed["reactions"]["counts"]) == ("Ja, tot tien uur.", {"helped": 1})
    assert answerer.send("put", f"{talk}/review", {"months": 3}).status_code == 204
    assert answerer.send("post", f"{talk}/confirmation").status_code == 204
    told = asker.get(talk).json()
    assert (told["accepted_id"], told["question"]["review"]["months"]) == (made["id"], 3)
    assert [one["html"] for one in asker.get(f"{comment}/history").json()] == ["<p>Ja, dat mag.</p>\n"]
    said = asker.get(f"{talk}/comments").json()["items"]
    assert [one["id"] for one in said] == [made["id"], reply["id"]]


def test_a_text_is_reported_and_decided_on(cast: Cast) -> None:
    reader, owner, talk = caller(cast, "member"), caller(cast, "owner"), cast.publish("guest", "closed")
    assert reader.send("put", f"threads/{talk.pk}/report", {"reason": "Niet aardig."}).status_code == 204
    assert reader.get("reports").json() == []
    (told,) = owner.get("reports").json()
    assert (told["thread_id"], told["reason"]) == (str(talk.pk), "Niet aardig.")
    assert owner.send("put", f"reports/{told['id']}/outcome", {"hide": True}).status_code == 204
    assert reader.get(f"threads/{talk.pk}").status_code == 404


def test_a_comment_becomes_a_question_that_goes_into_another(cast: Cast) -> None:
    program, talk, kept = caller(cast, "member"), cast.publish("owner"), cast.publish("member")
    said = program.send("post", f"threads/{talk.pk}/comments", {"source": "En hoe dan?"}).json()["id"]
    asked = {"title": "Hoe gaat dat dan?"}
    made = program.send("post", f"comments/{said}/question", asked, key=str(kept.pk)).json()["id"]
    again = program.send("post", f"comments/{said}/question", asked, key=str(kept.pk)).json()["id"]
    assert made == again
    assert program.send("post", f"threads/{made}/merger", {"into": made}).status_code == 422
    assert program.send("post", f"threads/{made}/merger", {"into": str(kept.pk)}).status_code == 204
    assert program.get(f"threads/{made}").status_code == 404


def test_what_was_taken_away_comes_back(cast: Cast) -> None:
    program, talk = caller(cast, "owner"), cast.publish("owner")
    assert program.send("post", f"threads/{talk.pk}/removal").status_code == 204
    assert program.get(f"threads/{talk.pk}").status_code == 404
    assert program.send("post", f"threads/{talk.pk}/return").status_code == 204
    assert program.get(f"threads/{talk.pk}").status_code == 200


def fill(cast: Cast, count: int) -> Thread:
    """So many conversations in the open group, and so many comments in the last of them."""
    for _n in range(count):
        talk = cast.publish("owner", "open")
    for _n in range(count):
        write_comment(thread_id=talk.pk, source="Ja.", writer=cast.viewer("owner"), now=cast.now)
    last: Thread = talk
    return last


def statements(program: Caller, path: str) -> int:
    """What one call costs; the first one fills what is kept in memory."""
    program.get(path)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert program.get(path).status_code == 200
    return len(seen)


LISTS = (
    "timeline",
    "timeline?lane=groups",
    "threads?group=groep-open",
    "groups",
    "people",
    "bookmarks",
    "notices",
    "topics",
)


def test_a_list_costs_the_same_with_more_in_it(cast: Cast) -> None:
    program = caller(cast, "member")
    talk = fill(cast, 3)
    few = {path: statements(program, path) for path in LISTS}
    few["comments"] = statements(program, f"threads/{talk.pk}/comments")
    talk = fill(cast, 57)
    many = {path: statements(program, path) for path in LISTS}
    many["comments"] = statements(program, f"threads/{talk.pk}/comments")
    assert few == many
    assert few["timeline"] <= 6


def test_pages_follow_each_other_without_gap_or_double(cast: Cast) -> None:
    program, talk = caller(cast, "member"), fill(cast, 55)
    for path, total in (("timeline?lane=all", 55), (f"threads/{talk.pk}/comments?", 55)):
        seen: list[str] = []
        after = ""
        while after is not None:
            page = program.get(f"{path}&after={after}").json()
            seen += [one["id"] for one in page["items"]]
            after = page["next"]
        assert (len(seen), len(set(seen))) == (total, total)
    assert program.get("timeline?after=nowhere").status_code == 422
    assert Comment.objects.count() == 55


def test_lists_of_two_are_lists(cast: Cast) -> None:
    """The library takes a tuple of two for a status with its answer."""
    program, talk = caller(cast, "owner"), cast.publish("owner")
    for name in ("een", "twee"):
        program.send("post", "bookmarks/folders", {"name": name})
        program.send("patch", f"threads/{talk.pk}", {"title": f"Mag {name}?"})
        program.send("post", "threads", {"source": f"Over #{name}.", "topics": [name]})
        assert program.send("put", f"topics/{name}/following", {"on": True}).status_code == 204
    for path in ("bookmarks/folders", "topics", f"threads/{talk.pk}/history"):
        assert len(program.get(path).json()) == 2


def test_the_description_is_for_who_has_a_key(cast: Cast) -> None:
    told = Caller(key_of(cast, "guest", ["write"])).get("openapi.json").json()
    assert told["info"]["title"] == "Kring"
    assert Client().get("/api/v1/openapi.json").status_code == 401

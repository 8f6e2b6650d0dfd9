"""Looking at pages as everybody, and noting every canary that comes along."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse
from django.test import Client

from kring.infra.live_tickets import read_ticket
from tests.access.addresses import Address
from tests.access.canaries import Secret
from tests.access.model import ALLOWED, outcome
from tests.access.world import World

calls: Counter[str] = Counter()  # of the whole run, by method
SIGN_IN = "/accounts/login/"
TICKET = re.compile(r'("ticket": ")([^"]+)')


def outcome_of(answer: HttpResponse) -> str:
    """What an answer amounts to, in the words of `model.outcome`, else its status."""
    if answer.status_code == 401:
        return "door"
    if answer.status_code in {301, 302} and answer["Location"].startswith(SIGN_IN):
        return "door"
    words = {404: "unseen", 403: "refused", 200: "open", 201: "open", 204: "open", 302: "open"}
    return words.get(answer.status_code, str(answer.status_code))


def body_of(answer: HttpResponse) -> str:
    """The body as text, a picture byte by byte, a ticket for live signals as the ids it is made of."""
    raw = b"".join(answer) if answer.streaming else answer.content
    if answer.get("Content-Type", "").startswith("image/webp"):
        return raw.decode("latin-1")
    return TICKET.sub(lambda found: f"{found[1]}{ids_in(found[2])}", raw.decode())


def ids_in(ticket: str) -> list[str]:
    """What the signed text of a ticket would tell whoever unfolds it."""
    read = read_ticket(ticket)
    return sorted(str(UUID(bytes=one)) for one in (read.account, *read.streams))


def messages_in(answer: HttpResponse) -> list[str]:
    """The sentences that the next page will show, which a cookie carries folded up."""
    cookie = answer.cookies.get("messages")
    told = CookieStorage(HttpRequest())._decode(cookie.value) if cookie and cookie.value else None
    return [f"{one} {getattr(one, 'extra_tags', '')}" for one in told or []]


def everything_in(answer: HttpResponse) -> str:
    """All that an answer says: body, headers, cookies and messages."""
    cookies = [cookie.value for cookie in answer.cookies.values()]
    return "\n".join([body_of(answer), str(answer.headers), *cookies, *messages_in(answer)])


def send(browser: Client, method: str, path: str, form: dict[str, Any] | None = None) -> HttpResponse:
    """One call: a form as a browser sends it, or JSON for the API."""
    call = getattr(browser, method)
    if path.startswith("/api/"):
        return call(path) if form is None else call(path, form, content_type="application/json")
    return call(path) if form is None else call(path, {"key": str(uuid4()), **form})


@dataclass
class Crawl:
    """Visits of everybody to one world in one state."""

    world: World
    browsers: dict[str, Client] = field(default_factory=dict)
    seen: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    places: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    leaks: list[str] = field(default_factory=list)

    def visit(
        self, who: str, path: str, method: str = "get", form: dict[str, Any] | None = None
    ) -> HttpResponse:
        """One call; what it gives away is noted, and is a leak unless the model allows it."""
        calls[method] += 1
        browser = self.browsers.get(who) or self.browsers.setdefault(who, self.world.client(who))
        answer = send(browser, method, path, form)
        browser.cookies.pop("messages", None)
        self.note(who, everything_in(answer), f"{method.upper()} {path}")
        return answer

    def note(self, who: str, text: str, where: str) -> None:
        """Look through a text that reached somebody; what stands in the address itself does not count."""
        if "/ui/" in where:
            return  # the gallery shows invented people who have names of the cast
        for secret in self.world.aviary.seen_in(text):
            if secret.text in where.lower() or self._is_invited(secret, where):
                continue
            if self.allows(who, secret):
                self.seen[who].add(secret.text)
                self.places[secret.text].add(where)
            else:
                self.leaks.append(f"{who} saw {secret} at {where}")

    def allows(self, who: str, secret: Secret) -> bool:
        """Whether the model lets this person see that."""
        facts = self.world.facts
        is_here = who in facts.people and facts.people[who].here
        return is_here and ALLOWED[secret.field](facts, who, secret.about)

    def _is_invited(self, secret: Secret, where: str) -> bool:
        """Whoever holds the link of an invitation sees whom it is for."""
        return secret.field.startswith("invitation.") and self.world.at["secret", "waiting"] in where

    def check(self, who: str, one: Address, method: str = "get") -> str:
        """Visit an address; returns what is wrong with the answer, if anything."""
        form = self._filled(one) if method == "post" else None
        answer = self.visit(who, one.path, one.route.by if method == "post" else method, form)
        got, wanted = outcome_of(answer), self.expected(who, one, method)
        said = f"{who}: {method.upper()} {one.path} ({one.name}): {got}, not {wanted}"
        return "" if got in wanted else said

    def _filled(self, one: Address) -> dict[str, Any]:
        """The form of a route; a pair in it names an object of the world, and stands for its id."""
        form = one.route.form.items()
        return {name: str(self.world.at[v]) if isinstance(v, tuple) else v for name, v in form}

    def expected(self, who: str, one: Address, method: str) -> set[str]:
        """What may happen, by the matrix; a page before signing in may lead to signing in."""
        rule = one.right(method)
        if rule is None:
            return {"405", "door"}
        wanted = outcome(self.world.facts, rule, who, one.about)
        if rule.public and wanted == "open":
            return {"open", "door", "400", "410"}
        if one.route.by_factor and wanted == "open":
            return {"open", "unseen", "refused"}
        return {wanted, "422", "400"} if one.route.idle and wanted == "open" else {wanted}

"""The world as the tests hold it: the people, how things stand, every secret, and where things are."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.test import Client

from kring.identity.links import fingerprint
from kring.identity.models import ApiKey, Scope
from kring.identity.viewer import Viewer
from kring.topics.models import Topic
from tests.access.canaries import Aviary
from tests.access.model import Facts, Talk, Text
from tests.cast import Cast

ANONYMOUS = "anonymous"


@dataclass
class World:
    """`at` says where a thing is: (sort, key) -> id, slug or handle. `facts` are kept by hand."""

    cast: Cast
    facts: Facts = field(default_factory=Facts)
    aviary: Aviary = field(default_factory=Aviary)
    at: dict[tuple[str, str], Any] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)  # of the API

    @property
    def now(self) -> datetime:
        """When everything happens."""
        return self.cast.now

    @property
    def everybody(self) -> tuple[str, ...]:
        """All roles, the visitor without an account first."""
        return (ANONYMOUS, *self.cast.accounts)

    def viewer(self, who: str) -> Viewer:
        """That person, read afresh."""
        return self.cast.viewer(who)

    def word(self, field: str, about: str) -> str:
        """A new canary for one field of one object."""
        return self.aviary.word(field, about)

    def client(self, who: str) -> Client:
        """A browser in which this person has signed in, with an API key for calls of the API; or nobody."""
        headers = {"Authorization": f"Bearer {self.keys[who]}"} if who in self.keys else {}
        browser = Client(headers=headers)
        if who in self.cookies:
            browser.cookies["sessionid"] = self.cookies[who]
        return browser

    def sign_in(self) -> None:
        """Sign everybody in, once: the sessions are rows like any other."""
        for who, account in self.cast.accounts.items():
            browser = Client()
            browser.force_login(account)
            self.cookies[who] = browser.cookies["sessionid"].value
            self.keys[who] = f"kring_{who}"
            later = self.now + timedelta(days=300)
            moments = {"created_at": self.now, "expires_at": later, "used_on": later.date()}
            # Rows at once, since making a key is told by mail; with all scopes, so that only rights count.
            ApiKey.objects.create(
                account=account, secret_hash=fingerprint(self.keys[who]), scopes=Scope.values, **moments
            )
            self.client(who).get("/api/v1/me")  # so that the day of use stands there already

    def topic_ids(self) -> list[UUID]:
        """The ids of all topics, which stand in no address."""
        return list(Topic.objects.values_list("pk", flat=True))

    def place_talk(self, key: str, talk: Talk, pk: UUID) -> None:
        """A conversation is there."""
        self.facts.talks[key], self.at["talk", key] = talk, pk
        self.aviary.id(pk, "talk.id", key)

    def place_text(self, key: str, author: str, pk: UUID) -> None:
        """A comment or answer is there; its key begins with that of its talk."""
        talk = key.partition("/")[0]
        self.facts.texts[key], self.at["text", key] = Text(talk, author), pk
        self.facts.talks[talk].people.add(author)
        self.aviary.id(pk, "text.id", key)

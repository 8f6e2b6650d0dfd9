"""The world as the tests hold it: the people, how things stand, every secret, and where things are."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.test import Client

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
        """A browser in which this person has signed in, or nobody."""
        browser = Client()
        if who in self.cookies:
            browser.cookies["sessionid"] = self.cookies[who]
        return browser

    def sign_in(self) -> None:
        """Sign everybody in, once: the sessions are rows like any other."""
        for who, account in self.cast.accounts.items():
            browser = Client()
            browser.force_login(account)
            self.cookies[who] = browser.cookies["sessionid"].value

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

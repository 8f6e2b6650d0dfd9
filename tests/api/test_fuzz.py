"""Odd calls by machine, always the same ones: nothing breaks, and every answer is one that is described."""

from collections.abc import Iterator
from functools import cache
from typing import Any
from uuid import UUID, uuid4

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from kring.config.api import openapi
from kring.discussion.actions.bookmarks import make_folder
from kring.discussion.actions.comments import write_comment
from kring.posts.actions import save_draft
from kring.timelines.actions import add_lane
from tests.api.calling import key_of
from tests.cast import Cast

pytestmark = pytest.mark.django_db
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    unsupported_method,
]
OPERATIONS = [(method, path) for path, methods in openapi()["paths"].items() for method in methods]
FEW = settings(
    max_examples=4,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """Keep the connection of the test open between calls, as Django's own test client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@cache
def described() -> Any:
    """The description with the real application behind it."""
    schema = schemathesis.openapi.from_dict(openapi())
    schema.app = get_wsgi_application()
    return schema


def draft_of(cast: Cast) -> UUID:
    """The key of a draft of the caller."""
    key = uuid4()
    save_draft(key=key, typed={"source": "Half af."}, writer=cast.viewer("owner"), now=cast.now)
    return key


@pytest.fixture
def real(cast: Cast) -> dict[str, Any]:
    """Things that are there, for the parts of addresses."""
    talk = cast.publish("owner")
    answer = write_comment(
        thread_id=talk.pk, source="Ja.", kind="answer", writer=cast.viewer("owner"), now=cast.now
    )
    return {
        "thread_id": str(talk.pk),
        "comment_id": str(answer[0].pk),
        "slug": "groep-open",
        "handle": cast.member.handle,
        "attachment_id": str(UUID(int=0)),
        "notice_id": str(UUID(int=0)),
        "folder_id": str(make_folder(name="Later", keeper=cast.viewer("owner"))),
        "key": str(draft_of(cast)),
        "lane": str(add_lane(reader=cast.viewer("owner"), name="Peilingen", base="all", filters="kind=poll")),
        "report_id": str(UUID(int=0)),
    }


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_every_answer_is_described(method, path, cast, real, settings):
    settings.API_CALLS = 1_000_000
    key = {"Authorization": f"Bearer {key_of(cast, 'owner')}", "Accept-Encoding": "identity"}
    operation = described()[path][method]
    there = {name: real[name] for name in real if f"{{{name}}}" in path}
    ways = [{"path_parameters": there}, {"generation_mode": GenerationMode.NEGATIVE}]
    for way in [*ways, {}] if there else ways:

        @FEW
        @given(case=operation.as_strategy(**way))
        def look(case):
            case.validate_response(case.call(headers=key), checks=CHECKS, headers=key)

        look()


def test_no_operation_forgets_to_ask_for_a_key(real: dict[str, Any]) -> None:
    statuses = set()
    for method, path in OPERATIONS:
        there = {name: real[name] for name in real if f"{{{name}}}" in path}
        statuses.add(described()[path][method].Case(path_parameters=there).call().status_code)
    assert statuses == {401}

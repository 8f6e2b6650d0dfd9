"""The description of the API is kept beside the code: what changes for programs is seen in a review."""

import json
from pathlib import Path

from ninja import Schema

from kring.config.api import openapi

KEPT = Path(__file__).resolve().parents[2] / "docs" / "openapi.json"
STATUSES = {"400", "401", "403", "404", "409", "422", "429"}


def test_the_kept_description_is_that_of_the_code() -> None:
    told = json.dumps(openapi(), indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    assert KEPT.read_text(encoding="utf-8") == told, "Run tools/openapi.py and look at what changed."


def test_every_operation_says_what_can_go_wrong_and_asks_for_a_key() -> None:
    operations = [one for path in openapi()["paths"].values() for one in path.values()]
    assert len(operations) > 30
    for one in operations:
        assert set(map(str, one["responses"])) >= STATUSES
        assert one["security"] == [{"ApiKey": []}]
        assert one["description"]


def test_what_comes_in_is_named_to_the_last_field() -> None:
    schemas = openapi()["components"]["schemas"]
    asked = {
        body["schema"]["$ref"].rsplit("/", 1)[1]
        for path in openapi()["paths"].values()
        for one in path.values()
        if "requestBody" in one
        for body in one["requestBody"]["content"].values()
        if "$ref" in body["schema"]
    }
    assert len(asked) > 8
    assert not [name for name in asked if schemas[name].get("additionalProperties") is not False]


def _kinds_of(schema: type[Schema]) -> set[type[Schema]]:
    below = schema.__subclasses__()
    return {one for one in below if one.__module__.startswith("kring.")}.union(*map(_kinds_of, below))


def test_no_two_shapes_have_one_name() -> None:
    """The library would let one stand for both."""
    names = [one.__name__ for one in _kinds_of(Schema)]
    assert len(names) > 30
    assert len(names) == len(set(names))

"""Comparing two answers letter by letter, without what differs at every call."""

import re
from collections.abc import Iterable

from django.http import HttpResponse
from django.test import Client

from tests.access.crawl import body_of, calls, messages_in
from tests.access.world import World

# One-time tokens of forms.
TOKENS = (
    re.compile(r'(name="csrfmiddlewaretoken" value=")[^"]+'),
    re.compile(r'(name="key"[^>]*value=")[^"]+'),
    re.compile(r'(value=")[^"]+(?="[^>]*name="key")'),
)
# The number and moment of the answer; the length follows from the body, which is compared itself.
OF_THE_MOMENT = {"X-Request-Id", "Expires", "Content-Length", "Last-Modified"}


def told(answer: HttpResponse, *own: str) -> str:
    """Status, headers, messages and body; `own` are words of the request itself, which come back as X."""
    headers = {name: value for name, value in answer.headers.items() if name not in OF_THE_MOMENT}
    lines = [f"{name}: {sorted(re.split('[;,] *', value))}" for name, value in sorted(headers.items())]
    lines += [str(answer.status_code), *sorted(answer.cookies), *messages_in(answer), body_of(answer)]
    text = "\n".join(lines)
    for token in TOKENS:
        text = token.sub(r"\1", text)
    for word in own:
        text = re.sub(re.escape(word), "X", text, flags=re.IGNORECASE)
    return text


def answers(world: World, visits: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """What each (who, path) is told now; looking leaves no trace in the browser."""
    found, browsers = {}, {}
    for who, path in visits:
        browser: Client = browsers.get(who) or browsers.setdefault(who, world.client(who))
        calls["get"] += 1
        found[who, path] = told(browser.get(path))
    return found


def differences(one: dict[tuple[str, str], str], other: dict[tuple[str, str], str]) -> list[str]:
    """Where two rounds of answers are not the same, around the first that differs."""
    found = []
    for visit, text in one.items():
        if text != other[visit]:
            pairs = zip(text.splitlines(), other[visit].splitlines(), strict=False)
            first = next(((a, b) for a, b in pairs if a != b), ("", "length"))
            same = next((n for n, (a, b) in enumerate(zip(*first, strict=False)) if a != b), 0)
            start = max(same - 60, 0)
            shown = [line[start : start + 300] for line in first]
            found.append(f"{visit}: {shown[0]!r} became {shown[1]!r}")
    return found

"""A sender in a process of its own that is killed, as by kill -9, at a named point of its first mail.

Run: python -m tests.faults.dying_sender POINT MOMENT once|again
"""

import os
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import wraps
from importlib import import_module
from typing import Any

# Point -> what is about to be done or was just done there.
POINTS: dict[str, tuple[str, str]] = {
    "before taking up what was left": ("before", "kring.infra.sending.recover"),
    "before the claim": ("before", "kring.infra.sending.claim"),
    "after the claim": ("after", "kring.infra.sending.claim"),
    "said in words": ("after", "kring.infra.sending.render"),
    "connected": ("after", "django.core.mail.backends.smtp.EmailBackend.open"),
    "stopped addresses asked": ("after", "kring.infra.bounces.stopped_among"),
    "marked as handed": ("after", "kring.infra.sending.mark_handed"),
    "before the server has it": ("before", "django.core.mail.backends.smtp.EmailBackend.send_messages"),
    "the server has it": ("after", "django.core.mail.backends.smtp.EmailBackend.send_messages"),
    "before it is marked": ("before", "kring.infra.sending.mark_sent"),
    "marked, not committed": ("after", "kring.infra.sending.finish"),
    "told, not committed": ("after", "kring.notifications.actions.note_mailed"),
    "marked and committed": ("after", "kring.infra.sending.mark_sent"),
}


def dying(function: Callable[..., Any], when: str) -> Callable[..., Any]:
    """The function, and then (or instead) the end of this process."""

    @wraps(function)
    def die(*given: Any, **named: Any) -> Any:
        done = function(*given, **named) if when == "after" or given[:1] == ([],) else None
        if given[:1] == ([],):
            return done  # about no mail at all
        os.kill(os.getpid(), signal.SIGKILL)
        return None

    return die


def main(point: str, moment: str, times: str) -> None:
    """Send what is due, until the point."""
    import django

    django.setup()
    from django.utils.module_loading import import_string

    from kring.infra import outbox
    from kring.infra.sending import Sender

    if times == "once":
        outbox._kinds["notice"] = replace(outbox.kind_of("notice"), at_most_once=True)
    if point:
        when, path = POINTS[point]
        place, _, name = path.rpartition(".")
        owner = import_string(place) if place.endswith("Backend") else import_module(place)
        setattr(owner, name, dying(getattr(owner, name), when))
    now = datetime.fromisoformat(moment)
    print(Sender(clock=lambda: now, pause=lambda seconds: None).run())


if __name__ == "__main__":
    main(*sys.argv[1:])

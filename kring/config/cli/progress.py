"""Progress of long work, for a person at a terminal and, in fewer lines, for a log."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

# What long work calls: what it is doing, how much is done, out of how much (0 when not known).
Progress = Callable[[str, int, int], None]

WIDTH = 28
SECONDS_BETWEEN_LINES = 5.0


@contextmanager
def shown_progress() -> Iterator[Progress]:
    """Give the function that long work tells its progress to; it writes to stderr."""
    show = TerminalLine() if sys.stderr.isatty() else LogLines()
    try:
        yield show
    finally:
        show.close()


class TerminalLine:
    """One line that is written over, a new one for each step."""

    def __init__(self) -> None:
        self.step = ""

    def __call__(self, step: str, done: int, total: int) -> None:
        if self.step and step != self.step:
            click.echo(err=True)
        self.step = step
        if total:
            filled = WIDTH * min(done, total) // total
            bar = f"[{'#' * filled}{' ' * (WIDTH - filled)}] {done:,} of {total:,}"
        else:
            bar = f"{done:,}"
        click.echo(f"\r\033[K{step} {bar}", nl=False, err=True)

    def close(self) -> None:
        """End the line."""
        if self.step:
            click.echo(err=True)


class LogLines:
    """A line at the start and the end of each step, and one now and then."""

    def __init__(self) -> None:
        self.step = ""
        self.last = 0.0

    def __call__(self, step: str, done: int, total: int) -> None:
        now = time.monotonic()
        if step == self.step and done != total and now - self.last < SECONDS_BETWEEN_LINES:
            return
        self.step, self.last = step, now
        click.echo(f"{step}: {done} of {total}" if total else f"{step}: {done}", err=True)

    def close(self) -> None:
        """Nothing to end."""

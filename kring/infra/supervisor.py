"""Keeps the processes of Kring alive: starts them, restarts what dies, stops them all, leaves none behind."""

import logging
import os
import select
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from kring.infra.children import tied
from kring.infra.postgres import Cluster, ClusterError

log = logging.getLogger("kring.supervisor")

FIRST_PAUSE, LONGEST_PAUSE = 0.2, 8.0
# A part that lived this long was healthy: its next restart is without delay.
HEALTHY = 20.0
TICK = 0.5
# How often a part may die before it was ever ready, until we say that it cannot start.
FAILED_STARTS = 3


class StartFailed(Exception):
    """A part keeps dying before it is ready."""


@dataclass(frozen=True)
class Part:
    """One kind of process: a name for the log, its command, and how to see that it works."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    is_ready: Callable[[], bool] = lambda: True


@dataclass
class Running:
    """A part with its process, if it has one now."""

    part: Part
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    due: float = 0.0
    deaths: int = 0

    def start(self) -> None:
        """Start the process in a group of its own; call it from the main thread only (see `tied`)."""
        self.process = subprocess.Popen(  # noqa: S603 - commands of our own
            self.part.command,
            env={**os.environ, **self.part.environment},
            stdin=subprocess.DEVNULL,
            process_group=0,
            preexec_fn=tied(signal.SIGTERM),
        )
        self.started = time.monotonic()

    def kill_group(self) -> None:
        """End everything the part has started, also what outlived its own parent."""
        if self.process is not None:
            try:
                os.killpg(self.process.pid, signal.SIGKILL)
            except ProcessLookupError:
                return

    def note_death(self) -> None:
        """Sweep up after a process that ended, and set the moment of its restart."""
        process = self.process
        if process is None:
            return
        self.kill_group()
        self.process = None
        lived = time.monotonic() - self.started
        self.deaths = 1 if lived > HEALTHY else self.deaths + 1
        pause = min(FIRST_PAUSE * 2 ** (self.deaths - 1), LONGEST_PAUSE)
        self.due = time.monotonic() + pause
        log.warning(
            "%s ended with code %s, starts again in %.1f s", self.part.name, process.returncode, pause
        )


class Supervisor:
    """Runs parts, and the private database when there is one, until it is told to stop."""

    def __init__(
        self, parts: Sequence[Part], cluster: Cluster | None = None, watch: Path | None = None
    ) -> None:
        self.running = [Running(part) for part in parts]
        self.cluster = cluster
        self.watch = watch
        self.seen: dict[Path, float] = {}
        self.stops = 0
        self.wake_read, self.wake_write = os.pipe()
        os.set_blocking(self.wake_write, False)
        os.set_blocking(self.wake_read, False)

    def run(self, when_ready: Callable[[], None] = lambda: None) -> None:
        """Start everything, call `when_ready` once all parts answer, and stay until SIGINT or SIGTERM.

        A second signal ends the parts without patience. Raises StartFailed when a part cannot start.
        """
        before = self.take_signals()
        try:
            self.seen = self.source_times()
            waiting = {one.part.name for one in self.running}
            while not self.stops:
                was_waiting = bool(waiting)
                self.tick(waiting)
                if was_waiting and not waiting:
                    when_ready()
                self.sleep(0.03 if waiting else TICK)
        finally:
            self.stop()
            for sign, handler in before.items():
                signal.signal(sign, handler)
            signal.set_wakeup_fd(-1)

    def is_ready(self, one: Running, waiting: set[str]) -> bool:
        """Whether a part answers for the first time; it is taken off the list then."""
        if one.process is None or not one.part.is_ready():
            return False
        waiting.discard(one.part.name)
        return True

    def tick(self, waiting: set[str]) -> None:
        """One look at everything: restart what died, in the order database, parts."""
        self.keep_database()
        if self.watch is not None and (now := self.source_times()) != self.seen:
            self.seen = now
            log.info("source changed, starting again")
            self.stop_parts(patience=5.0)
            for one in self.running:
                one.due = 0.0
        for one in self.running:
            if one.process is not None and one.process.poll() is not None:
                one.note_death()
                if one.part.name in waiting and one.deaths >= FAILED_STARTS:
                    raise StartFailed(f"{one.part.name} does not start; its last words stand above.")
            if one.process is None and time.monotonic() >= one.due:
                one.start()
            # In the beginning each waits for the one before it, so that the pages are there soonest.
            if one.part.name in waiting and not self.is_ready(one, waiting):
                return

    def keep_database(self) -> None:
        """Start the private database again when it ended."""
        if self.cluster is None or self.cluster.postmaster.pid is not None:
            return
        log.warning("the database ended, starting it again")
        try:
            self.cluster.start(tie=True)
        except ClusterError as error:
            log.error("the database does not start: %s", error)
            self.sleep(2.0)

    def source_times(self) -> dict[Path, float]:
        """When each of the watched source files was changed; nothing when there is nothing to watch."""
        if self.watch is None:
            return {}
        found: dict[Path, float] = {}
        for path in self.watch.rglob("*.py"):
            try:
                found[path] = path.stat().st_mtime
            except FileNotFoundError:
                continue
        return found

    def stop(self) -> None:
        """Stop the parts, then the database, which they need until their last write."""
        self.stop_parts(patience=10.0)
        if self.cluster is not None:
            self.cluster.stop()

    def stop_parts(self, patience: float) -> None:
        """Ask every part to finish what it is doing; `patience` in seconds before the rest is killed."""
        left = [one for one in self.running if one.process is not None]
        for one in left:
            if one.process and one.process.poll() is None:
                one.process.terminate()
        deadline, stops = time.monotonic() + patience, self.stops
        while any(one.process and one.process.poll() is None for one in left):
            if time.monotonic() > deadline or self.stops > max(stops, 1):
                break
            self.sleep(0.05)
        for one in left:
            one.kill_group()
            if one.process:
                one.process.wait()
            one.process = None

    def take_signals(self) -> dict[signal.Signals, signal.Handlers | Callable[..., object] | int | None]:
        """Have the signals that end us counted, and every signal wake us; gives the handlers of before."""

        def count(_sign: int, _frame: FrameType | None) -> None:
            self.stops += 1

        signal.set_wakeup_fd(self.wake_write, warn_on_full_buffer=False)
        enders = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        before = {sign: signal.signal(sign, count) for sign in enders}
        return {**before, signal.SIGCHLD: signal.signal(signal.SIGCHLD, lambda _sign, _frame: None)}

    def sleep(self, seconds: float) -> None:
        """Sleep until a signal comes or the time is over."""
        if select.select([self.wake_read], [], [], seconds)[0]:
            os.read(self.wake_read, 512)

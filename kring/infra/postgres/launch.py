"""Making a data folder and starting the server process on it."""

import os
import shutil
import signal
import subprocess
from dataclasses import dataclass

from ..children import tied
from .errors import ClusterError
from .layout import Layout

ROLE = "kring"
LARGEST_LOG = 10_000_000
SETTINGS = """
# Kring's start values, for a small server. Lines below these and ALTER SYSTEM win.
shared_buffers = 64MB
max_connections = 60
max_wal_size = 512MB
wal_compression = on
work_mem = 8MB
maintenance_work_mem = 64MB
effective_cache_size = 512MB
random_page_cost = 1.1
jit = off
max_logical_replication_workers = 0
timezone = 'UTC'
log_timezone = 'UTC'
"""


@dataclass(frozen=True)
class Launched:
    """A server process just started: its number, the child when it is ours, the log's length before it."""

    pid: int
    child: subprocess.Popen[bytes] | None
    log_start: int


def environment() -> dict[str, str]:
    """What the server may see of our environment: nothing that changes its ways, and no secrets."""
    return {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def initialise(layout: Layout, *, fsync: bool) -> None:
    """Make the data folder; under another name first, so that a cut attempt leaves no half cluster.

    Raises ClusterError with initdb's words.
    """
    draft = layout.base / f"{layout.binaries.major}.new"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    layout.owner.give([draft])
    command = [layout.binaries.program("initdb"), "-D", str(draft), "-U", ROLE, "-A", "trust", "-E", "UTF8"]
    command += ["--locale=C.UTF-8", "--data-checksums"]
    if layout.binaries.major >= 17:
        # The server's own tables, so that order and case do not depend on the machine's C library.
        command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    if not fsync:
        command.append("--no-sync")
    made = subprocess.run(  # noqa: S603 - a program we looked up ourselves
        command,
        cwd="/",
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        **layout.owner.demotion,
    )
    if made.returncode:
        raise ClusterError(f"The database could not be made in {draft}: {made.stderr.strip()}")
    with open(draft / "postgresql.conf", "a") as settings:
        settings.write(SETTINGS)
    draft.rename(layout.folder)


def command_line(layout: Layout, *, fsync: bool) -> list[str]:
    """The server's command line: what no settings file may overrule."""
    settings = {
        "listen_addresses": "",
        "port": "5432",
        "unix_socket_directories": f'"{layout.sockets}"',
        "unix_socket_permissions": "0700",
    }
    if not fsync:
        # Commits are still handed to the system one by one: a killed server loses none, a power cut may.
        settings |= {"fsync": "off", "full_page_writes": "off"}
    pairs = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    return [layout.binaries.program("postgres"), "-D", str(layout.folder.resolve()), *pairs]


def launch(layout: Layout, *, fsync: bool, tie: bool, claim: int) -> Launched:
    """Start the server in a session of its own, so that Ctrl-C at the terminal passes it by.

    With `tie` it is our child and ends with us; without, it is nobody's child and outlives us. `claim` is the
    file number of the claim on the data folder, which the server keeps.
    """
    if layout.log.exists() and layout.log.stat().st_size > LARGEST_LOG:
        layout.log.replace(layout.log.with_suffix(".log.old"))
    command = command_line(layout, fsync=fsync)
    with open(layout.log, "ab") as log:
        log_start = log.tell()
        if not tie:
            # A shell starts it and goes, so that no zombie is left with us when it ends.
            command = ["/bin/sh", "-c", '"$@" >&2 & echo $!', "sh", *command]
        child = subprocess.Popen(  # noqa: S603 - a program we looked up ourselves
            command,
            cwd="/",
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=log if tie else subprocess.PIPE,
            stderr=log,
            pass_fds=(claim,),
            start_new_session=True,
            # SIGINT is the server's fast shutdown.
            preexec_fn=tied(signal.SIGINT) if tie else None,
            **layout.owner.demotion,
        )
        if tie:
            return Launched(child.pid, child, log_start)
        answer, _ = child.communicate()
        return Launched(int(answer), None, log_start)


def last_words(layout: Layout, log_start: int) -> str:
    """What the server wrote to its log since a position, for the person who must act on it."""
    with open(layout.log, "rb") as log:
        log.seek(log_start)
        lines = log.read().decode(errors="replace").strip().splitlines()
    return "\n".join(lines[-12:])

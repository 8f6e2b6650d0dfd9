"""One run: a database of its own, one page process, each page in turn beside hello."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kring.config.bench.measure import Cost, ask, cost_of
from kring.config.bench.sizes import Sizes
from kring.infra.postgres import Cluster

DATABASE = "kring_bench"
READERS = 40
Progress = Callable[[str, int, int], None]


def run(cluster: Cluster, sizes: Sizes, progress: Progress, collect_static: Callable[[], None]) -> list[Cost]:
    """Make the seeded world and measure every page on it; the database is thrown away afterwards."""
    cluster.drop_database(DATABASE)
    cluster.create_database(DATABASE)
    os.environ["DATABASE_URL"] = cluster.dsn(DATABASE)
    try:
        return _measure(cluster, sizes, progress, collect_static)
    finally:
        cluster.drop_database(DATABASE)


def _measure(
    cluster: Cluster, sizes: Sizes, progress: Progress, collect_static: Callable[[], None]
) -> list[Cost]:
    import django

    django.setup()
    from django.core.management import call_command

    from kring.config.bench.seed import seed
    from kring.search.actions import rebuild_index

    call_command("migrate", verbosity=0)
    collect_static()
    progress("Seeding", 0, 0)
    seed(sizes)
    rebuild_index(lambda done, total: progress("Search index", done, total))
    pages, cookies = _pages(), _cookies()
    database = cluster.postmaster.pid or 0
    with _serving() as (port, pid):
        costs = []
        for n, (name, paths) in enumerate(pages.items()):
            progress("Pages", n, len(pages))
            costs.append(cost_of(name, paths, cookies, (port, pid, database)))
        return costs


def _pages() -> dict[str, list[str]]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.id FROM discussion_thread t JOIN groups_audience a ON a.id = t.audience_id"
            " WHERE 'everyone' = ANY(a.tokens) ORDER BY t.act DESC LIMIT 40"
        )
        threads = [f"/threads/{row[0]}/" for row in cursor.fetchall()]
    return {
        "hello": ["/bench/hello/"],
        "timeline": ["/"],
        "timeline, whole organisation": ["/?lane=all"],
        "questions": ["/?lane=questions"],
        "conversation": threads,
        "people": ["/people/"],
        "group": ["/groups/groep-1/", "/groups/groep-2/"],
        "notices": ["/notices/"],
        "search": ["/search/?q=bericht+nummer", "/search/?q=overleggen"],
    }


def _cookies() -> list[str]:
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from kring.identity.sessions import SessionStore
    from kring.shell.queries import some_accounts

    made = []
    for account in some_accounts(READERS):
        session = SessionStore()
        session[SESSION_KEY] = str(account.pk)
        session[BACKEND_SESSION_KEY] = "kring.shell.backend.ViewerBackend"
        session[HASH_SESSION_KEY] = account.get_session_auth_hash()
        session.create()
        made.append(str(session.session_key))
    return made


@contextmanager
def _serving() -> Iterator[tuple[int, int]]:
    """One page process on a free port; gives the port and the process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    granian = str(Path(sys.executable).with_name("granian"))
    options = f"--interface wsgi --workers 1 --host 127.0.0.1 --port {port} --no-access-log --log-level error"
    command = [granian, *options.split(), "kring.config.bench.site:application"]
    environment = {**os.environ, "KRING_LOG_LEVEL": "ERROR"}
    server = subprocess.Popen(command, env=environment)  # noqa: S603 - only words of our own
    try:
        _wait_for(port)
        yield port, server.pid
    finally:
        server.terminate()
        server.wait(20)


def _wait_for(port: int) -> None:
    import http.client

    for _attempt in range(300):
        try:
            ask(http.client.HTTPConnection("127.0.0.1", port, timeout=5), "/bench/hello/", "")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the pages did not start")

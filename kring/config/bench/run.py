"""One run: a database of its own, one page process, each page in turn beside hello."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

from kring.config.bench.measure import Ask, Cost, cost_of, send
from kring.config.bench.sizes import Sizes
from kring.infra.postgres import Cluster

DATABASE = "kring_bench"
READERS = 40
Progress = Callable[[str, int, int], None]


@contextmanager
def seeded(cluster: Cluster, sizes: Sizes, progress: Progress) -> Iterator[None]:
    """The seeded world in a database of its own, which is thrown away afterwards."""
    cluster.drop_database(DATABASE)
    cluster.create_database(DATABASE)
    os.environ["DATABASE_URL"] = cluster.dsn(DATABASE)
    try:
        import django

        django.setup()
        from django.core.management import call_command

        from kring.config.bench.seed import seed
        from kring.search.actions import rebuild_names

        call_command("migrate", verbosity=0)
        seed(sizes, lambda done, total: progress("Seeding", done, total))
        rebuild_names(lambda done, total: progress("Names for search", done, total))
        yield
    finally:
        cluster.drop_database(DATABASE)


def pages_cost(
    cluster: Cluster, sizes: Sizes, progress: Progress, collect_static: Callable[[], None]
) -> list[Cost]:
    """What every page costs on the seeded world."""
    with seeded(cluster, sizes, progress):
        collect_static()
        pages, cookies = _pages(), _cookies()
        database = cluster.postmaster.pid or 0
        with _serving() as (port, pid):
            costs = []
            for n, (name, asks) in enumerate(pages.items()):
                progress("Pages", n, len(pages))
                costs.append(cost_of(name, asks, cookies, (port, pid, database)))
            return costs


def _pages() -> dict[str, list[Ask]]:
    from django.db import connection

    from kring.config.bench.words import sentences

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.id FROM discussion_thread t JOIN groups_audience a ON a.id = t.audience_id"
            " WHERE 'everyone' = ANY(a.tokens) ORDER BY t.act DESC LIMIT 40"
        )
        threads = [f"/threads/{row[0]}/" for row in cursor.fetchall()]
    typed = [urlencode({"title": text}) for text in sentences(READERS)]
    looked = [urlencode({"q": " ".join(text.split()[1:4:2])}) for text in sentences(READERS)]
    pages = {
        "hello": ["/bench/hello/"],
        "timeline": ["/"],
        "timeline, whole organisation": ["/?lane=all"],
        "questions": ["/?lane=questions"],
        "conversation": threads,
        "people": ["/people/"],
        "group": ["/groups/groep-1/", "/groups/groep-2/"],
        "notices": ["/notices/"],
        "search": [f"/search/?{one}" for one in looked],
        "similar while typing": [f"/search/similar/?{one}" for one in typed],
    }
    return {
        **{name: [Ask(path) for path in paths] for name, paths in pages.items()},
        "publish": [Ask("/threads/new/", _message)],
    }


def _message() -> dict[str, str]:
    """A message for everyone."""
    return {
        "kind": "message",
        "title": "De balie sluit vrijdag om vier uur",
        "source": "Dan gaan wij met z'n allen naar de opening van het gemaal. Maandag zijn we er weer.",
        "topics": "balie opening",
        "where": "",
        "key": str(uuid4()),
        "place": "1",
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
            send(http.client.HTTPConnection("127.0.0.1", port, timeout=5), Ask("/bench/hello/"), "")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the pages did not start")

"""Whether this installation is sound: database, versions, migrations, settings, folders."""

import os
from collections.abc import Iterator

import click

from kring.config.cli.ground import Ground, ground, load_django

OLDEST_SERVER = 150000


@click.command()
def check() -> None:
    """Check database, migrations, settings and folders; exit code 1 when something is wrong."""
    wrong = 0
    with ground() as here:
        load_django()
        for what, complaint in findings(here):
            click.echo(f"{'wrong' if complaint else 'ok   '}  {what}{': ' + complaint if complaint else ''}")
            wrong += bool(complaint)
    if wrong:
        raise click.ClickException(f"{wrong} of these need attention.")


def findings(here: Ground) -> Iterator[tuple[str, str]]:
    """Each thing that is looked at, with what is wrong about it or an empty text."""
    yield f"home folder {here.home}", "" if os.access(here.home, os.W_OK) else "cannot be written"
    yield f"files folder {here.files}", "" if os.access(here.files, os.W_OK) else "cannot be written"
    yield from database_findings()
    yield from settings_findings()
    yield from bucket_findings()
    yield from mail_findings()
    yield from push_findings()


def database_findings() -> Iterator[tuple[str, str]]:
    """The server's version and extensions, and the state of the migrations."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version'), current_setting('server_version_num')::int")
        version, number = cursor.fetchone()
        yield f"PostgreSQL {version}", "" if number >= OLDEST_SERVER else "Kring needs 15 or newer"
        cursor.execute("SELECT name FROM pg_available_extensions WHERE name IN ('pg_trgm', 'unaccent')")
        missing = {"pg_trgm", "unaccent"} - {row[0] for row in cursor.fetchall()}
        yield "extensions", f"not on the server: {', '.join(sorted(missing))}" if missing else ""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    yield "migrations", f"{len(plan)} to apply: run `kring migrate`" if plan else ""


def settings_findings() -> Iterator[tuple[str, str]]:
    """What Django's own checks say, without those that an operator cannot act on."""
    from django.core import checks

    serious = [item for item in checks.run_checks(databases=["default"]) if item.is_serious()]
    yield "settings", "; ".join(f"{item.id} {item.msg}" for item in serious)


def mail_findings() -> Iterator[tuple[str, str]]:
    """Whether mail is set up, its server answers, and nothing waits too long."""
    from django.conf import settings

    from kring.infra.sending import complaint

    if not settings.HTTPS:  # a trial on one machine
        return
    sender = settings.DEFAULT_FROM_EMAIL
    yield f"mail from {sender}", "set KRING_MAIL_FROM" if "@localhost" in sender else ""
    yield f"mail server {settings.EMAIL_HOST}", complaint()


def bucket_findings() -> Iterator[tuple[str, str]]:
    """Whether the bucket for files answers, where one is set."""
    from django.conf import settings

    if not settings.BUCKET:
        return
    try:
        from kring.infra.bucket import complaint
    except ImportError as error:
        yield f"bucket {settings.BUCKET}", f"install kring[s3] ({error})"
    else:
        yield f"bucket {settings.BUCKET}", complaint()


def push_findings() -> Iterator[tuple[str, str]]:
    """Whether push can work, where there is a key for it."""
    from importlib.util import find_spec

    from django.conf import settings

    from kring.infra.push import complaint

    if settings.PUSH_KEY:
        missing = "" if find_spec("pywebpush") else "install kring[push]"
        yield "push", missing or complaint()

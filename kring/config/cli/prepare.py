"""Bringing database and static files up to this version, and the demo world into an empty one."""

import compileall
from pathlib import Path

import click

from kring.config.cli import demo, fingerprint
from kring.config.cli.ground import Ground, ground, load_django

# Any number, the same for all of us: one process at a time migrates a database.
MIGRATION_LOCK = 5_501_146_601


@click.command()
def migrate() -> None:
    """Bring the database up to this version of Kring."""
    with ground() as here:
        load_django()
        apply_migrations(here)
    click.echo("The database fits this version of Kring.", err=True)


@click.command(hidden=True)
@click.option("--no-demo", is_flag=True, help="Leave an empty database empty.")
def prepare(no_demo: bool) -> None:
    """What `kring run` does before it serves: migrate, collect, compile, fill an empty database."""
    with ground() as here:
        load_django()
        apply_migrations(here)
        collect_static()
        compile_modules()
        if not no_demo and demo.can_build() and demo.is_empty():
            demo.build(here.home)
        fingerprint.remember(here.home, fingerprint.taken(here.url))


def apply_migrations(here: Ground) -> None:
    """Apply the migrations that the database has not had; a second process waits for the first."""
    import psycopg
    from django.core.management import call_command

    (here.home / "prepared.json").unlink(missing_ok=True)
    with psycopg.connect(here.url, autocommit=True) as guard:
        guard.execute("SELECT pg_advisory_lock(%s)", [MIGRATION_LOCK])
        call_command("migrate", interactive=False, verbosity=0)


def collect_static() -> None:
    """Copy the static files under names that carry their contents' digest.

    An installed package may stand in a folder we cannot write; it brings them collected then.
    """
    from django.conf import settings
    from django.core.management import call_command

    target = Path(settings.STATIC_ROOT)
    if settings.DEBUG:
        return
    try:
        target.mkdir(parents=True, exist_ok=True)
        (target / ".writable").touch()
    except OSError:
        if not (target / "staticfiles.json").exists():
            raise click.ClickException(
                f"The static files cannot be written to {target}. Run `kring prepare` once as its owner."
            ) from None
        return
    (target / ".writable").unlink()
    call_command("collectstatic", interactive=False, verbosity=0, clear=False)


def compile_modules() -> None:
    """Keep our modules compiled, also where Python is told not to: a start takes a second less."""
    compileall.compile_dir(fingerprint.PACKAGE, quiet=2)

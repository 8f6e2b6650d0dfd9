"""`kring backup` and `kring restore`."""

import os
from pathlib import Path

import click

from kring.config.cli.demo import CAST
from kring.config.cli.ground import ground, home_folder, load_django, only_run
from kring.config.cli.progress import shown_progress
from kring.infra.postgres import Cluster


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Write everything to one new FILE: all rows as of one moment, and all uploaded files.

    People can keep working meanwhile. Never copy the database's folder instead: that is no backup.
    """
    from kring.infra import backup as safety

    if not os.environ.get("DATABASE_URL") and not Cluster(home_folder()).exists():
        raise click.ClickException(f"No database in {home_folder()}; set KRING_HOME or DATABASE_URL.")
    with ground() as here, shown_progress() as progress:
        made = safety.backup(safety.Place(here.url, here.files), file, progress)
    click.echo(f"{file}: {made.rows:,} rows in {len(made.tables)} tables and {len(made.files):,} files.")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Put the backup in the stead of what is there now.")
def restore(file: Path, replace: bool) -> None:
    """Bring back a backup FILE, and check every row and file against it.

    Stop `kring run` first. Without --replace the place must be empty.
    """
    from kring.config.cli.prepare import apply_migrations
    from kring.infra import backup as safety

    with ground() as here, only_run(here.home):
        load_django()
        place = safety.Place(here.url, here.files)
        with shown_progress() as progress:
            done = safety.restore(
                file, place, replace=replace, known_migrations=our_migrations(), progress=progress
            )
        (here.home / CAST).unlink(missing_ok=True)
        apply_migrations(here)
    click.echo(
        f"Restored {done.rows:,} rows and {len(done.files):,} files of {done.made}; all equal to the backup."
    )


def our_migrations() -> set[str]:
    """All migrations this version knows, as app.name, also those that others have taken the place of."""
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(None)
    replaced = {key for migration in loader.disk_migrations.values() for key in migration.replaces}
    return {f"{app}.{name}" for app, name in {*loader.disk_migrations, *replaced}}

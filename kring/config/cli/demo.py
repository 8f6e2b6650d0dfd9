"""`kring demo`: Gemeente Waterrijk, a made-up organisation to look around in."""

import json
import time
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import click

from kring.config.cli.ground import ground, load_django
from kring.config.cli.progress import shown_progress

BUILDER = "kring.transfer.demo.actions"
CAST = "demo.json"


@click.command()
def demo() -> None:
    """Fill an empty database with the demo world; one that holds accounts is left alone."""
    with ground() as here:
        load_django()
        if not is_empty():
            raise click.ClickException("There are accounts in this database; the demo needs an empty one.")
        begun = time.monotonic()
        build(here.home)
        click.echo(f"The demo world is there, made in {time.monotonic() - begun:.0f} s. Sign in as", err=True)
        click.echo("\n".join(sign_ins(here.home)))


def is_empty() -> bool:
    """Whether the database holds no account at all."""
    from kring.config.cli.account import operator
    from kring.identity.queries import accounts

    return accounts(operator()).total == 0


def can_build() -> bool:
    """Whether this version brings a demo world."""
    return find_spec("kring.transfer.demo") is not None and find_spec(BUILDER) is not None


def build(home: Path) -> None:
    """Make the demo world, and keep its known sign-ins for `kring run` to print."""
    with shown_progress() as progress:
        cast = import_module(BUILDER).build_demo(progress).sign_ins
    known = [{"email": one.email, "password": one.password, "who": one.who} for one in cast]
    (home / CAST).write_text(json.dumps(known, indent=1))


def sign_ins(home: Path) -> list[str]:
    """The lines that say how to sign in to the demo; none without one."""
    path = home / CAST
    if not path.exists():
        return []
    return [
        f"  {one['email']:<34} {one['password']:<22} {one['who']}" for one in json.loads(path.read_text())
    ]

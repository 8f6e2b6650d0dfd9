"""`kring push`: the key with which browsers know that a push is ours."""

import os

import click

from kring.config.cli.ground import make_home


@click.group()
def push() -> None:
    """Set up push: notices on phones and computers, also when Kring is not open."""


@push.command()
def key() -> None:
    """Make the key, once, in the home folder. Needs the extra: pip install kring[push].

    Another key would end push on all devices, so one that is there stays.
    """
    from kring.infra.push import new_key

    path = make_home() / "push_key"
    try:
        number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise click.ClickException(
            f"{path} is there already; remove it only to end push everywhere."
        ) from None
    with os.fdopen(number, "w") as file:
        file.write(new_key())
    click.echo(f"{path} made. Start Kring again; each person turns push on for a device of their own.")

"""A Python prompt with Django ready."""

import click

from kring.config.cli.ground import ground, load_django


@click.command()
@click.option("-c", "--command", default=None, help="Run this Python code and leave.")
def shell(command: str | None) -> None:
    """Open a Python prompt with Kring loaded."""
    with ground():
        load_django()
        from django.core.management import call_command

        call_command("shell", command=command)

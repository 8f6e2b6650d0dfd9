"""`kring mail`: what the mail server hands to Kring."""

import logging
import sys

import click

from kring.config.cli.ground import ground, load_django

log = logging.getLogger("kring.mail")
TRY_LATER = 75  # mail servers keep the mail and come back with it


@click.group()
def mail() -> None:
    """Take in mail: answers to notices, and mails that came back."""


@mail.command()
def receive() -> None:
    """Read one mail from stdin, as a mail server hands it over, and do what it asks.

    Prints what became of it. Exit code 75 asks the mail server to try again later.
    """
    raw = sys.stdin.buffer.read()
    try:
        with ground():
            load_django()
            from kring.infra.incoming import read
            from kring.kit.clock import utcnow
            from kring.notifications.actions import receive as take_in

            click.echo(take_in(mail=read(raw), now=utcnow()))
    except Exception:
        log.exception("a mail could not be taken in")
        sys.exit(TRY_LATER)

"""Failures an operator can act on are said in one sentence; a fault of ours keeps its traceback."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
import psycopg

from kring.infra.backup import BackupError
from kring.infra.postgres import ClusterError
from kring.infra.supervisor import StartFailed

EXPECTED = (ClusterError, BackupError, StartFailed, psycopg.OperationalError, OSError)


@contextmanager
def said_plainly() -> Iterator[None]:
    """Turn an expected failure into its sentence on stderr and exit code 1."""
    try:
        yield
    except Exception as error:
        # Django wraps the driver's errors in its own.
        if not isinstance(error, EXPECTED) and not isinstance(error.__cause__, EXPECTED):
            raise
        click.echo(f"kring: {str(error).strip() or type(error).__name__}", err=True)
        sys.exit(1)

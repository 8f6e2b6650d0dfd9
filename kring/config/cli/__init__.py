"""The console program `kring`: one table of commands, each in a file of its own."""

import importlib
import sys

import click

from kring.infra.version import kring_version

# Command -> (module beside this one, name in it). A command's module is imported only when it is asked for,
# and imports Django only when it runs, so that `kring --help` is quick and works without a database.
TABLE: dict[str, tuple[str, str]] = {
    "run": ("run", "run"),
    "migrate": ("prepare", "migrate"),
    "prepare": ("prepare", "prepare"),
    "demo": ("demo", "demo"),
    "import": ("bring", "bring"),
    "backup": ("safety", "backup"),
    "restore": ("safety", "restore"),
    "check": ("check", "check"),
    "mail": ("mail", "mail"),
    "push": ("push", "push"),
    "bench": ("bench", "bench"),
    "shell": ("shell", "shell"),
    "worker": ("worker", "worker"),
    "account": ("account", "account"),
}


class Commands(click.Group):
    """The group that finds its commands in the table."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the table."""
        return list(TABLE)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, or nothing when the table has no such name."""
        if cmd_name not in TABLE:
            return None
        module, name = TABLE[cmd_name]
        found: click.Command = getattr(importlib.import_module(f"{__name__}.{module}"), name)
        return found


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(kring_version(), prog_name="kring")
def kring() -> None:
    """Kring, the internal social network of your organisation.

    Data stands in the folder KRING_HOME; the database is a private one there, or the server that DATABASE_URL
    names. Exit codes: 0 done, 1 failed, 2 wrong use.
    """


def main() -> None:
    """Run the program; whatever an operator can act on becomes one line on stderr and exit code 1."""
    from kring.config.cli.failures import said_plainly

    with said_plainly():
        kring.main(standalone_mode=True, prog_name="kring")
    sys.exit(0)

"""`kring import`: taking over conversations and people from elsewhere."""

import json
from pathlib import Path
from typing import Any

import click

from kring.config.cli.ground import ground, load_django
from kring.config.cli.progress import shown_progress

FOLDER = click.Path(path_type=Path)
LANGUAGE = click.Choice(["nl", "en"])


@click.group()
def bring() -> None:
    """Take over conversations or people from elsewhere.

    Quietly: nobody gets a notice or a mail. Running an import again changes only what changed there.
    """


@bring.command()
@click.argument("folder", type=FOLDER)
@click.option("--dry-run", is_flag=True, help="Only count and check; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.option("--source", default="", help="Name of the source, the same in every run [the folder's name].")
@click.option("--group", default="", help="Name of the open group for the conversations [the source].")
@click.option("--owner", default="", metavar="E-MAIL", help="Who owns that group [first administrator].")
@click.option("--site", default="", metavar="ADDRESS", help="Address of the site, for links back to it.")
@click.option("--language", type=LANGUAGE, default="nl", show_default=True, help="Of the printed report.")
def stackexchange(folder: Path, as_json: bool, language: str, **wanted: Any) -> None:
    """Take over a Stack Exchange dump: FOLDER holds Posts.xml, Users.xml and so on, or JSON lines.

    An import that was cut off goes on where it ended when it is run again.
    """
    with ground():
        load_django()
        from django.utils import translation

        from kring.kit.clock import utcnow
        from kring.transfer.actions import ImportRefused, Wishes, import_stackexchange

        try:
            with shown_progress() as progress, translation.override(language):
                wishes = Wishes(folder=folder, **wanted)
                parity = import_stackexchange(wishes=wishes, now=utcnow(), progress=progress)
        except ImportRefused as refusal:
            raise click.ClickException(str(refusal)) from None
        click.echo(json.dumps(parity.figures(), indent=1) if as_json else parity.words(language))


@bring.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only check; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.option("--department", default="", metavar="NAME", help="For people whose row names none.")
@click.option("--language", type=LANGUAGE, default="nl", show_default=True, help="Of the printed report.")
def people(file: Path, dry_run: bool, as_json: bool, department: str, language: str) -> None:
    """Take over the people in FILE, a CSV list with at least e-mail, name and department.

    Rows that are in order come in, also when others are not. Running it again updates who is here.
    """
    with ground():
        load_django()
        from django.utils import translation

        from kring.kit.clock import utcnow
        from kring.transfer.actions import ImportRefused, StaffWishes, import_people

        wishes = StaffWishes(file=file, department=department, dry_run=dry_run)
        try:
            with shown_progress() as progress, translation.override(language):
                report = import_people(wishes=wishes, now=utcnow(), progress=progress)
        except ImportRefused as refusal:
            raise click.ClickException(str(refusal)) from None
        click.echo(json.dumps(report.figures(), indent=1) if as_json else report.words(language))

"""`kring bench`: the cost of pages on a seeded world, beside hello in the same run."""

import json
from pathlib import Path

import click

from kring.config.cli.ground import ground
from kring.config.cli.prepare import collect_static
from kring.config.cli.progress import shown_progress


@click.command()
@click.option("--people", type=click.IntRange(50, 100_000), default=2_000, show_default=True)
@click.option(
    "--items", type=click.IntRange(400, 2_000_000), default=100_000, show_default=True, help="Texts in all."
)
@click.option("--json", "target", type=click.Path(path_type=Path), help="Write the figures to this file too.")
def bench(people: int, items: int, target: Path | None) -> None:
    """Measure what pages cost, in CPU milliseconds of our processes and the database.

    Uses a database of its own in the private cluster and throws it away.
    """
    from kring.config.bench.run import run
    from kring.config.bench.sizes import Sizes

    with ground() as here, shown_progress() as progress:
        if here.cluster is None:
            raise click.ClickException("The bench needs the private database; leave DATABASE_URL out.")
        sizes = Sizes.of(people, items)
        costs = run(here.cluster, sizes, progress, collect_static)
    least = costs[0].total
    click.echo(
        f"{'page':30}{'CPU web':>9}{'database':>10}{'total':>8}{'x hello':>9}{'p50 ms':>8}{'p95':>8}{'kB':>7}"
    )
    for cost in costs:
        click.echo(
            f"{cost.name:30}{cost.web:9.2f}{cost.database:10.2f}{cost.total:8.2f}{cost.total / least:9.1f}"
            f"{cost.p50:8.1f}{cost.p95:8.1f}{cost.size / 1000:7.1f}"
        )
    if target is not None:
        target.write_text(
            json.dumps({"people": people, "items": items, "pages": [c.__dict__ for c in costs]})
        )

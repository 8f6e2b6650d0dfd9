"""`kring bench`: what pages and digests cost on a seeded world, and open streams on none."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from kring.config.cli.ground import ground
from kring.config.cli.prepare import collect_static
from kring.config.cli.progress import shown_progress

Figures = dict[str, Any]


@click.command()
@click.argument("what", type=click.Choice(["pages", "digests", "streams"]), default="pages")
@click.option("--people", type=click.IntRange(50, 100_000), default=2_000, show_default=True)
@click.option(
    "--items", type=click.IntRange(400, 2_000_000), default=100_000, show_default=True, help="Texts in all."
)
@click.option("--json", "target", type=click.Path(path_type=Path), help="Write the figures to this file too.")
def bench(what: str, people: int, items: int, target: Path | None) -> None:
    """Measure what pages, the digests of everybody or open streams (one each of so many people) cost.

    Uses a database of its own in the private cluster and throws it away.
    """
    from kring.config.bench.sizes import Sizes

    kinds: dict[str, Callable[..., Figures]] = {"pages": _pages, "digests": _digests, "streams": _streams}
    with ground() as here, shown_progress() as progress:
        if here.cluster is None:
            raise click.ClickException("The bench needs the private database; leave DATABASE_URL out.")
        figures = kinds[what](here.cluster, Sizes.of(people, items), progress)
    if target is not None:
        target.write_text(json.dumps({"people": people, "items": items, **figures}))


def _pages(cluster: Any, sizes: Any, progress: Any) -> Figures:
    from kring.config.bench.run import pages_cost

    costs = pages_cost(cluster, sizes, progress, collect_static)
    least = costs[0].total
    click.echo(
        f"{'page':30}{'CPU web':>9}{'database':>10}{'total':>8}{'x hello':>9}{'p50 ms':>8}{'p95':>8}{'kB':>7}"
    )
    for cost in costs:
        click.echo(
            f"{cost.name:30}{cost.web:9.2f}{cost.database:10.2f}{cost.total:8.2f}{cost.total / least:9.1f}"
            f"{cost.p50:8.1f}{cost.p95:8.1f}{cost.size / 1000:7.1f}"
        )
    return {"pages": [cost.__dict__ for cost in costs]}


def _digests(*world: Any) -> Figures:
    from kring.config.bench.digests import digest_cost

    cost = digest_cost(*world)
    click.echo(
        f"{cost.mails} digests for {cost.people} people in {cost.minutes:.1f} minutes:"
        f" {cost.cpu_web:.0f} s of CPU here, {cost.cpu_database:.0f} s in the database,"
        f" {cost.statements:.1f} statements a hundred people."
    )
    return {"digests": cost.__dict__}


def _streams(cluster: Any, sizes: Any, progress: Any) -> Figures:
    from kring.config.bench.streams import stream_cost

    cost = stream_cost(cluster, sizes.people, progress)
    click.echo(
        f"{cost.streams} open streams: {cost.kilobytes:.1f} kB each. {cost.receivers} of them heard news"
        f" after {cost.told:.0f} ms (worst of five: {cost.told_worst:.0f} ms)."
    )
    return {"streams": cost.__dict__}

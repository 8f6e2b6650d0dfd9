"""How large the seeded organisation is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sizes:
    """How many people, groups, threads and comments; items are threads and comments together."""

    people: int = 2_000
    groups: int = 50
    threads: int = 25_000
    comments: int = 75_000

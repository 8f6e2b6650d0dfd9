"""How large the seeded organisation is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sizes:
    """How many people, groups, threads and comments; items are threads and comments together."""

    people: int
    groups: int
    threads: int
    comments: int

    @classmethod
    def of(cls, people: int, items: int) -> "Sizes":
        """An organisation of so many people that wrote so many items, a quarter of them threads."""
        return cls(people, max(50, people // 20), items // 4, items - items // 4)

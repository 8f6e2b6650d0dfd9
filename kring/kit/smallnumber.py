"""The small-number rule: a figure about a handful of people is a figure about persons."""

from dataclasses import dataclass
from typing import Literal

THRESHOLD = 7
FLOOR = 5


def shown(count: int, threshold: int = THRESHOLD) -> int | None:
    """Return the count when it may be shown, None when it is about too few people.

    Nought is shown: it tells about nobody. `threshold` is the organisation's own figure.
    Raises ValueError for a negative count and for a threshold below FLOOR.
    """
    _check(count, threshold)
    return None if 0 < count < threshold else count


@dataclass(frozen=True)
class Share:
    """A share in whole percents: exactly that, or with a bound less or more than that."""

    percent: int
    bound: Literal["", "less", "more"] = ""


def share(part: int, whole: int, threshold: int = THRESHOLD) -> Share | None:
    """The share of people who did something that others cannot see; None: too few people to show.

    Near none and near all only a bound is told, and none and all themselves are treated the same way.
    With fewer than twice the threshold the two bounds meet, and between them they would tell of fewer
    people than the threshold: seven of seven would be the only "more than 0 %". So nothing is told there.
    """
    _check(part, threshold)
    if part > whole:
        raise ValueError(f"A part of {part} is more than the whole of {whole}.")
    if whole < 2 * threshold - 1:
        return None
    if part < threshold:
        return Share(-(-100 * threshold // whole), "less")
    if part > whole - threshold:
        return Share(100 * (whole - threshold) // whole, "more")
    return Share((200 * part + whole) // (2 * whole))


def stepped(count: int, threshold: int = THRESHOLD) -> int:
    """A count that is looked at again and again, down to whole steps: no look tells what one person did."""
    _check(count, threshold)
    return count - count % threshold


def _check(count: int, threshold: int) -> None:
    if threshold < FLOOR:
        raise ValueError(f"A small-number threshold below {FLOOR} is not allowed, got {threshold}.")
    if count < 0:
        raise ValueError(f"A count of people cannot be negative, got {count}.")

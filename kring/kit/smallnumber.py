"""The small-number rule: a figure about a handful of people is a figure about persons."""

THRESHOLD = 7
FLOOR = 5


def shown(count: int, threshold: int = THRESHOLD) -> int | None:
    """Return the count when it may be shown, None when it is about too few people.

    Nought is shown: it tells about nobody. `threshold` is the organisation's own figure.
    Raises ValueError for a negative count and for a threshold below FLOOR.
    """
    if threshold < FLOOR:
        raise ValueError(f"A small-number threshold below {FLOOR} is not allowed, got {threshold}.")
    if count < 0:
        raise ValueError(f"A count of people cannot be negative, got {count}.")
    return None if 0 < count < threshold else count

"""Addresses of pages."""

from functools import lru_cache

from django.urls import reverse


@lru_cache(maxsize=10_000)
def address(name: str, *args: object) -> str:
    """The address of a named page; looked up once, since a page shows many. Raises NoReverseMatch."""
    return reverse(name, args=args or None)

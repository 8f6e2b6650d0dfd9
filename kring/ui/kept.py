"""Parts of pages that look the same for everybody, rendered once for each language."""

from collections.abc import Callable, Hashable

from django.utils.translation import get_language
from markupsafe import Markup

MOST = 500  # parts; then all are thrown away and made again
_kept: dict[tuple[Hashable, ...], Markup] = {}


def kept(part: str, *shown: Hashable, caller: Callable[[], Markup]) -> Markup:
    """What a part of a page looks like: `{% call kept("part", all, it, shows) %}...{% endcall %}`.

    The trap: `shown` holds everything the part depends on besides the language, or somebody sees what was
    made for another. No person, no form token and nothing that is read from the database goes in; a test in
    this app lists every part.
    """
    key = (get_language(), part, *shown)
    found = _kept.get(key)
    if found is None:
        found = caller()
        if len(_kept) >= MOST:
            _kept.clear()
        _kept[key] = found
    return found

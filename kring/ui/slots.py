"""Named places in a lower app's page that an app above fills in.

The page calls `slot("profile.panels", viewer=viewer, person=person)`; `config/wiring.py` says which
functions answer. So the lower app shows the panel without knowing who made it.
"""

from collections.abc import Callable, Mapping, Sequence

from django.utils.module_loading import import_string
from markupsafe import Markup

Filler = Callable[..., str]
_slots: dict[str, tuple[str, ...]] = {}


class UnknownSlot(LookupError):
    """A page asks for a slot that the wiring does not name."""


def fill(table: Mapping[str, Sequence[str]]) -> None:
    """Take over the table of `config/wiring.py`: slot name to dotted names of its fillers, in order.

    A filler takes the slot's keyword arguments and returns rendered HTML, "" when it has nothing to show.
    """
    _slots.clear()
    _slots.update({name: tuple(fillers) for name, fillers in table.items()})


def slot(name: str, **context: object) -> Markup:
    """The HTML of everything that fills slot `name`; raises UnknownSlot for a name outside the table.

    The trap: fillers must return what a template rendered, since nothing is escaped here any more.
    """
    if name not in _slots:
        raise UnknownSlot(name)
    fillers: list[Filler] = [import_string(path) for path in _slots[name]]
    return Markup("").join(Markup(filler(**context)) for filler in fillers)  # noqa: S704

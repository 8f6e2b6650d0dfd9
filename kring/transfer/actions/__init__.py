"""Everything that takes over from elsewhere."""

from kring.transfer.actions.stackexchange import Wishes, import_stackexchange
from kring.transfer.refusal import ImportRefused

__all__ = ["ImportRefused", "Wishes", "import_stackexchange"]

"""Everything that takes over from elsewhere."""

from kring.transfer.actions.stackexchange import Wishes, import_stackexchange
from kring.transfer.actions.staff import StaffWishes, import_people
from kring.transfer.refusal import ImportRefused

__all__ = ["ImportRefused", "StaffWishes", "Wishes", "import_people", "import_stackexchange"]

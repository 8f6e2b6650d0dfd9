"""How the words of people and departments become addresses, and meet in another spelling."""

from kring.kit.names import fold

NAME_LENGTH = 60


def slug_of(name: str) -> str:
    """The folded shape of a name: "Arabisch spreken" becomes "arabisch-spreken"; "" for no words at all."""
    return fold(name).replace(" ", "-")[:NAME_LENGTH].strip("-")

"""What can go wrong with the private database, each with a sentence for the person at the terminal."""


class ClusterError(Exception):
    """The private database could not do what was asked; the text says what to do about it."""

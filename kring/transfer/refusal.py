"""How an import says no."""


class ImportRefused(Exception):
    """This cannot be taken over as it is; the text says why and what to do, for the operator."""

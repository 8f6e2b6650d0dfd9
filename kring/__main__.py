"""`python -m kring` is the console program `kring`."""

from kring.config.cli import main

main()

"""Whole walks through Kring, as people make them."""

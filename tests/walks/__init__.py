"""Whole walks through Kring, as people make them, on the site of tests.browser (so without `db`)."""

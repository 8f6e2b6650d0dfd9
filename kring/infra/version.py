"""Which version of Kring this is."""

import tomllib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path


def kring_version() -> str:
    """The version of the installed package, or of the checkout we run from."""
    try:
        return version("kring")
    except PackageNotFoundError:
        project = Path(__file__).resolve().parents[2] / "pyproject.toml"
        return str(tomllib.loads(project.read_text())["project"]["version"])

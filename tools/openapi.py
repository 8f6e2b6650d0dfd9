"""Writes the description of the API to docs/openapi.json, which a test compares with the code."""

import json
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Write the file anew."""
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kring.config.settings")
    os.environ.setdefault("KRING_SECRET_KEY", "only for the description")
    import django

    django.setup()
    from kring.config.api import openapi

    told = json.dumps(openapi(), indent=1, sort_keys=True, ensure_ascii=False)
    (ROOT / "docs" / "openapi.json").write_text(f"{told}\n", encoding="utf-8")


if __name__ == "__main__":
    main()

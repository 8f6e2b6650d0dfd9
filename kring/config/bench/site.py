"""The pages of the product with the addresses of the bench, for Granian."""

import os

from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kring.config.settings")
settings.ROOT_URLCONF = "kring.config.bench.urls"

from kring.config.wsgi import application  # noqa: E402 - after the addresses are set

__all__ = ["application"]

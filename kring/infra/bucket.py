"""A bucket that speaks S3, as a place for files; needs the extra `s3`, so it is imported where it is used."""

import threading
from functools import cache

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.files.storage import Storage
from storages.backends.s3 import S3Storage

_SPOOLED = 1_000_000  # bytes of an opened file that stay in memory; the rest goes to a temporary file
_one_at_a_time = threading.Lock()


def bucket() -> Storage:
    """The bucket of the settings. No address of it is ever given away: Kring reads each file itself."""
    with _one_at_a_time:
        return _opened(settings.BUCKET, tuple(settings.BUCKET_OPTIONS.items()))


def complaint() -> str:
    """Why the bucket cannot be used, or an empty text."""
    try:
        storage = bucket()
        storage.connection.meta.client.head_bucket(Bucket=settings.BUCKET)  # type: ignore[attr-defined]
    except (BotoCoreError, ClientError, ValueError) as error:
        return f"cannot be reached ({error})"
    return ""


@cache
def _opened(name: str, options: tuple[tuple[str, str | None], ...]) -> Storage:
    # Checksums only where they are asked for: many a store that speaks S3 does not know the new ones.
    config = Config(
        connect_timeout=5,
        read_timeout=20,
        retries={"total_max_attempts": 2, "mode": "standard"},
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    opened: Storage = S3Storage(
        bucket_name=name, client_config=config, max_memory_size=_SPOOLED, **dict(options)
    )
    return opened

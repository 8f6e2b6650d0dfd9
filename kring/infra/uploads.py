"""Uploads stop being kept as soon as they are larger than allowed, while they come in."""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

FORM_BYTES = 4_000_000  # what a form may hold besides its files


class LimitedUpload(FileUploadHandler):
    """Stands before the handlers that keep files: lets nothing through that is too large.

    The rest of the form is still read, so that what somebody typed beside the file is not lost.
    """

    def refuse_at_once(self, _input: Any, _meta: Any, content_length: int, *_more: Any) -> None:
        """Refuse a request that cannot be right before reading it."""
        if content_length > settings.FILE_COUNT * settings.FILE_BYTES + FORM_BYTES:
            raise RequestDataTooBig

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin to count."""
        super().new_file(*args, **kwargs)
        self.came = 0

    def weigh(self, raw_data: bytes, _start: int) -> bytes:
        """Count; a file that grows too large is let go, and its name kept for the sentence on the page."""
        self.came += len(raw_data)
        if self.came > settings.FILE_BYTES:
            if self.request is not None:
                refused_files(self.request).append(self.file_name or "")
            raise SkipFile
        return raw_data

    # The names by which Django calls them.
    handle_raw_input = refuse_at_once  # type: ignore[assignment]
    receive_data_chunk = weigh  # type: ignore[assignment]

    def file_complete(self, _file_size: int) -> None:
        """The next handler makes the file."""


def refused_files(request: HttpRequest) -> list[str]:
    """The names of files that were too large, of a request whose form was read."""
    names: list[str] = request.__dict__.setdefault("_refused_files", [])
    return names

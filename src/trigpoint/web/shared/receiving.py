"""Receives uploaded files without keeping what no page takes: a disk must not fill up while a file is on its way."""

from django.conf import settings
from django.core.files.uploadhandler import TemporaryFileUploadHandler

MEGABYTE = 1024 * 1024  # the larger of the two that people mean


def largest_file() -> int:
    """Bytes of the largest file that any page takes."""
    return max(settings.UPLOAD_LIMIT_MB, settings.REGISTER_LIMIT_MB) * MEGABYTE


class UploadHandler(TemporaryFileUploadHandler):
    """Keeps a file up to the largest size that any page takes; of a larger one the rest is read and forgotten.

    The file still says its true size, so the form refuses it in words, and what was sent with it is not lost.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start <= largest_file():
            super().receive_data_chunk(raw_data, start)

"""Is an uploaded file what it says it is? Judged by its content; the name only has to agree. Nothing is unpacked."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO

UNPACKED_LIMIT = 300 * 1024 * 1024  # bytes an office file may claim to unpack to
RATIO_LIMIT = 200  # unpacked bytes for each packed one; text in XML rarely passes 50
ENTRIES_LIMIT = 5000
HEAD = 8192  # bytes looked at


class Refusal(StrEnum):
    """Why a file is not taken. The page has the words."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    UNKNOWN_TYPE = "unknown_type"
    NAME_DISAGREES = "name_disagrees"
    BROKEN = "broken"
    TOO_DENSE = "too_dense"  # it would unpack to far more than it is: a zip bomb
    MACROS = "macros"


class BadUpload(ValueError):
    """A file that is not taken, with the reason."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


@dataclass(frozen=True)
class FileType:
    extensions: tuple[str, ...]
    content_type: str


OFFICE = "application/vnd.openxmlformats-officedocument"
PDF = FileType((".pdf",), "application/pdf")
PNG = FileType((".png",), "image/png")
JPEG = FileType((".jpg", ".jpeg"), "image/jpeg")
CSV = FileType((".csv",), "text/csv")
XLSX = FileType((".xlsx",), f"{OFFICE}.spreadsheetml.sheet")
DOCX = FileType((".docx",), f"{OFFICE}.wordprocessingml.document")
TYPES = (PDF, PNG, JPEG, CSV, XLSX, DOCX)


def check_upload(file: BinaryIO, *, name: str, size: int, limit: int) -> FileType:
    """The type of a file by its content. `size` and `limit` in bytes. BadUpload says why a file is not taken.

    Leaves the file at its beginning.
    """
    if size == 0:
        raise BadUpload(Refusal.EMPTY)
    if size > limit:
        raise BadUpload(Refusal.TOO_LARGE)
    named = next((each for each in TYPES if name.lower().endswith(each.extensions)), None)
    if named is None:
        raise BadUpload(Refusal.UNKNOWN_TYPE)
    file.seek(0)
    head = file.read(HEAD)
    found = _type_of(file, head)
    file.seek(0)
    if found is not named:
        raise BadUpload(Refusal.NAME_DISAGREES)
    return found


def _type_of(file: BinaryIO, head: bytes) -> FileType | None:
    if head.startswith(b"%PDF-"):
        return PDF
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"PK\x03\x04"):
        return _office_type(file)
    return CSV if _is_text(head) else None


def _office_type(file: BinaryIO) -> FileType | None:
    """Reads the list of contents at the end of the package, and no content."""
    try:
        entries = zipfile.ZipFile(file).infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        raise BadUpload(Refusal.BROKEN) from None
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if unpacked > min(UNPACKED_LIMIT, RATIO_LIMIT * max(packed, 1)) or len(entries) > ENTRIES_LIMIT:
        raise BadUpload(Refusal.TOO_DENSE)
    names = {entry.filename for entry in entries}
    if any(name.endswith("vbaProject.bin") for name in names):
        raise BadUpload(Refusal.MACROS)
    if "[Content_Types].xml" not in names:
        return None
    if "xl/workbook.xml" in names:
        return XLSX
    return DOCX if "word/document.xml" in names else None


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):  # spreadsheets save "Unicode text" as UTF-16
        return True
    return not any(byte < 9 or 13 < byte < 32 for byte in head) and not head.lstrip().startswith(b"<")

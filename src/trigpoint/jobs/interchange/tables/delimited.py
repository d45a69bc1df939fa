"""CSV as it comes: UTF-8 or UTF-16 with or without a mark, else Windows-1252; perhaps packed with gzip."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

from trigpoint.jobs.interchange.mistakes import FileMistake, refuse
from trigpoint.jobs.interchange.tables.opening import MEGABYTE, Limits, Table

CHUNK = 1 << 20
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
OTHER_DELIMITERS = {";": FileMistake.SEMICOLONS, "\t": FileMistake.TABS, "|": FileMistake.BARS}


@contextmanager
def open_delimited(path: Path, name: str, limits: Limits, *, packed: bool) -> Iterator[Table]:
    """The rows of a CSV file. BadContent: too large unpacked, torn, of no known encoding, or without commas."""
    encoding, spoken = _encoding(path, name, limits, packed)
    with _bytes(path, packed) as stream, io.TextIOWrapper(stream, encoding, newline="") as text:
        reader = csv.reader(text)
        header = tuple(cell.strip() for cell in _next(reader, name, 1) or ())
        _check_delimiter(header, name)
        yield Table(name, header, _rows(reader, name), spoken)


def _bytes(path: Path, packed: bool) -> BinaryIO:
    return cast(BinaryIO, gzip.open(path, "rb")) if packed else path.open("rb")


def _encoding(path: Path, name: str, limits: Limits, packed: bool) -> tuple[str, str]:
    """Reads the file once through: the only way to know that it is whole, not a bomb, and decodes to its end."""
    utf8 = codecs.getincrementaldecoder("utf-8")()
    windows = codecs.getincrementaldecoder("cp1252")()
    found, total, first, is_utf8 = None, 0, True, True
    for chunk in _chunks(path, name, packed):
        total += len(chunk)
        if total > limits.unpacked * MEGABYTE:
            raise refuse(name, FileMistake.SWELLING, limit=limits.unpacked)
        if first:
            found = next(((code, spoken) for mark, code, spoken in MARKS if chunk.startswith(mark)), None)
            first = False
        if b"\0" in chunk and not (found and found[0] == "utf-16"):
            raise refuse(name, FileMistake.NOT_TEXT)
        if found:
            continue
        try:
            if is_utf8:
                utf8.decode(chunk)
        except UnicodeDecodeError:
            is_utf8 = False
        _as_windows(windows, chunk, name, is_utf8)
    return found or (("utf-8", "UTF-8") if is_utf8 else ("cp1252", "Windows-1252"))


def _as_windows(decoder: codecs.IncrementalDecoder, chunk: bytes, name: str, is_utf8: bool) -> None:
    if is_utf8:
        return
    try:
        decoder.decode(chunk)
    except UnicodeDecodeError:
        raise refuse(name, FileMistake.UNKNOWN_ENCODING) from None


def _chunks(path: Path, name: str, packed: bool) -> Iterator[bytes]:
    with _bytes(path, packed) as stream:
        while chunk := _read(stream, name):
            yield chunk


def _read(stream: BinaryIO, name: str) -> bytes:
    try:
        return stream.read(CHUNK)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise refuse(name, FileMistake.TORN) from None


def _check_delimiter(header: tuple[str, ...], name: str) -> None:
    line = header[0] if header else ""
    for delimiter, mistake in OTHER_DELIMITERS.items():
        if len(header) == 1 and delimiter in line:
            raise refuse(name, mistake, row=1)


def _next(reader: Any, name: str, row: int) -> list[str] | None:
    """The row that begins next. An open quotation mark is told where it stands, not where the reader gave up."""
    try:
        return cast("list[str] | None", next(reader, None))
    except (csv.Error, UnicodeDecodeError) as error:
        raise refuse(name, FileMistake.UNREADABLE_LINE, row=row, error=str(error)) from None


def _rows(reader: Any, name: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    number = 1
    while (row := _next(reader, name, number + 1)) is not None:
        number += 1
        if row:
            yield number, tuple(row)

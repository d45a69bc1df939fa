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

from trigpoint.engine.frameworks.problems import BadContent
from trigpoint.jobs.interchange.tables.opening import MEGABYTE, Limits, Table, refuse

CHUNK = 1 << 20
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
OTHER_DELIMITERS = {";": "semicolons", "\t": "tabs", "|": "upright bars"}


@contextmanager
def open_delimited(path: Path, name: str, limits: Limits, *, packed: bool) -> Iterator[Table]:
    """The rows of a CSV file. BadContent: too large unpacked, torn, of no known encoding, or without commas."""
    encoding, spoken = _encoding(path, name, limits, packed)
    with _bytes(path, packed) as stream, io.TextIOWrapper(stream, encoding, newline="") as text:
        reader = csv.reader(text)
        header = tuple(cell.strip() for cell in _next(reader, name) or ())
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
            wrong = f"unpacked, the file has more than {limits.unpacked} MB."
            raise refuse(name, wrong, "Send the register alone; no register is that large.")
        if first:
            found = next(((code, spoken) for mark, code, spoken in MARKS if chunk.startswith(mark)), None)
            if found is None and b"\0" in chunk:
                wrong = "this is not text, or text in UTF-16 without the mark at its start."
                raise refuse(name, wrong, "Save it again as CSV with the encoding UTF-8.")
            first = False
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
        wrong = "the text is neither UTF-8 nor UTF-16 nor Windows-1252."
        raise refuse(name, wrong, "Save it again as CSV with the encoding UTF-8.") from None


def _chunks(path: Path, name: str, packed: bool) -> Iterator[bytes]:
    with _bytes(path, packed) as stream:
        while chunk := _read(stream, name):
            yield chunk


def _read(stream: BinaryIO, name: str) -> bytes:
    try:
        return stream.read(CHUNK)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        wrong = "the packed file breaks off before its end, so rows are missing."
        raise refuse(name, wrong, "Download it again; nothing was changed.") from None


def _check_delimiter(header: tuple[str, ...], name: str) -> None:
    line = header[0] if header else ""
    for delimiter, spoken in OTHER_DELIMITERS.items():
        if len(header) == 1 and delimiter in line:
            wrong = f"the columns are separated by {spoken}, where registers use commas."
            raise refuse(name, wrong, "Save it again as CSV with commas between columns.", row=1)


def _next(reader: Any, name: str) -> list[str] | None:
    try:
        return cast("list[str] | None", next(reader, None))
    except (csv.Error, UnicodeDecodeError) as error:
        wrong = f"the text cannot be read on from here ({error})."
        raise _at_line(name, reader, wrong) from None


def _rows(reader: Any, name: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    number = 1
    while (row := _next(reader, name)) is not None:
        number += 1
        if row:
            yield number, tuple(row)


def _at_line(name: str, reader: Any, wrong: str) -> BadContent:
    instead = "Look for a quotation mark that is not closed, or save the file again as UTF-8."
    return refuse(name, wrong, instead, row=int(reader.line_num) + 1)

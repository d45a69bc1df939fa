"""The first sheet of an XLSX workbook, row by row. Formulas are not worked out: a register holds values."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from trigpoint.engine.frameworks.problems import BadContent
from trigpoint.jobs.interchange.mistakes import FileMistake, RefusedFile, refuse
from trigpoint.jobs.interchange.tables.opening import MEGABYTE, Limits, Table

LARGEST_RATIO = 100  # real workbooks pack about tenfold
SMALL = MEGABYTE  # below this a high ratio does no harm
LARGEST_TEXTS = 60  # megabytes; the shared texts of a workbook are held in memory


@contextmanager
def open_workbook(path: Path, name: str, limits: Limits) -> Iterator[Table]:
    """The rows of a workbook's first sheet. BadContent: no workbook, torn, or swells beyond the limits."""
    from openpyxl import load_workbook

    _check_parts(path, name, limits)
    with path.open("rb") as stream:  # a path would need the right ending, which a stored upload has not
        try:
            book = load_workbook(stream, read_only=True, keep_links=False)
        except Exception as error:  # openpyxl lets out whatever its parts raise
            raise _not_a_workbook(name, error) from None
        try:
            rows = _cells(book, name)
            header = tuple("" if cell is None else str(cell).strip() for cell in next(rows, (1, ()))[1])
            yield Table(name, header, _filled(rows, len(header)), "workbook")
        finally:
            book.close()


def _check_parts(path: Path, name: str, limits: Limits) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile as error:
        raise _not_a_workbook(name, error) from None
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        raise refuse(name, FileMistake.NOT_A_WORKBOOK)
    unpacked = sum(part.file_size for part in parts)
    swelling = [
        part
        for part in parts
        if part.file_size > SMALL and part.file_size > LARGEST_RATIO * max(part.compress_size, 1)
    ]
    texts = sum(part.file_size for part in parts if part.filename.endswith("sharedStrings.xml"))
    if swelling or unpacked > limits.unpacked * MEGABYTE or texts > LARGEST_TEXTS * MEGABYTE:
        raise refuse(name, FileMistake.SWELLING_WORKBOOK, size=round(unpacked / MEGABYTE))


def _not_a_workbook(name: str, error: Exception) -> RefusedFile:
    return refuse(name, FileMistake.UNREADABLE_WORKBOOK, error=type(error).__name__)


def _cells(book: Any, name: str) -> Iterator[tuple[int, tuple[Any, ...]]]:
    from trigpoint.jobs.interchange.tables.sheet import SheetReader

    try:
        sheet = book.worksheets[0]
        reader = SheetReader(sheet._shared_strings, book._date_formats, book.epoch)
        with book._archive.open(sheet._worksheet_path) as stream:
            yield from reader.rows(stream)
    except BadContent:
        raise
    except Exception as error:  # a torn or forged sheet: the XML parser, the unpacker or a number gives up
        raise _not_a_workbook(name, error) from None


def _filled(rows: Iterator[tuple[int, tuple[Any, ...]]], width: int) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """Empty cells at the end of a row are not in the file."""
    for number, row in rows:
        yield number, row + (None,) * (width - len(row))

"""Tables that people take away: CSV and XLSX, with the notes that a figure must not travel without."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

Cell = str | int | float | None
"""None is an empty cell: nothing is said. What is not known is said in words."""

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet may take for the beginning of a formula."""
LONGEST_SHEET_NAME = 31
WIDEST = 60  # characters; longer texts wrap


@dataclass(frozen=True)
class Table:
    """A picture's figures. `notes` are label and words: edition, source, date, how the figures may be used."""

    name: str  # of the file and the sheet; letters, digits and hyphens
    title: str
    headers: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    notes: Sequence[tuple[str, str]] = field(default_factory=tuple)


def neutralise(cell: Cell) -> Cell:
    """Text that a spreadsheet would run, made text again by an apostrophe before it. Numbers stay numbers."""
    if isinstance(cell, str) and cell.lstrip(" \n").startswith(DANGEROUS):
        return "'" + cell
    return cell


def to_csv(table: Table) -> bytes:
    """UTF-8 with a byte order mark, so that a spreadsheet reads every language; the notes stand under the rows."""
    lines = io.StringIO(newline="")
    writer = csv.writer(lines)
    for row in _lines(table):
        writer.writerow(["" if cell is None else cell for cell in map(neutralise, row)])
    return lines.getvalue().encode("utf-8-sig")


def to_workbook(table: Table) -> bytes:
    """An XLSX workbook of two sheets: the table, and the notes. Every text is written as text, never as a formula."""
    from xlsxwriter import Workbook

    held = io.BytesIO()
    with Workbook(held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold, wrapped = (
            book.add_format({"bold": True, "text_wrap": True}),
            book.add_format({"text_wrap": True}),
        )
        sheet = book.add_worksheet(table.name[:LONGEST_SHEET_NAME])
        sheet.write_row(0, 0, [neutralise(header) for header in table.headers], bold)
        for number, row in enumerate(table.rows, start=1):
            for place, cell in enumerate(row):
                _write(sheet, number, place, cell)
        sheet.freeze_panes(1, 1)
        for place, width in enumerate(_widths(table)):
            sheet.set_column(place, place, width)
        about = book.add_worksheet("notes")
        about.set_column(0, 0, 24)
        about.set_column(1, 1, 90, wrapped)
        for number, (label, words) in enumerate([("", table.title), *table.notes]):
            _write(about, number, 0, label)
            _write(about, number, 1, words)
    return held.getvalue()


def _write(sheet: object, row: int, place: int, cell: Cell) -> None:
    safe = neutralise(cell)
    if isinstance(safe, str):
        sheet.write_string(row, place, safe)  # type: ignore[attr-defined]
    elif safe is not None:
        sheet.write_number(row, place, safe)  # type: ignore[attr-defined]


def _lines(table: Table) -> Iterator[Sequence[Cell]]:
    yield table.headers
    yield from table.rows
    yield ()
    yield (table.title,)
    yield from table.notes


def _widths(table: Table) -> list[int]:
    longest = [len(header) for header in table.headers]
    for row in table.rows:
        for place, cell in enumerate(row):
            longest[place] = max(longest[place], len(str(cell)))
    return [min(width + 2, WIDEST) for width in longest]

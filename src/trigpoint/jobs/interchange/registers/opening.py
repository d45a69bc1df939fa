"""Which register a file is, of which date, and its rows."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from trigpoint.engine.registers.kinds import KindRules, read_kinds
from trigpoint.jobs.interchange.gias import layouts as gias
from trigpoint.jobs.interchange.hk_edb import layouts as hk_edb
from trigpoint.jobs.interchange.mistakes import FileMistake, RefusedFile, refuse
from trigpoint.jobs.interchange.registers.layout import Item, Layout, Numbered
from trigpoint.jobs.interchange.tables.opening import Limits, Table, open_table
from trigpoint.jobs.storage.packaged_content import content_text

LAYOUTS: tuple[Layout, ...] = (*gias.LAYOUTS, *hk_edb.LAYOUTS)
PRECEDENCE = tuple(layout.id for layout in LAYOUTS)
"""Which source is believed where two speak of the same date: the fuller one."""
KIND_FILES = {"england": "registers/england_kinds.yaml", "hong-kong": "registers/hong_kong_kinds.yaml"}
EIGHT_DIGITS = re.compile(r"(?<!\d)(20\d\d)(\d\d)(\d\d)(?!\d)")
SIX_DIGITS = re.compile(r"(?<!\d)(20\d\d)(\d\d)(?!\d)")
ACADEMIC_YEAR = re.compile(r"(?<!\d)20\d\d-(20\d\d)(?!\d)")


class CountedRows:
    """The rows of a table, counted as they pass; one institution may take several."""

    def __init__(self, source: Iterator[Numbered]) -> None:
        self.source = source
        self.rows = 0

    def __iter__(self) -> Iterator[Numbered]:
        for row in self.source:
            self.rows += 1
            yield row


@dataclass(frozen=True)
class RegisterFile:
    """An opened register. `items` streams rows, problems and rows passed over; it can be read once."""

    name: str
    layout: Layout
    as_of: date
    encoding: str
    items: Iterator[Item]
    counted: CountedRows


@contextmanager
def open_register(
    path: Path, *, name: str = "", as_of: date | None = None, today: date, limits: Limits | None = None
) -> Iterator[RegisterFile]:
    """A register by its header. `as_of` is for files whose name does not carry a date; it wins over the name.

    BadContent: no table, no layout that is known, no date, or a date to come.
    """
    shown = name or path.name
    with open_table(path, shown, limits or Limits()) as table:
        layout = find_layout(table)
        day = as_of or date_in_name(shown)
        if day is None:
            raise refuse(shown, FileMistake.NO_DATE)
        if day > today:
            raise refuse(shown, FileMistake.DATE_TO_COME, date=f"{day:%d.%m.%Y}")
        counted = CountedRows(table.rows)
        items = layout.read(layout, replace(table, rows=iter(counted)), day)
        yield RegisterFile(shown, layout, day, table.encoding, items, counted)


def find_layout(table: Table) -> Layout:
    """The layout that a header fits. BadContent names those that are known, and what the nearest one lacks."""
    for layout in LAYOUTS:
        if layout.fits(table.header):
            return layout
    raise _no_layout(table.name, table.header)


def _no_layout(name: str, header: Sequence[str]) -> RefusedFile:
    def likeness(layout: Layout) -> int:
        return sum(bool(difflib.get_close_matches(name, header, 1, 0.9)) for name in layout.recognised_by)

    nearest = max(LAYOUTS, key=likeness)
    missing = ", ".join(sorted(nearest.recognised_by - set(header)))
    known = tuple(layout.title for layout in LAYOUTS)
    if likeness(nearest) == 0 or not missing:
        return refuse(name, FileMistake.UNKNOWN_COLUMNS, row=1, known=known)
    titles = (nearest.title,)
    return refuse(name, FileMistake.MISSING_COLUMNS, row=1, nearest=titles, missing=missing, known=known)


def date_in_name(name: str) -> date | None:
    """The date in a file's name: 20250422, or a month (its first day), or a school year (its last day)."""
    for pattern in (EIGHT_DIGITS, SIX_DIGITS):
        for found in pattern.finditer(name):
            parts = [int(part) for part in found.groups()]
            try:
                return date(*parts) if len(parts) == 3 else date(parts[0], parts[1], 1)
            except ValueError:
                continue
    year = ACADEMIC_YEAR.search(name)
    return date(int(year[1]), 8, 31) if year else None


@cache
def kind_rules(jurisdiction: str) -> KindRules:
    """What a jurisdiction's types of institution mean here, from packaged content."""
    file = content_text(KIND_FILES[jurisdiction])
    return read_kinds(file.text, file.name)

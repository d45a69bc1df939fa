"""Reads a folder of evidence tables strictly: every mistake with its file, row and column, or all rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from trigpoint.engine.datasets.columns import Table, Type
from trigpoint.engine.datasets.records import TABLES
from trigpoint.engine.frameworks.problems import BadContent, Problem
from trigpoint.jobs.interchange.evidence_tables.cells import BadCell, date_form, read_cell
from trigpoint.jobs.interchange.evidence_tables.mapping import RecordMapping, TableMapping
from trigpoint.jobs.interchange.tables.opening import Limits, open_table

ENDINGS = (".csv", ".csv.gz", ".xlsx", ".parquet")
MOST_PROBLEMS = 200
REFERS_TO = {
    "enrolments": (("institution", "pupil"), "pupils"),
    "participations": (("institution", "pupil"), "pupils"),
    "destinations": (("institution", "pupil"), "pupils"),
}
"""Tables whose rows must speak of a row of another table."""

type Row = dict[str, Any]


@dataclass
class _Reader:
    """One table's file on its way to rows."""

    table: Table
    file: str
    mapping: TableMapping | None = None
    problems: list[Problem] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    seen: dict[tuple[Any, ...], int] = field(default_factory=dict)
    forms: dict[str, tuple[str, int]] = field(default_factory=dict)

    def note(self, row: int, column: str, wrong: str, instead: str) -> None:
        self.problems.append(Problem(self.file, row, column, wrong, instead))

    def read(self, header: Sequence[str], rows: Iterator[tuple[int, Sequence[Any]]]) -> None:
        """Reads every row under a header; stops where there are too many mistakes to be one by one."""
        places = self._places(header)
        if self.problems:
            return
        for number, cells in rows:
            if not any(cell not in (None, "") for cell in cells):
                continue
            self._row(number, {name: cells[at] if at < len(cells) else None for name, at in places.items()})
            if len(self.problems) >= MOST_PROBLEMS:
                self.note(number, "", "there are too many mistakes to go on.", "Mend these first.")
                return

    def _places(self, header: Sequence[str]) -> dict[str, int]:
        """Which column stands where. Spaces around a name and capital letters do not matter."""
        names = [str(name or "").strip().lower() for name in header]
        if self.mapping:
            names = self._mapped(header)
        known = [column.name for column in self.table]
        for name in dict.fromkeys(names):
            if name and name not in known:
                close = get_close_matches(name, known, n=1)
                meant = f"Do you mean {close[0]}? " if close else ""
                self.note(
                    1, name, f"there is no column '{name}'.", f"{meant}The columns are: {', '.join(known)}."
                )
            if name and names.count(name) > 1:
                self.note(1, name, f"the column '{name}' is there twice.", "Keep one of them.")
        for column in self.table:
            always = self.mapping.always if self.mapping else {}
            if column.required and column.name not in names and column.name not in always:
                self.note(
                    1, column.name, f"the column '{column.name}' is missing.", f"Add it: {column.about}."
                )
        return {name: at for at, name in enumerate(names) if name}

    def _mapped(self, header: Sequence[str]) -> list[str]:
        """The names here of the columns of the file; what the mapping names must be there."""
        assert self.mapping
        headings = [str(name or "").strip().lower() for name in header]
        for column, heading in self.mapping.columns.items():
            if heading.strip().lower() not in headings:
                there = ", ".join(str(name) for name in header if name)
                self.note(
                    1,
                    column,
                    f"there is no heading '{heading}', which the mapping names.",
                    f"The headings are: {there}.",
                )
        return self.mapping.headings(header)

    def _row(self, number: int, cells: Mapping[str, Any]) -> None:
        row: Row = {}
        for column in self.table:
            written = cells.get(column.name)
            if self.mapping:
                written = self.mapping.value(column.name, written)
            try:
                row[column.name] = read_cell(column, written)
            except BadCell as bad:
                wrong, _, instead = str(bad).partition("; ")
                self.note(number, column.name, f"{wrong}.", f"{instead[:1].upper()}{instead[1:]}.")
                continue
            if column.type is Type.DATE and row[column.name] is not None:
                self._same_form(number, column.name, written)
        key = tuple(row.get(name) for name in self.table.key)
        if None not in key and key in self.seen:
            named = ", ".join(f"{name} {value}" for name, value in zip(self.table.key, key, strict=True))
            self.note(
                number, "", f"{named} is there already, in row {self.seen[key]}.", "Keep one of the two rows."
            )
        self.seen.setdefault(key, number)
        self.rows.append(row)

    def _same_form(self, number: int, column: str, written: Any) -> None:
        """A column keeps to one form of dates, so that a day and a month cannot be mistaken for one another."""
        form = date_form(written)
        if form is None:
            return
        first, row = self.forms.setdefault(column, (form, number))
        if form != first:
            wrong = f"'{written}' is written another way than the dates before it, as in row {row}."
            self.note(number, column, wrong, f"Write all of them like {first}.")


def read_records(
    folder: Path, *, mapping: RecordMapping | None = None, limits: Limits | None = None
) -> dict[str, list[Row]]:
    """The rows of every table of a folder, by name of table. A table without a file has no rows. `mapping`: for tables
    that are called or written otherwise; the others are read as they are.

    BadContent with every mistake, by file, row and column (row 1 is the header), if there is one.
    """
    problems: list[Problem] = []
    found: dict[str, list[Row]] = {}
    for table in TABLES:
        mapped = mapping.tables.get(table.name) if mapping else None
        files = _files(folder, table, mapped)
        if len(files) > 1:
            names = " and ".join(path.name for path in files)
            problems.append(Problem(folder.name, 0, table.name, f"there are {names}.", "Keep one of them."))
        elif files:
            reader = _Reader(table, files[0].name, mapped)
            try:
                with _opened(files[0], limits or Limits(file=2_000, unpacked=20_000)) as (header, rows):
                    reader.read(header, rows)
            except BadContent as error:
                problems += error.problems
            problems += reader.problems
            found[table.name] = reader.rows
        elif mapped:
            wrong = f"there is no file '{mapped.file}', which the mapping names."
            problems.append(Problem(folder.name, 0, table.name, wrong, "Add it, or name another."))
        elif table.needed:
            wrong = f"the table of {table.name} is missing."
            problems.append(
                Problem(folder.name, 0, table.name, wrong, f"Add {table.name}.csv: {table.about}.")
            )
    problems += _lost_references(found)
    if problems:
        raise BadContent(problems)
    return found


def _files(folder: Path, table: Table, mapping: TableMapping | None) -> list[Path]:
    names = [mapping.file] if mapping else [f"{table.name}{ending}" for ending in ENDINGS]
    return [path for path in (folder / name for name in names) if path.is_file()]


@contextmanager
def _opened(
    path: Path, limits: Limits
) -> Iterator[tuple[Sequence[str], Iterator[tuple[int, Sequence[Any]]]]]:
    """The header and the numbered rows of a file."""
    if path.suffix != ".parquet":
        with open_table(path, path.name, limits) as table:
            yield table.header, table.rows
        return
    try:
        file = pq.ParquetFile(path)
    except (pa.ArrowInvalid, OSError) as error:
        raise BadContent(
            [
                Problem(
                    path.name, 0, "", "this is no whole Parquet file.", "It may be cut off: write it again."
                )
            ]
        ) from error
    with file:
        yield file.schema_arrow.names, _parquet_rows(file, path.name)


def _parquet_rows(file: pq.ParquetFile, name: str) -> Iterator[tuple[int, Sequence[Any]]]:
    number = 1
    try:
        for batch in file.iter_batches():
            for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                number += 1
                yield number, row
    except (pa.ArrowInvalid, OSError) as error:
        wrong = "the file cannot be read further."
        raise BadContent([Problem(name, number, "", wrong, "It may be damaged: write it again.")]) from error


def _lost_references(found: Mapping[str, Sequence[Row]]) -> Iterator[Problem]:
    """Rows that speak of a row that another table does not have."""
    # A cell that was wrong, and has been told, is not there.
    activities = {(row.get("institution"), row.get("activity")) for row in found.get("activities", ())}
    for name, (key, other) in REFERS_TO.items():
        known = {tuple(row.get(each) for each in key) for row in found.get(other, ())}
        for n, row in enumerate(found.get(name, ()), start=2):
            if None in (row.get(each) for each in key):
                continue  # its own cell is wrong, and has been told
            if tuple(row.get(each) for each in key) not in known:
                said = ", ".join(f"{each} {row.get(each)}" for each in key)
                yield Problem(
                    name, n, key[-1], f"{other} has no row for {said}.", f"Add it to {other}, or correct it."
                )
            if name == "participations" and (row.get("institution"), row.get("activity")) not in activities:
                said = f"institution {row.get('institution')}, activity {row.get('activity')}"
                wrong = f"activities has no row for {said}."
                yield Problem(name, n, "activity", wrong, "Add it to activities, or correct it.")

"""A copy of a hub's tables as CSV, with mistakes in known places: what somebody's export looks like at first."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from trigpoint.jobs.synthesis.writing import named

DIRTY, LIST = "dirty", "broken.json"
HEADER = 1
"""Rows are counted as people see them: the header is row 1."""


@dataclass(frozen=True)
class Mistake:
    """One broken cell, or a doubled row, which has no column."""

    file: str
    row: int
    column: str
    written: str
    how: str


@dataclass(frozen=True)
class _Way:
    """How cells of one column are broken: from what was written to what is written now."""

    table: str
    column: str
    how: str
    broken: Callable[[str], str]


def _dotted(written: str) -> str:
    year, month, day = written.split("-")
    return f"{day}.{month}.{year}"


def _slashed(written: str) -> str:
    year, month, day = written.split("-")
    return f"{day}/{month}/{year}"


WAYS = (
    _Way("pupils", "born_on", "a date in a form that nobody reads", _dotted),
    _Way("pupils", "free_meals", "neither yes nor no", lambda _: "perhaps"),
    _Way("enrolments", "started_on", "a date in another form than the others", _slashed),
    _Way("enrolments", "started_on", "empty where it must not be", lambda _: ""),
    _Way("enrolments", "pupil", "a key with a space after it", lambda written: f"{written} "),
    _Way("activities", "held_on", "a day that does not exist", lambda written: f"{written[:4]}-02-30"),
    _Way("activities", "minutes", "no whole number", lambda _: "an hour"),
    _Way("participations", "state", "a word that is not on the list", lambda _: "here"),
    _Way("participations", "pupil", "a key with a space before it", lambda written: f" {written}"),
    _Way("participations", "activity", "an activity that is in no table", lambda _: "a99999"),
)
DOUBLED = ("pupils", "participations")
EACH = 2
"""How often each mistake is made."""


def write_broken(hub: Path, out: Path, seed: int) -> list[Mistake]:
    """Writes a hub's tables to `out`/dirty as CSV, broken in every way, beside a list of all mistakes.

    The same hub and seed are broken in the same places. OSError where the disk refuses.
    """
    making, place = out / f".unfinished-{DIRTY}", out / DIRTY
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(parents=True)
    mistakes: list[Mistake] = []
    for file in sorted(hub.glob("*.parquet")):
        table, made = broken_table(pq.read_table(file), file.stem, seed)
        mistakes += made
        csv = making / f"{file.stem}.csv"
        with named(csv):
            pa_csv.write_csv(table, csv)
    listed = json.dumps([asdict(mistake) for mistake in mistakes], indent=2)
    (making / LIST).write_text(listed + "\n", encoding="utf-8")
    shutil.rmtree(place, ignore_errors=True)
    making.rename(place)
    return mistakes


def broken_table(table: pa.Table, name: str, seed: int) -> tuple[pa.Table, list[Mistake]]:
    """A table as text with mistakes, and what they are. Every mistake is in a row of its own, none in the first."""
    dice = np.random.default_rng([seed, len(name)])
    columns = {each: table[each].cast(pa.string()).combine_chunks() for each in table.column_names}
    ways = [way for way in WAYS if way.table == name for _ in range(EACH)]
    rows = iter(dice.permutation(np.arange(1, table.num_rows)).tolist())
    mistakes = [made for way in ways if (made := _break(columns, way, rows))]
    text = pa.table(columns)
    if name in DOUBLED:
        doubles = list(islice(rows, EACH))
        mistakes += [
            Mistake(f"{name}.csv", table.num_rows + 1 + n + HEADER, "", "", f"row {row + 1 + HEADER} again")
            for n, row in enumerate(doubles)
        ]
        text = pa.concat_tables([text, text.take(doubles)])
    return text, mistakes


def _break(columns: dict[str, Any], way: _Way, rows: Iterator[int]) -> Mistake | None:
    """Breaks the cell of the next row that has something written in it; None where no row is left."""
    column = columns[way.column]
    row = next((row for row in rows if column[row].is_valid), None)
    if row is None:
        return None
    written = way.broken(column[row].as_py())
    chosen = pa.array(np.arange(len(column)) == row)
    columns[way.column] = pc.if_else(chosen, written, column)
    return Mistake(f"{way.table}.csv", row + 1 + HEADER, way.column, written, way.how)


def as_data(mistakes: Iterable[Mistake]) -> Mapping[str, int]:
    """How many mistakes of each sort there are."""
    found: dict[str, int] = {}
    for mistake in mistakes:
        how = mistake.how if mistake.column else "a row doubled"
        found[how] = found.get(how, 0) + 1
    return found

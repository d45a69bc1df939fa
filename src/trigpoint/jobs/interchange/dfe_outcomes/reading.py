"""Reads outcome files row by row, as they are published: CSV, plain or packed.

A cell that is neither a number nor one of the publisher's words for withheld stops the reading: a wrong figure would
otherwise look like one that was not published.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from trigpoint.engine.frameworks.problems import BadContent, Problem
from trigpoint.engine.statistics.destinations import Destinations
from trigpoint.engine.statistics.headcounts import OnRoll
from trigpoint.engine.statistics.neet import NeetRates
from trigpoint.jobs.interchange.dfe_outcomes import layouts
from trigpoint.jobs.interchange.dfe_outcomes.layouts import Layout
from trigpoint.jobs.interchange.mistakes import shown
from trigpoint.jobs.interchange.tables.opening import Limits, open_table


@dataclass(frozen=True, slots=True)
class AreaYear:
    """A row of the NEET scorecard. `level` is nation, region or area; `region` is empty for the nation."""

    year: str
    level: str
    region: str
    area: str
    code: str
    rates: NeetRates


@dataclass(frozen=True, slots=True)
class LeaversYear:
    """A row of the destinations in people. `sustained` is the publisher's own sum; None: withheld."""

    leaving_year: str  # as published: 202223
    version: str
    institutions: str
    institution_type: str
    topic: str
    group: str
    sustained: int | None
    destinations: Destinations


@dataclass(frozen=True, slots=True)
class CensusRow:
    """A school of the census, or (`of_the_nation`) one of the publisher's own sums. The area is the old LA code."""

    of_the_nation: bool
    urn: str
    on_roll: OnRoll


def read_scorecard(path: Path, *, name: str = "") -> Iterator[AreaYear]:
    """NEET and not known by area. A row whose cohort is not applicable is an area that was not there: passed over.

    BadContent: another table, or a cell that cannot be read; it names the row and the column.
    """
    seen = _Seen()
    with _rows(path, name, layouts.SCORECARD) as rows:
        for row in rows:
            level = layouts.LEVELS.get(row.text(layouts.LEVEL))
            if level is None:
                known = ", ".join(layouts.LEVELS)
                raise row.problem(layouts.LEVEL, "is no level that is known", f"Known are: {known}.")
            if row.text(layouts.COHORT) in layouts.NOT_APPLICABLE:
                continue
            seen.refuse_twice(row, layouts.YEAR, layouts.LEVEL, layouts.REGION, layouts.AREA)
            yield AreaYear(
                year=row.text(layouts.YEAR),
                level=level,
                region=row.text(layouts.REGION),
                area=row.text(layouts.AREA),
                code=row.text(layouts.AREA_CODE),
                rates=NeetRates(
                    cohort=row.number(layouts.COHORT),
                    neet=row.percent(layouts.NEET),
                    not_known=row.percent(layouts.NOT_KNOWN),
                    either=row.percent(layouts.EITHER),
                ),
            )


def read_destinations(path: Path, *, name: str = "") -> Iterator[LeaversYear]:
    """Destinations in people. The rows of percentages beside them say the same, rounded, and are passed over.

    BadContent: another table, a cell that cannot be read, or a cohort that was withheld.
    """
    seen = _Seen()
    with _rows(path, name, layouts.DESTINATIONS) as rows:
        for row in rows:
            unit = row.text(layouts.UNIT)
            if unit == layouts.IN_PERCENT:
                continue
            if unit != layouts.IN_PEOPLE:
                raise row.problem(layouts.UNIT, "is no unit that is known", "Known is: Number of students.")
            seen.refuse_twice(
                row,
                layouts.YEAR,
                layouts.INSTITUTIONS,
                layouts.INSTITUTION_TYPE,
                layouts.TOPIC,
                layouts.GROUP,
            )
            cohort = row.count(layouts.LEAVERS)
            if cohort is None:
                raise row.problem(layouts.LEAVERS, "is not the size of a cohort", "Every row needs one.")
            counts = {outcome: row.count(column) for outcome, column in layouts.OUTCOMES.items()}
            yield LeaversYear(
                leaving_year=row.text(layouts.YEAR),
                version=row.text(layouts.VERSION),
                institutions=row.text(layouts.INSTITUTIONS),
                institution_type=row.text(layouts.INSTITUTION_TYPE),
                topic=row.text(layouts.TOPIC),
                group=row.text(layouts.GROUP),
                sustained=row.count(layouts.SUSTAINED),
                destinations=Destinations(cohort, counts),
            )


def read_census(path: Path, *, name: str = "") -> Iterator[CensusRow]:
    """Schools and pupils on roll. BadContent: another table, or a cell that cannot be read."""
    seen = _Seen()
    with _rows(path, name, layouts.CENSUS) as rows:
        for row in rows:
            seen.refuse_twice(row, layouts.URN, layouts.SCHOOL_TYPE)
            urn = row.text(layouts.URN)
            on_roll = OnRoll(
                kind=row.text(layouts.SCHOOL_TYPE),
                area=row.text(layouts.CENSUS_AREA),
                pupils=row.count(layouts.PUPILS),
            )
            yield CensusRow(urn == layouts.OF_THE_NATION, urn, on_roll)


class _Row:
    """One row, its cells by the name of their column."""

    def __init__(self, file: str, number: int, cells: dict[str, Any]) -> None:
        self.file, self.number_of_row, self.cells = file, number, cells

    def text(self, column: str) -> str:
        cell = self.cells[column]
        return "" if cell is None else " ".join(str(cell).split())

    def number(self, column: str) -> Fraction | None:
        """A number from 0 up, exactly as written. None: withheld, or said not to apply to people who were counted."""
        words = self.text(column)
        if words in layouts.WITHHELD | layouts.NOT_APPLICABLE:
            return None
        whole, _, decimals = words.partition(".")
        if not (words.isascii() and whole.isdigit() and (decimals or "0").isdigit()):
            raise self.problem(column, "is not a number", "Write digits with a full stop, such as 22.5.")
        return Fraction(words)

    def percent(self, column: str) -> Fraction | None:
        found = self.number(column)
        if found is not None and found > 100:
            raise self.problem(column, "is more than 100 percent", "Write a percentage of the cohort.")
        return found

    def count(self, column: str) -> int | None:
        found = self.number(column)
        if found is not None and found.denominator != 1:
            raise self.problem(column, "is not a whole number", "Write digits only.")
        return None if found is None else int(found)

    def problem(self, column: str, wrong: str, instead: str) -> BadContent:
        cell = f'"{shown(self.cells[column])}" {wrong}.'
        return BadContent([Problem(self.file, self.number_of_row, column, cell, instead)])


class _Seen:
    """What a row speaks of may stand in a file once: a second row would count its people twice."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, ...], int] = {}

    def refuse_twice(self, row: _Row, *columns: str) -> None:
        key = tuple(row.text(column) for column in columns)
        first = self.rows.setdefault(key, row.number_of_row)
        if first != row.number_of_row:
            wrong = f"is on row {first} already, with the same {', '.join(columns)}"
            raise row.problem(columns[-1], wrong, "Keep one of the two rows.")


@contextmanager
def _rows(path: Path, name: str, layout: Layout) -> Iterator[Iterator[_Row]]:
    file = name or path.name
    with open_table(path, file, Limits()) as table:
        missing = ", ".join(sorted(layout.columns - set(table.header)))
        if missing:
            wrong = f"This is not the file of {layout.title}: it has no columns {missing}."
            raise BadContent([Problem(file, 1, "", wrong, "Download it again from the publisher.")])
        twice = ", ".join(sorted(name for name in layout.columns if table.header.count(name) > 1))
        if twice:
            raise BadContent(
                [Problem(file, 1, "", f"Columns stand here twice: {twice}.", "Keep one of each.")]
            )
        yield (_Row(file, number, _cells(file, number, table.header, row)) for number, row in table.rows)


def _cells(file: str, number: int, header: tuple[str, ...], row: tuple[Any, ...]) -> dict[str, Any]:
    if len(row) != len(header):
        wrong = f"The row has {len(row)} cells, where the header has {len(header)}."
        instead = "Look for a comma or a quotation mark too many."
        raise BadContent([Problem(file, number, "", wrong, instead)])
    return dict(zip(header, row, strict=True))

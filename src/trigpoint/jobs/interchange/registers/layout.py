"""How a layout is described, and how its rows become facts and problems."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from trigpoint.engine.registers.rows import FactValue, RegisterRow, RowProblem, SuccessionRow, TypeRow
from trigpoint.engine.vocabulary.mistakes import Mistake
from trigpoint.jobs.interchange.mistakes import RowMistake, Silence, shown
from trigpoint.jobs.interchange.registers.cells import BadCell
from trigpoint.jobs.interchange.tables.opening import Table
from trigpoint.jobs.interchange.tables.sheet import Formula

type Facts = dict[str, FactValue]
type Row = RegisterRow | SuccessionRow | TypeRow
type Item = Row | RowProblem | PassedOver
type Numbered = tuple[int, tuple[Any, ...]]
REQUIRED = frozenset({"number", "name"})


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A row that is as it should be and says nothing that is kept."""

    row: int
    reason: Silence


@dataclass(frozen=True)
class Column:
    """A column that is read: its name in the file, the field it speaks of, how a cell becomes a value."""

    name: str
    field: str
    read: Callable[[Any], FactValue]


@dataclass(frozen=True)
class Layout:
    """One shape in which a register comes. Columns that are not named are not read: heads' names, telephones."""

    id: str  # the source that its facts carry
    title: str  # for people
    jurisdiction: str
    scheme: str
    columns: tuple[Column, ...]
    recognised_by: frozenset[str]  # columns that a file of this layout has
    read: Callable[[Layout, Table, date], Iterator[Item]]
    exact: bool = False  # and no other columns
    blanks: frozenset[str] = frozenset()  # words that stand for an empty cell
    finish: Callable[[Facts, str], None] | None = (
        None  # fields that follow from several columns; the as-of date
    )

    def fits(self, header: Sequence[str]) -> bool:
        found = set(header)
        return found == self.recognised_by if self.exact else found >= self.recognised_by


def read_institutions(layout: Layout, table: Table, as_of: date) -> Iterator[Item]:
    """A row per institution, or its problems. A number that comes twice counts the first time."""
    seen: dict[str, int] = {}
    cells = CellReader(layout, table.header)
    for number, row in table.rows:
        facts, problems = cells.facts(number, row)
        yield from problems
        if facts is None:
            continue
        key = str(facts.pop("number"))
        if key in seen:
            yield RowProblem(number, "", twice(key, seen[key]), refused=True)
            continue
        seen[key] = number
        if layout.finish:
            layout.finish(facts, as_of.isoformat())
        yield RegisterRow(layout.scheme, key, facts)


def twice(number: str, row: int) -> Mistake:
    """A number that was on an earlier row already."""
    return Mistake(RowMistake.TWICE, {"number": number, "row": row})


class CellReader:
    """Reads the cells of one file's rows: columns are found once by the header."""

    def __init__(self, layout: Layout, header: Sequence[str]) -> None:
        places = {name: place for place, name in reversed(list(enumerate(header)))}
        self.width = len(header)
        self.blanks = layout.blanks
        # an optional column that a variant of the layout lacks is simply not read
        self.columns = [(places[column.name], column) for column in layout.columns if column.name in places]

    def facts(self, number: int, row: tuple[Any, ...]) -> tuple[Facts | None, list[RowProblem]]:
        """The fields of a row (None: refused), and what is wrong with it."""
        if len(row) != self.width:
            wrong = Mistake(RowMistake.CELLS, {"cells": len(row), "columns": self.width})
            return None, [RowProblem(number, "", wrong, refused=True)]
        facts: Facts = {}
        problems = []
        for place, column in self.columns:
            try:
                cell = self._cell(row[place])
                if cell is not None:
                    facts[column.field] = column.read(cell)
                elif column.field in REQUIRED:
                    raise BadCell(RowMistake.EMPTY_CELL)
            except BadCell as bad:
                refused = column.field in REQUIRED
                problems.append(RowProblem(number, column.name, bad.mistake, refused))
                if refused:
                    return None, problems
        return facts, problems

    def _cell(self, cell: Any) -> Any:
        if isinstance(cell, Formula):
            raise BadCell(RowMistake.FORMULA)
        if isinstance(cell, str):
            cell = cell.strip()
            return None if cell == "" or cell in self.blanks else cell
        return cell


def status_from(words: Mapping[str, str]) -> Callable[[Any], str]:
    """A reader for cells that hold one of a register's few words for open, closed and proposed."""

    def read(cell: Any) -> str:
        found = words.get(str(cell).casefold())
        if found is None:
            raise BadCell(RowMistake.NOT_A_STATUS, cell=shown(cell), known=", ".join(words))
        return found

    return read

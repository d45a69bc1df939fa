"""Rows of the Hong Kong list: one for each session and address; the first six digits name the school."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from trigpoint.engine.registers.rows import RegisterRow, RowProblem
from trigpoint.jobs.interchange.mistakes import RowMistake, shown
from trigpoint.jobs.interchange.registers.cells import BadCell, code
from trigpoint.jobs.interchange.registers.layout import CellReader, Facts, Item, Layout, twice
from trigpoint.jobs.interchange.tables.opening import Table

DIGITS, DIGITS_OF_SCHOOL = 12, 6
LEVELS = ("SECONDARY", "PRIMARY", "KINDERGARTEN", "KINDERGARTEN-CUM-CHILD CARE CENTRES")
SESSIONS = ("WHOLE DAY", "A.M.", "P.M.", "EVENING")


def school_number(cell: Any) -> str:
    """The twelve digits of a school's session."""
    words = code(cell)
    if not (words.isascii() and words.isdigit() and len(words) == DIGITS):
        raise BadCell(RowMistake.NOT_A_SCHOOL_NUMBER, cell=shown(words), digits=DIGITS)
    return words


def read_schools(layout: Layout, table: Table, as_of: date) -> Iterator[Item]:
    """A row for each school, after all rows of the file are read: those of one school need not stand together.

    A school with rows on several levels counts as its highest: a careers programme is for secondary pupils.
    """
    cells = CellReader(layout, table.header)
    schools: dict[str, list[Facts]] = {}
    seen: dict[str, int] = {}
    for number, row in table.rows:
        facts, problems = cells.facts(number, row)
        yield from problems
        if facts is None:
            continue
        key = str(facts["number"])
        if key in seen:
            yield RowProblem(number, "SCHOOL NO.", twice(key, seen[key]), refused=True)
            continue
        seen[key] = number
        schools.setdefault(key[:DIGITS_OF_SCHOOL], []).append(facts)
    for key, rows in schools.items():
        yield RegisterRow(layout.scheme, key, _school(rows))


def _school(rows: list[Facts]) -> Facts:
    """The facts of the first row, by level, session and number; and all sessions of its level."""
    first = min(rows, key=_order)
    same_level = [row for row in rows if row.get("level") == first.get("level")]
    facts = {field: value for field, value in first.items() if field not in ("number", "session")}
    facts["state"] = "open"  # the list holds no others
    facts["sessions"] = tuple(
        sorted({str(row["session"]) for row in same_level if "session" in row}, key=_session)
    )
    if "area_name" in facts:
        facts["area_code"] = facts["area_name"]  # the list has no codes for its districts
    if "longitude" not in facts or "latitude" not in facts:
        facts.pop("longitude", None)
        facts.pop("latitude", None)
    return facts


def _order(row: Facts) -> tuple[int, int, str]:
    level = str(row.get("level", ""))
    rank = LEVELS.index(level) if level in LEVELS else len(LEVELS)
    return rank, _session(str(row.get("session", ""))), str(row["number"])


def _session(words: str) -> int:
    return SESSIONS.index(words) if words in SESSIONS else len(SESSIONS)

"""Runs the common SQL of the rules on any engine that takes a statement and gives rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

import pyarrow as pa

from trigpoint.engine.evidence.outcomes import Cells
from trigpoint.engine.evidence.questions import Question
from trigpoint.engine.evidence.school_years import Calendar
from trigpoint.engine.evidence.sql_evaluator.statements import (
    count_statement,
    read_counts,
    statements,
)
from trigpoint.jobs.storage.duckdb_sessions import duckdb_session


class Sql(Protocol):
    """One engine: keeps the result of a SELECT under a name, and gives the rows of a SELECT."""

    def keep(self, name: str, select: str) -> None: ...

    def rows(self, select: str) -> Iterable[Sequence[object]]: ...


def evaluate_with_sql(
    sql: Sql, questions: Iterable[Question], *, calendar: Calendar, by: Sequence[str] = ()
) -> Cells:
    """The counts of all questions by institution, and by each attribute of `by` besides."""
    cells: Cells = {}
    for number, statement in enumerate(statements(questions, calendar=calendar, by=by)):
        table = f"verdicts_{number}"
        sql.keep(table, statement.text)
        for attribute in ("", *by):
            rows = sql.rows(count_statement(table, statement, attribute))
            cells |= read_counts(rows, statement, attribute)
    return cells


def evaluate_with_duckdb(
    tables: Mapping[str, pa.Table],
    questions: Iterable[Question],
    *,
    calendar: Calendar,
    by: Sequence[str] = (),
) -> Cells:
    """The common SQL on DuckDB in this process, over the four prepared tables."""
    with duckdb_session(tables) as session:
        return evaluate_with_sql(session, questions, calendar=calendar, by=by)

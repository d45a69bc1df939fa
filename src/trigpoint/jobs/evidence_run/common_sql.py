"""Runs the common SQL of the rules on any engine that takes a statement and gives rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Protocol

import pyarrow as pa

from trigpoint.engine.datasets.records import TABLES as EVIDENCE_TABLES
from trigpoint.engine.datasets.schemas import schema_of
from trigpoint.engine.evidence.outcomes import Cells
from trigpoint.engine.evidence.preparation.pupils import Records
from trigpoint.engine.evidence.questions import Question
from trigpoint.engine.evidence.school_years import Calendar
from trigpoint.engine.evidence.sql_evaluator.institutions import TABLES as ASKED_OF_INSTITUTIONS
from trigpoint.engine.evidence.sql_evaluator.institutions import (
    InstitutionQuestion,
    institution_statement,
    read_institutions,
)
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


def institution_tables(records: Records, institutions: Iterable[str]) -> dict[str, pa.Table]:
    """The evidence tables that rules about institutions ask, as Arrow, with `places`: the institutions that are asked.
    A table that is not there has no rows."""
    tables = {
        table.name: pa.Table.from_pylist(list(records.get(table.name, ())), schema=schema_of(table))
        for table in EVIDENCE_TABLES
        if table.name in ASKED_OF_INSTITUTIONS
    }
    return tables | {"places": pa.table({"institution": pa.array(list(institutions), pa.string())})}


def count_institutions_with_sql(
    sql: Sql, questions: Sequence[InstitutionQuestion], *, as_of: date, calendar: Calendar
) -> Cells:
    """The counts of documents, staff or subjects by question and institution, as records stood at the end of `as_of`;
    an institution that has none of them is left out. The session has the tables that `institution_tables` makes."""
    if not questions:
        return {}
    rows = sql.rows(institution_statement(questions, as_of=as_of, calendar=calendar))
    return read_institutions(rows, questions)

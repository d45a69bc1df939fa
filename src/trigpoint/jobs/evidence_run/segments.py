"""Runs rules the fast way: DuckDB answers for each class, NumPy adds up the rows of each pupil."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pyarrow as pa

from trigpoint.engine.evidence.outcomes import Cells
from trigpoint.engine.evidence.questions import Question
from trigpoint.engine.evidence.school_years import Calendar
from trigpoint.engine.evidence.segment_evaluator.cells import count
from trigpoint.engine.evidence.segment_evaluator.classes import (
    Truth,
    conditions,
    read_pupil_classes,
    read_truths,
    truth_statement,
    year_statements,
)
from trigpoint.engine.evidence.segment_evaluator.encoding import Rows, encode
from trigpoint.engine.evidence.segment_evaluator.verdicts import add_up, verdicts_of
from trigpoint.engine.evidence.sql_evaluator.plans import Table
from trigpoint.jobs.storage.duckdb_sessions import DuckDBSession, duckdb_session


def evaluate_with_segments(
    tables: Mapping[str, pa.Table],
    questions: Iterable[Question],
    *,
    calendar: Calendar,
    by: Sequence[str] = (),
) -> Cells:
    """The cells of all questions over the four prepared tables."""
    asked = year_statements(questions, calendar=calendar, by=by)
    encoded = encode(tables)
    with duckdb_session({"pupils": encoded.pupils, "years": encoded.years}) as session:
        truths = {
            Table.ENCOUNTERS: _truths(session, conditions(asked, Table.ENCOUNTERS), encoded.encounters),
            Table.DESTINATIONS: _truths(session, conditions(asked, Table.DESTINATIONS), encoded.destinations),
        }
        size = encoded.pupils.num_rows
        classes = [
            read_pupil_classes(statement, session.columns(statement.text), by, size) for statement in asked
        ]
    sums = add_up([plan for statement in asked for plan in statement.plans], encoded, truths)
    cells: Cells = {}
    for statement, known in zip(asked, classes, strict=True):
        for number, question in enumerate(statement.questions):
            spoken_of, verdicts = verdicts_of(
                number, statement.plans[number], sums, known, encoded.pupil_classes
            )
            spoken_of &= known.counted[encoded.pupil_classes]
            cells |= count(question, spoken_of, verdicts, known, encoded, by)
    return cells


def _truths(session: DuckDBSession, asked: Sequence[str], rows: Rows) -> Mapping[str, Truth]:
    """What each condition is for each class of rows."""
    if not asked:
        return {}
    distinct = rows.distinct.append_column("class", pa.array(np.arange(rows.distinct.num_rows)))
    session.register("row_classes", distinct)
    return read_truths(asked, session.columns(truth_statement(asked, "row_classes")))

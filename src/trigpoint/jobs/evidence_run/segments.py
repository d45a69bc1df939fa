"""Runs rules the fast way: DuckDB answers for each class, NumPy adds up the rows of each pupil."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pyarrow as pa

from trigpoint.engine.evidence.outcomes import Cells
from trigpoint.engine.evidence.questions import Question
from trigpoint.engine.evidence.school_years import Calendar
from trigpoint.engine.evidence.segment_evaluator.answers import Answers, Longest, ages_in, answer, began_in
from trigpoint.engine.evidence.segment_evaluator.cells import count, read_cells
from trigpoint.engine.evidence.segment_evaluator.encoding import Classes, encode
from trigpoint.engine.evidence.segment_evaluator.inquiry import ask
from trigpoint.engine.evidence.segment_evaluator.statements import (
    Conditions,
    Groups,
    Truth,
    Truths,
    group_statement,
    read_truth,
    truth_statement,
)
from trigpoint.engine.evidence.sql_evaluator.predicates import Fits, fits_row
from trigpoint.jobs.storage.duckdb_sessions import DuckDBSession, duckdb_session


def evaluate_with_segments(
    tables: Mapping[str, pa.Table],
    questions: Iterable[Question],
    *,
    calendar: Calendar,
    by: Sequence[str] = (),
) -> Cells:
    """The cells of all questions over the four prepared tables."""
    encoded, classes = encode(tables)
    longest = Longest(
        *(
            int(rows.counts.max(initial=0))
            for rows in (encoded.years, encoded.encounters, encoded.destinations)
        )
    )
    return read_cells(count(answer_for(classes, questions, longest, calendar=calendar, by=by), encoded))


def answer_for(
    classes: Classes,
    questions: Iterable[Question],
    longest: Longest,
    *,
    calendar: Calendar,
    by: Sequence[str] = (),
    fits: Fits = fits_row,
) -> Answers:
    """Asks every class everything that the questions want to know. `longest` is of all that is to be added up."""
    asked = ask(questions, calendar=calendar, fits=fits)
    conditions = Conditions.of(asked, began_in(classes))
    ages = ages_in(classes)
    with duckdb_session(_numbered(classes, ages)) as session:
        truths = Truths(
            _truths(session, conditions.encounters, "encounters r", "r.class"),
            _truths(session, conditions.destinations, "destinations r", "r.class"),
            _truths(session, conditions.years, "years r", "r.class"),
            _truths(session, conditions.due, "years t", "t.class"),
            _truths(session, conditions.where, "pupils p", "p.class"),
            {
                condition: truth.reshape(classes.pupils.num_rows, len(ages))
                for condition, truth in _truths(
                    session, conditions.aged, "pupils p CROSS JOIN ages t", "p.class, t.number"
                ).items()
            },
            ages,
            _groups(session, by),
        )
    return answer(asked, classes, truths, longest, by)


def _numbered(classes: Classes, ages: np.ndarray) -> dict[str, pa.Table]:
    tables = {name: getattr(classes, name) for name in ("pupils", "years", "encounters", "destinations")}
    numbered = {
        name: table.append_column("class", pa.array(np.arange(table.num_rows)))
        for name, table in tables.items()
    }
    known = pa.array([None if age < 0 else age for age in ages.tolist()], pa.int64())
    return numbered | {"ages": pa.table({"number": np.arange(len(ages)), "age": known})}


def _truths(session: DuckDBSession, conditions: Sequence[str], source: str, order: str) -> dict[str, Truth]:
    """What each condition is for each class."""
    if not conditions:
        return {}
    found = session.table(truth_statement(conditions, source, order))
    return {
        condition: read_truth(column) for condition, column in zip(conditions, found.columns, strict=True)
    }


def _groups(session: DuckDBSession, by: Sequence[str]) -> dict[str, Groups]:
    """The groups of each attribute, by class of pupils; of year groups, by class of years."""
    of_pupils = [attribute for attribute in by if attribute != "year_group"]
    found = {}
    if of_pupils:
        columns = session.columns(group_statement(of_pupils, "pupils", "p"))
        found = {attribute: Groups.of(column) for attribute, column in zip(of_pupils, columns, strict=True)}
    if len(of_pupils) < len(by):
        found["year_group"] = Groups.of(session.columns(group_statement(["year_group"], "years", "t"))[0])
    return found

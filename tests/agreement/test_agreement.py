"""Evaluators give the same cells as the reference on invented rules and records."""

from typing import get_args

import pytest

from tests.agreement.batches import BY, batch_of, differences
from tests.agreement.invention import CALENDAR
from trigpoint.engine.evidence.outcomes import Verdict
from trigpoint.engine.evidence.reference_evaluator.cells import verdicts_of
from trigpoint.engine.evidence.rule_model.measures import AllOf, CountedMeasure, DestinationKnown, EitherOf
from trigpoint.engine.evidence.sql_evaluator import statements
from trigpoint.jobs.evidence_run.common_sql import evaluate_with_duckdb
from trigpoint.jobs.evidence_run.segments import evaluate_with_segments

CASES, SIZE = 300, 15
FIRST_CASES = range(0, CASES, SIZE)


def on_segments(batch):
    return evaluate_with_segments(batch.tables, batch.questions, calendar=CALENDAR, by=BY)


def on_duckdb(batch):
    return evaluate_with_duckdb(batch.tables, batch.questions, calendar=CALENDAR, by=BY)


@pytest.mark.parametrize("first", FIRST_CASES)
def test_the_common_sql_on_duckdb_and_the_segments_give_the_cells_of_the_reference(first):
    batch = batch_of(first, SIZE)
    expected = batch.expected()
    assert not list(differences(expected, on_duckdb(batch)))
    assert not list(differences(expected, on_segments(batch)))


PLANTED = {
    "an unmarked register counted as absent": ("ELSE NULL END", "ELSE FALSE END"),
    "an open condition left out of the most": (") THEN 0 ELSE 1 END)", ") THEN 0 ELSE 0 END)"),
    "a gap in the records of a year passed over": (", 0) = 0)", ", 0) >= 0)"),
    "a bound that is one too low": (">= 2 THEN 2", ">= 1 THEN 2"),
    "the first day of March counted in February": (".day <= 183", ".day <= 187"),
    "partners counted instead of different partners": ("MAX(CASE", "SUM(CASE"),
    "pupils of unknown membership left out": ("ELSE 1 END AS v", "ELSE -1 END AS v"),
}


@pytest.mark.parametrize("planted", PLANTED, ids=str)
def test_a_planted_difference_is_caught(planted, monkeypatch):
    right, wrong = PLANTED[planted]
    whole = statements._statement

    def altered(*arguments):
        statement = whole(*arguments)
        return statements.Statement(statement.text.replace(right, wrong), statement.questions)

    monkeypatch.setattr(statements, "_statement", altered)
    assert any(
        list(differences(batch.expected(), on_duckdb(batch)))
        for batch in (batch_of(first, SIZE) for first in FIRST_CASES)
    )


def test_the_invented_cases_hold_every_answer_of_every_measure():
    found = {
        (type(question.rule.measure).__name__, verdict)
        for first in FIRST_CASES[:4]
        for batch in [batch_of(first, SIZE)]
        for question in batch.questions
        for prepared in batch.prepared
        for _, _, verdict in verdicts_of(question.rule, question.view, prepared, CALENDAR)
    }
    measures = [*get_args(CountedMeasure.__value__), DestinationKnown, AllOf, EitherOf]
    assert found == {(measure.__name__, verdict) for measure in measures for verdict in Verdict}

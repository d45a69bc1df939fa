"""PostgreSQL and a Spark cluster of two workers give the same cells as the reference."""

import os

import pytest

from tests.agreement.batches import BY, batch_of, differences
from tests.agreement.invention import CALENDAR
from tests.agreement.test_agreement import FIRST_CASES, SIZE
from tests.spec.test_spec import content_files, load, spec_files, verdicts
from trigpoint.engine.evidence.sql_evaluator.prepared import as_tables
from trigpoint.jobs.evidence_run.servers import evaluate_with_postgres, evaluate_with_spark


@pytest.mark.postgres
@pytest.mark.parametrize("first", FIRST_CASES)
def test_postgresql_gives_the_cells_of_the_reference(first):
    batch = batch_of(first, SIZE)
    address = os.environ["TRIGPOINT_TEST_DATABASE"]
    found = evaluate_with_postgres(address, batch.tables, batch.questions, calendar=CALENDAR, by=BY)
    assert not list(differences(batch.expected(), found))


@pytest.mark.spark
@pytest.mark.parametrize("first", FIRST_CASES[::4])
def test_spark_gives_the_cells_of_the_reference(first):
    batch = batch_of(first, 4 * SIZE).few_questions
    master = os.environ["TRIGPOINT_TEST_SPARK"]
    found = evaluate_with_spark(master, batch.tables, batch.questions, calendar=CALENDAR)
    assert not list(differences(batch.expected(()), found))


@pytest.mark.postgres
@pytest.mark.parametrize("text", [*spec_files(), *content_files()], ids=lambda text: text.name)
def test_every_case_comes_out_as_written_on_postgresql(text):
    address = os.environ["TRIGPOINT_TEST_DATABASE"]
    for prepared, asked in load(text):
        questions = list(dict.fromkeys(question for _, _, question in asked))
        cells = evaluate_with_postgres(address, as_tables(prepared), questions, calendar=CALENDAR)
        assert verdicts(cells, asked) == {case.name: case.expect for _, case, _ in asked}


@pytest.mark.spark
@pytest.mark.parametrize("text", [*spec_files(), *content_files()], ids=lambda text: text.name)
def test_every_case_comes_out_as_written_on_spark(text):
    master = os.environ["TRIGPOINT_TEST_SPARK"]
    for prepared, asked in load(text):
        questions = list(dict.fromkeys(question for _, _, question in asked))
        cells = evaluate_with_spark(master, as_tables(prepared), questions, calendar=CALENDAR)
        assert verdicts(cells, asked) == {case.name: case.expect for _, case, _ in asked}

"""Rules about documents, staff and subjects: the common SQL gives the counts of plain Python."""

import os
from dataclasses import replace

import pytest

from tests.agreement.batches import differences
from tests.agreement.invented_institutions import institution_batch
from tests.agreement.invention import CALENDAR
from trigpoint.engine.evidence.rule_model.rules import DocumentRule, StaffRule, SubjectRule
from trigpoint.engine.evidence.sql_evaluator import institutions
from trigpoint.jobs.evidence_run.common_sql import count_institutions_with_sql, institution_tables
from trigpoint.jobs.storage.duckdb_sessions import duckdb_session

CASES, SIZE = 300, 15
FIRST_CASES = range(0, CASES, SIZE)


def found_by(session, batch):
    return count_institutions_with_sql(session, batch.questions, as_of=batch.as_of, calendar=CALENDAR)


def on_duckdb(batch):
    with duckdb_session(institution_tables(batch.records, batch.institutions)) as session:
        return found_by(session, batch)


@pytest.mark.parametrize("first", FIRST_CASES)
def test_duckdb_gives_the_counts_of_plain_python(first):
    batch = institution_batch(first, SIZE)
    assert not list(differences(batch.expected(), on_duckdb(batch)))


@pytest.mark.postgres
def test_postgresql_gives_the_counts_of_plain_python():
    from trigpoint.jobs.storage.postgres_sessions import postgres_session

    for first in FIRST_CASES:
        batch = institution_batch(first, SIZE)
        tables = institution_tables(batch.records, batch.institutions)
        with postgres_session(os.environ["TRIGPOINT_TEST_DATABASE"], tables) as session:
            assert not list(differences(batch.expected(), found_by(session, batch)))


@pytest.mark.spark
def test_spark_gives_the_counts_of_plain_python():
    from trigpoint.jobs.storage.spark_sessions import spark_session

    # Every join of a small table costs Spark a shuffle, so that it is asked a fifth of the rules.
    master, settings = os.environ["TRIGPOINT_TEST_SPARK"], {"spark.sql.shuffle.partitions": "1"}
    for number, first in enumerate(FIRST_CASES[::4]):
        whole = institution_batch(first, 4 * SIZE)
        batch = replace(whole, questions=whole.questions[number::5])
        tables = institution_tables(batch.records, batch.institutions)
        with spark_session(master, tables, settings=settings) as session:
            assert not list(differences(batch.expected(), found_by(session, batch)))


PLANTED = {
    "a document that has run out still counts": ("r.valid_until IS NULL OR", "TRUE OR"),
    "a document without an owner counts": ("r.owner <> ''", "TRUE"),
    "no document is not met instead of not known": ("COALESCE(MAX(d.v), 1)", "COALESCE(MAX(d.v), 0)"),
    "training on the first day of the time counts": ("r.held_on > ", "r.held_on >= "),
    "a link that is not known counted as none": (
        "WHEN r.linked IS NULL THEN 1",
        "WHEN r.linked IS NULL THEN 0",
    ),
    "complete records without an end left out": (" OR r.to_on IS NULL)", ")"),
}


@pytest.mark.parametrize("planted", PLANTED, ids=str)
def test_a_planted_difference_is_caught(planted, monkeypatch):
    right, wrong = PLANTED[planted]
    whole = institutions.verdicts_of_institutions
    monkeypatch.setattr(
        institutions,
        "verdicts_of_institutions",
        lambda *given, **named: whole(*given, **named).replace(right, wrong),
    )
    batches = [institution_batch(first, SIZE) for first in FIRST_CASES]
    assert any(list(differences(batch.expected(), on_duckdb(batch))) for batch in batches)


def test_every_kind_of_rule_is_invented_with_every_answer():
    found = set()
    for first in FIRST_CASES:
        batch = institution_batch(first, SIZE)
        kinds = {question.rule.id: type(question.rule) for question in batch.questions}
        for cell, counts in batch.expected().items():
            found |= {(kinds[cell.rule], name) for name, n in vars(counts).items() if n}
    answers = ("met", "not_met", "not_known")
    assert found == {(kind, name) for kind in (DocumentRule, StaffRule, SubjectRule) for name in answers}

"""The meaning of every node, case by case, on every evaluator in this process."""

from collections import defaultdict
from pathlib import Path

import pyarrow as pa
import pytest

from trigpoint.engine.evidence.outcomes import NOBODY, Cell, Verdict
from trigpoint.engine.evidence.preparation.pupils import prepare_pupils
from trigpoint.engine.evidence.questions import Question
from trigpoint.engine.evidence.reference_evaluator.cells import count_cells, views_of
from trigpoint.engine.evidence.reference_evaluator.institutions import evaluate_institution
from trigpoint.engine.evidence.rule_reading.building import Builder
from trigpoint.engine.evidence.school_years import Calendar
from trigpoint.engine.evidence.sql_evaluator.institutions import InstitutionQuestion
from trigpoint.engine.evidence.sql_evaluator.prepared import as_tables
from trigpoint.engine.evidence.worked_cases.reading import read_cases
from trigpoint.engine.evidence.worked_cases.records import place_of, records_of, records_of_institution
from trigpoint.engine.evidence.worked_cases.running import view_of
from trigpoint.engine.frameworks.reading import FileText
from trigpoint.jobs.evidence_run.common_sql import (
    count_institutions_with_sql,
    evaluate_with_duckdb,
    institution_tables,
)
from trigpoint.jobs.evidence_run.segments import evaluate_with_segments
from trigpoint.jobs.storage.duckdb_sessions import duckdb_session
from trigpoint.jobs.storage.packaged_content import content_text, packaged_rules, register

CALENDAR = Calendar(begins=(9, 1), roll_day=(5, 31))
FILES = sorted(Path(__file__).parent.glob("*.yaml"))


def spec_files():
    return [FileText(path.name, path.read_text()) for path in FILES]


def content_files():
    return [content_text(entry.file) for entry in register().rule_cases]


def rules_of(file):
    if file.edition:
        return {rule.id: rule for rule in packaged_rules(file.edition).pupil_rules}
    return {text.id: Builder().pupil_rule(text, ()) for text in file.rules}


def load(text):
    """The prepared cases of a file by day, with the question of each case."""
    file = read_cases(text)
    rules = rules_of(file)
    records, asked = defaultdict(lambda: defaultdict(list)), defaultdict(list)
    for number, case in enumerate(file.cases):
        as_of = case.as_of or file.as_of
        for table, rows in records_of(case, number, file, CALENDAR).items():
            records[as_of][table] += rows
        asked[as_of].append((number, case, rules[case.rule]))
    for as_of, tables in records.items():
        prepared = prepare_pupils(tables, as_of=as_of, calendar=CALENDAR)
        yield (
            prepared,
            [
                (number, case, Question(rule, views_of(rule, prepared, CALENDAR)[case.view == "so_far"]))
                for number, case, rule in asked[as_of]
            ],
        )


def verdicts(cells, asked):
    """What an evaluator says of each case, by its name."""
    found = {}
    for number, case, question in asked:
        counts = cells.get(Cell(question.rule.id, question.view, f"case-{number}"))
        said = [verdict for verdict in Verdict if counts and getattr(counts, verdict)]
        found[case.name] = said[0] if said else "not_counted"
    return found


EVALUATORS = {
    "reference": lambda prepared, questions: count_cells(questions, prepared, calendar=CALENDAR),
    "common SQL on DuckDB": lambda prepared, questions: evaluate_with_duckdb(
        as_tables(prepared), questions, calendar=CALENDAR
    ),
    "segments": lambda prepared, questions: evaluate_with_segments(
        as_tables(prepared), questions, calendar=CALENDAR
    ),
}


@pytest.mark.parametrize("evaluate", EVALUATORS.values(), ids=EVALUATORS)
@pytest.mark.parametrize("text", [*spec_files(), *content_files()], ids=lambda text: text.name)
def test_every_case_comes_out_as_written(text, evaluate):
    for prepared, asked in load(text):
        questions = list(dict.fromkeys(question for _, _, question in asked))
        expected = {case.name: case.expect for _, case, _ in asked}
        assert verdicts(evaluate(prepared, questions), asked) == expected


@pytest.mark.parametrize("text", content_files(), ids=lambda text: text.name)
def test_common_sql_counts_for_institutions_what_plain_python_counts(text):
    file = read_cases(text)
    rules = {rule.id: rule for rule in packaged_rules(file.edition).rules}
    for number, case in enumerate(file.institution_cases):
        as_of, here, rule = case.as_of or file.as_of, place_of(number), rules[case.rule]
        view = view_of(case, as_of, CALENDAR)
        records = records_of_institution(case, number, view.year, CALENDAR)
        shown = evaluate_institution(rule, records, here, as_of=as_of, calendar=CALENDAR, view=view)
        with duckdb_session(institution_tables(records, [here])) as session:
            question = InstitutionQuestion(rule, view)
            cells = count_institutions_with_sql(session, [question], as_of=as_of, calendar=CALENDAR)
        assert cells.get(Cell(rule.id, view, here), NOBODY) == shown.counts, case.name


def test_names_of_cases_say_different_things():
    for text in (*spec_files(), *content_files()):
        file = read_cases(text)
        names = [case.name for case in (*file.cases, *file.institution_cases)]
        assert len(names) == len(set(names)), text.name


def test_an_empty_batch_of_rows_is_no_error():
    prepared = prepare_pupils({}, as_of=CALENDAR.first_day(2025), calendar=CALENDAR)
    assert {name: table.num_rows for name, table in as_tables(prepared).items()} == dict.fromkeys(
        ("pupils", "years", "encounters", "destinations"), 0
    )
    assert isinstance(as_tables(prepared)["pupils"], pa.Table)

"""A difference is told by the smallest records that show it."""

import pytest

from tests.agreement import agree
from tests.agreement.smallest import cases_of, first_difference
from trigpoint.engine.evidence.sql_evaluator import statements


@pytest.fixture
def planted(monkeypatch):
    whole = statements._statement

    def altered(*arguments):
        statement = whole(*arguments)
        # An unmarked register counted as absent.
        return statements.Statement(
            statement.text.replace("ELSE NULL END", "ELSE FALSE END"), statement.questions
        )

    monkeypatch.setattr(statements, "_statement", altered)


def test_nothing_can_be_taken_from_the_smallest_case_without_making_it_agree(planted):
    case = first_difference(0, 15, agree.on_duckdb)
    assert len(case.records["pupils"]) == 1
    assert {row["state"] for row in case.records["participations"]} & {"unmarked", "planned", None}
    assert case.said(agree.on_duckdb)
    assert not any(
        case.without(table, number, 1).said(agree.on_duckdb)
        for table, rows in case.records.items()
        for number in range(len(rows))
    )


def test_the_command_stops_at_a_difference_and_tells_seed_rule_and_rows(planted, monkeypatch):
    monkeypatch.setattr(agree, "first_difference", lambda first, *rest: next(cases_of(first)))
    with pytest.raises(SystemExit) as stopped:
        agree.compare(0, 15, {"sql": agree.on_duckdb})
    said = str(stopped.value)
    assert "sql differs from the reference, --seed" in said
    assert "rule: PupilRule(" in said
    assert "participations: {institution:" in said


def test_where_evaluators_agree_nothing_is_found():
    assert first_difference(0, 1, agree.on_segments) is None


def test_an_engine_that_does_not_exist_is_refused_with_those_that_do(monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["agree", "--engines", "abacus"])
    with pytest.raises(SystemExit, match="2"):
        agree.main()
    assert "there is no engine abacus; there are: reference, segments" in capsys.readouterr().err

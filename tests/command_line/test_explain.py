"""`trigpoint explain`: the sum behind a result, and the pupils behind the sum."""

import json

import pytest
from click.testing import CliRunner

from tests.command_line.test_evaluate import FILES
from trigpoint.commands import main


@pytest.fixture
def folder(tmp_path):
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    return tmp_path


def run(folder, *more, rule="employer-each-year"):
    asked = ["explain", str(folder), "--edition", "gatsby-2024-schools", "--as-of", "2025-10-15"]
    return CliRunner().invoke(main, [*asked, "--institution", "100", "--rule", rule, *more])


def test_each_pupil_is_named_by_number_with_what_the_answer_rests_on(folder):
    found = json.loads(run(folder, "--json").stdout)
    assert (found["met"], found["not_met"], found["not_known"]) == (1, 1, 1)
    told = {
        line["pupil"]: (line["verdict"], line["why"]["least"], line["why"]["most"])
        for line in found["pupils"]
    }
    assert told == {"1": ("met", 1, 1), "2": ("not_met", 0, 0), "3": ("not_known", 0, None)}


def test_people_read_the_sum_and_where_records_have_a_gap(folder):
    shown = " ".join(run(folder).stdout.split())
    assert "1 met, 1 not met, 1 not known, of 3. The rule asks for 1 of them." in shown
    assert "0 to more of 1, records not complete" in shown


def test_a_rule_that_does_not_exist_is_answered_with_those_that_do(folder):
    refused = run(folder, rule="employers")
    assert refused.exit_code == 2
    assert "employer-each-year" in refused.output


def test_parts_are_told_one_by_one(folder):
    text = FILES["enrolments.csv"] + "100,3,2024-09-01,2025-01-19,Y11\n"
    (folder / "enrolments.csv").write_text(
        text.replace("100,3,2025-01-20,2025-08-31,Y9", "100,3,2025-01-20,2025-08-31,Y11")
    )
    [pupil] = json.loads(run(folder, "--json", rule="each-kind-of-provider").stdout)["pupils"]
    assert [part["wanted"] for part in pupil["why"]["parts"]] == [1, 1, 1, 1]

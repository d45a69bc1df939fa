"""`trigpoint records check`: what a folder holds, what looks odd, and everything that is wrong by row."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from click.testing import CliRunner

from trigpoint.commands import main
from trigpoint.engine.datasets.records import TABLES

GOOD = {
    "pupils": [
        {"institution": "1", "pupil": "a1", "person": "P", "gender": "F"},
        {"institution": "1", "pupil": "b2", "person": "", "gender": ""},
    ],
    "enrolments": [
        {"institution": "1", "pupil": "a1", "started_on": "2024-09-01", "ended_on": "", "year_group": "Y10"},
        {"institution": "1", "pupil": "b2", "started_on": "2024-09-01", "ended_on": "", "year_group": "Y10"},
    ],
    "coverage": [
        {"institution": "1", "records": "employers", "from_on": "2024-09-01", "to_on": ""},
    ],
    "activities": [
        {"institution": "1", "activity": "t", "kind": "employer_talk", "held_on": "2024-10-01"},
    ],
    "participations": [
        {"institution": "1", "pupil": "a1", "activity": "t", "state": "present"},
        {"institution": "1", "pupil": "b2", "activity": "t", "state": ""},
    ],
}


def write(folder, tables):
    folder.mkdir(exist_ok=True)
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)
    return folder


def check(folder, *options):
    return CliRunner().invoke(main, ["records", "check", str(folder), *options])


def odd(tmp_path, **changes):
    found = json.loads(check(write(tmp_path / "records", GOOD | changes), "--json").stdout)
    return {(each["table"], each["what"]): (each["count"], each["examples"]) for each in found["odd"]}


def test_a_good_folder_is_told_by_table_with_what_is_not_known(tmp_path):
    found = json.loads(check(write(tmp_path / "records", GOOD), "--json").stdout)
    tables = {each["name"]: each for each in found["tables"]}
    assert {name: each["rows"] for name, each in tables.items()} == {
        name: len(rows) for name, rows in GOOD.items()
    }
    assert tables["participations"]["empty"] == {"state": 1}
    assert (tables["enrolments"]["first"], tables["participations"]["first"]) == ("2024-09-01", None)
    assert found["odd"] == []


def test_in_words_too(tmp_path):
    found = check(write(tmp_path / "records", GOOD))
    assert found.exit_code == 0
    assert "can be evaluated" in found.stdout
    assert "state 50%" in found.stdout
    assert "Nothing looks odd." in found.stdout


def test_what_is_wrong_is_told_by_file_row_and_column_once(tmp_path):
    wrong = [*GOOD["enrolments"], GOOD["enrolments"][0] | {"pupil": "a1 "}]
    found = check(write(tmp_path / "records", GOOD | {"enrolments": wrong}))
    assert found.exit_code == 1
    assert found.stderr.splitlines() == [
        "enrolments.csv, line 4 (pupil): 'a1 ' begins or ends with a space. Take it out, so that it is the same"
        " everywhere."
    ]


def test_numbers_that_differ_by_a_capital_or_a_zero_are_worth_a_look(tmp_path):
    pupils = [*GOOD["pupils"], GOOD["pupils"][1] | {"pupil": "0B2"}]
    enrolments = [*GOOD["enrolments"], GOOD["enrolments"][1] | {"pupil": "0B2"}]
    found = odd(tmp_path, pupils=pupils, enrolments=enrolments)
    assert found == {
        ("pupils", "numbers differ only by spaces, capitals or leading zeros"): (
            1,
            ["institution 1: b2, 0B2"],
        )
    }


def test_one_person_twice_in_one_institution(tmp_path):
    pupils = [GOOD["pupils"][0], GOOD["pupils"][1] | {"person": "P"}]
    found = odd(tmp_path, pupils=pupils)
    assert found == {
        ("pupils", "are the same person twice in one institution"): (1, ["institution 1: person P, 2 times"])
    }


def test_a_pupil_who_was_never_on_roll(tmp_path):
    pupils = [*GOOD["pupils"], {"institution": "1", "pupil": "c3", "person": "", "gender": ""}]
    assert odd(tmp_path, pupils=pupils) == {
        ("pupils", "were never on roll"): (1, ["institution 1, pupil c3"])
    }


def test_a_participation_after_the_pupil_had_left(tmp_path):
    enrolments = [GOOD["enrolments"][0] | {"ended_on": "2024-09-30"}, GOOD["enrolments"][1]]
    assert odd(tmp_path, enrolments=enrolments) == {
        ("participations", "are of a pupil who was on no roll that day"): (
            1,
            ["institution 1, pupil a1, activity t on 2024-10-01"],
        )
    }


def test_an_institution_whose_records_are_complete_for_no_time(tmp_path):
    coverage = [GOOD["coverage"][0] | {"institution": "2"}]
    (key,) = odd(tmp_path, coverage=coverage)
    assert key[0] == "coverage"


def test_the_schema_in_the_docs_is_the_one_that_is_read():
    page = (Path(__file__).parents[2] / "docs/operate/records.md").read_text("utf-8")
    assert CliRunner().invoke(main, ["records", "schema"]).stdout.strip() in page


def test_the_schema_for_machines_has_every_column():
    found = json.loads(CliRunner().invoke(main, ["records", "schema", "--json"]).stdout)
    columns = {table["name"]: [column["name"] for column in table["columns"]] for table in found["tables"]}
    assert columns == {table.name: [column.name for column in table] for table in TABLES}

"""`trigpoint evaluate`: from a folder of files to what a school shows."""

import json

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from trigpoint.commands import main

FILES = {
    "institutions.csv": "institution,name\n100,Ash <School>\n",
    "pupils.csv": "institution,pupil\n100,1\n100,2\n100,3\n",
    "enrolments.csv": (
        "institution,pupil,started_on,ended_on,year_group\n"
        "100,1,2024-09-01,2025-08-31,Y8\n100,2,2024-09-01,2025-08-31,Y8\n100,3,2025-01-20,2025-08-31,Y9\n"
    ),
    "coverage.csv": "institution,records,from_on,to_on\n100,employers,2020-09-01,\n",
    "activities.csv": (
        "institution,activity,kind,held_on,purpose_shared,outcomes_fitted,two_way,reflection\n"
        "100,a1,employer_talk,2025-03-04,yes,yes,yes,yes\n"
    ),
    "participations.csv": "institution,pupil,activity,state\n100,1,a1,present\n100,2,a1,absent\n",
}


@pytest.fixture
def folder(tmp_path):
    records = tmp_path / "records"
    records.mkdir()
    for name, text in FILES.items():
        (records / name).write_text(text)
    return records


def run(folder, *more):
    asked = ["evaluate", str(folder), "--edition", "gatsby-2024-schools", "--as-of", "2025-10-15", *more]
    return CliRunner().invoke(main, asked)


def test_one_met_one_did_not_and_of_one_it_is_not_known(folder):
    found = json.loads(run(folder, "--json").stdout)
    [line] = [each for each in found["lines"] if each["rule"] == "employer-each-year" and not each["so_far"]]
    assert (line["met"], line["not_met"], line["not_known"], line["status"]) == (1, 1, 1, "in_progress")
    assert line["year"] == 2024


def test_what_records_leave_open_is_a_range_of_benchmarks(folder):
    found = json.loads(run(folder, "--json").stdout)
    five = next(each for each in found["benchmarks"]["100"] if each["benchmark"] == "5")
    assert (five["status"], five["score_low"] < five["score_high"]) == ("in_progress", True)
    assert "0 to 5 of 6 benchmarks achieved by records, which speak of 1 of 8." in run(folder).stdout


def test_people_read_a_table_with_the_range_of_what_is_not_known(folder):
    shown = run(folder).stdout
    assert "33% to 66%" in shown
    assert "in progress" in shown


def test_results_are_written_with_what_they_were_made_from(folder, tmp_path):
    out = tmp_path / "results"
    assert run(folder, "--out", str(out)).exit_code == 0
    assert sorted(path.name for path in out.iterdir()) == ["index.html", "lines.parquet", "manifest.json"]
    manifest = json.loads((out / "manifest.json").read_text())
    assert set(manifest["inputs"]) == set(FILES)
    assert "Ash &lt;School&gt;" in (out / "index.html").read_text()
    lines = pq.read_table(out / "lines.parquet").to_pylist()
    assert {line["so_far"] for line in lines} == {True, False}


def test_groups_of_pupils_are_counted_for_the_institution_itself(folder, tmp_path):
    out = tmp_path / "results"
    (folder / "pupils.csv").write_text("institution,pupil,gender\n100,1,female\n100,2,male\n100,3,\n")
    assert run(folder, "--out", str(out), "--by", "gender").exit_code == 0
    groups = {
        row["group"]: (row["met"], row["not_met"], row["not_known"])
        for row in pq.read_table(out / "breakdowns.parquet").to_pylist()
        if row["rule"] == "employer-each-year" and not row["so_far"]
    }
    assert groups == {"female": (1, 0, 0), "male": (0, 1, 0), None: (0, 0, 1)}
    page = (out / "index.html").read_text()
    assert "Gender: female" in page
    assert "Gender: not known" in page
    assert "not for publishing" in page


def test_each_of_several_institutions_has_its_page_with_both_years_and_when_it_is_due(folder, tmp_path):
    out = tmp_path / "results"
    (folder / "institutions.csv").write_text("institution,name\n100,Ash <School>\n200,Far School\n")
    (folder / "pupils.csv").write_text(FILES["pupils.csv"] + "200,1\n")
    (folder / "enrolments.csv").write_text(FILES["enrolments.csv"] + "200,1,2025-09-01,,Y10\n")
    assert run(folder, "--out", str(out), "--language", "cy").exit_code == 0
    index = (out / "index.html").read_text()
    assert '<a href="institutions/00001.html">Ash &lt;School&gt;</a>' in index
    page = (out / "institutions" / "00002.html").read_text()
    assert "Far School" in page
    assert "y flwyddyn lawn ddiwethaf" in page
    assert "Mae i&#x27;w wneud erbyn 31 Awst 2026." in page
    assert "Ar y gofrestr, ac i&#x27;w ofyn mewn blwyddyn ddiweddarach: 1." in page
    lines = {
        (line["rule"], line["so_far"]): (line["due"], line["deadline"], line["not_yet_due"])
        for line in pq.read_table(out / "lines.parquet").to_pylist()
        if line["institution"] == "200"
    }
    assert lines["employer-each-year", True] == ("due", "2026-08-31", 0)
    assert lines["workplaces-by-16", True] == ("due", "2026-08-31", 1)
    assert lines["workplaces-by-16", False] == ("overdue", "2025-08-31", 0)


def test_a_bad_folder_leaves_the_last_good_output_alone(folder, tmp_path):
    out = tmp_path / "results"
    run(folder, "--out", str(out))
    before = (out / "lines.parquet").read_bytes()
    (folder / "pupils.csv").write_text("institution,pupil\n100,1\n100,1\n")
    refused = run(folder, "--out", str(out))
    assert refused.exit_code == 1
    assert "is there already, in row 2" in refused.output.replace("\n", " ")
    assert (out / "lines.parquet").read_bytes() == before
    assert list(tmp_path.glob(".results*")) == []


def test_an_edition_without_rules_is_wrong_use(folder):
    asked = ["evaluate", str(folder), "--edition", "nothing", "--as-of", "2025-10-15"]
    assert CliRunner().invoke(main, asked).exit_code == 2

"""An export with other files, headings and words is read as it is, by a mapping that names them."""

from __future__ import annotations

import pytest

from trigpoint.engine.frameworks.problems import BadContent
from trigpoint.engine.frameworks.reading import FileText
from trigpoint.jobs.interchange.evidence_tables.mapping import read_mapping
from trigpoint.jobs.interchange.evidence_tables.reading import read_records

MAPPING = """
tables:
  pupils:
    file: Students 2025.csv
    columns: {pupil: Admission No, gender: Sex}
    values:
      gender: {Female: F, Male: M}
    always: {institution: "100001"}
  enrolments:
    file: Students 2025.csv
    columns: {pupil: Admission No, started_on: Entry date, year_group: Year}
    values:
      year_group: {"10": Y10, "11": Y11}
    always: {institution: "100001"}
"""
EXPORT = """Admission No,Surname,Sex,Entry date,Year
0012,Larch,Female,01/09/2024,10
0013,Rowan,Male,02/09/2024,11
0014,Ash,,02/09/2024,11
"""


def mapped(text=MAPPING):
    return read_mapping(FileText("mapping.yaml", text))


def problems_of(text):
    with pytest.raises(BadContent) as refused:
        mapped(text)
    return [(each.line, each.wrong) for each in refused.value.problems]


def read(tmp_path, export=EXPORT, text=MAPPING):
    (tmp_path / "Students 2025.csv").write_text(export, encoding="utf-8")
    return read_records(tmp_path, mapping=mapped(text))


def told(tmp_path, export=EXPORT, text=MAPPING):
    with pytest.raises(BadContent) as refused:
        read(tmp_path, export, text)
    return [str(each) for each in refused.value.problems]


def test_one_file_with_other_headings_and_words_is_two_tables(tmp_path):
    found = read(tmp_path)
    assert [(row["institution"], row["pupil"], row["gender"]) for row in found["pupils"]] == [
        ("100001", "0012", "F"),
        ("100001", "0013", "M"),
        ("100001", "0014", None),
    ]
    assert [(row["started_on"].isoformat(), row["year_group"]) for row in found["enrolments"]] == [
        ("2024-09-01", "Y10"),
        ("2024-09-02", "Y11"),
        ("2024-09-02", "Y11"),
    ]


def test_columns_that_the_mapping_does_not_name_are_left_alone(tmp_path):
    assert "Larch" not in str(read(tmp_path))


def test_a_heading_that_has_been_renamed_since_is_told_with_those_that_are_there(tmp_path):
    found = told(tmp_path, EXPORT.replace("Sex", "Gender"))
    assert found[0].startswith(
        "Students 2025.csv, line 1 (gender): there is no heading 'Sex', which the mapping names."
    )
    assert "Gender" in found[0]


def test_a_file_that_is_not_there_is_told_by_its_name(tmp_path):
    with pytest.raises(BadContent, match="there is no file 'Students 2025.csv'"):
        read_records(tmp_path, mapping=mapped())


def test_a_cell_that_is_wrong_keeps_its_row_of_the_export(tmp_path):
    (wrong,) = told(tmp_path, EXPORT.replace("02/09/2024,11\n0014", "soon,11\n0014"))
    assert wrong.startswith("Students 2025.csv, line 3 (started_on): 'soon' is not a day.")


def test_a_mapping_that_names_what_there_is_not_is_refused_by_line():
    text = MAPPING.replace("  enrolments:", "  enrolment:")
    assert problems_of(text) == [(9, 'There is no table "enrolment".')]
    text = MAPPING.replace("gender: Sex", "sex: Sex")
    assert problems_of(text) == [(5, 'pupils has no column "sex".')]


def test_a_word_that_a_column_cannot_be_is_refused_by_line():
    text = """tables:
  participations:
    file: marks.csv
    values:
      state:
        "/": here
"""
    assert problems_of(text) == [(6, '"here" is not one of the words that state can be.')]


def test_one_heading_for_two_columns_is_refused():
    text = MAPPING.replace("gender: Sex", "gender: Admission No")
    assert [wrong for _, wrong in problems_of(text)] == [
        'The heading "Admission No" is named for two columns.'
    ]

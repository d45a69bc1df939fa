"""A folder of evidence tables: what is read, and every mistake by file, row and column."""

from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from trigpoint.engine.frameworks.problems import BadContent
from trigpoint.jobs.interchange.evidence_tables.reading import read_records

PUPILS = "institution,pupil,gender,free_meals\n100,1,F,yes\n100,2,,\n"
ENROLMENTS = (
    "institution,pupil,started_on,ended_on,year_group\n100,1,2024-09-01,,Y8\n100,2,2024-09-01,2025-08-31,Y8\n"
)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "pupils.csv").write_text(PUPILS)
    (tmp_path / "enrolments.csv").write_text(ENROLMENTS)
    return tmp_path


def problems(folder):
    with pytest.raises(BadContent) as refused:
        read_records(folder)
    return [(each.file, each.line, each.where, each.wrong) for each in refused.value.problems]


def test_cells_are_read_as_their_columns_say_and_an_empty_one_is_not_known(folder):
    found = read_records(folder)
    assert found["pupils"][0] | {"person": None} == found["pupils"][0]
    assert [row["free_meals"] for row in found["pupils"]] == [True, None]
    assert found["enrolments"][1]["ended_on"] == date(2025, 8, 31)
    assert "participations" not in found


def test_days_may_be_written_with_slashes_throughout(folder):
    text = ENROLMENTS.replace("2024-09-01", "01/09/2024").replace("2025-08-31", "31/08/2025")
    (folder / "enrolments.csv").write_text(text)
    assert read_records(folder)["enrolments"][0]["started_on"] == date(2024, 9, 1)


def test_the_same_rows_as_parquet_are_the_same(folder):
    before = read_records(folder)
    table = pa.Table.from_pylist(
        [{k: v for k, v in row.items() if v is not None} for row in before["enrolments"]]
    )
    (folder / "enrolments.csv").unlink()
    pq.write_table(table, folder / "enrolments.parquet")
    assert read_records(folder)["enrolments"][0]["started_on"] == date(2024, 9, 1)


MISTAKES = {
    "a needed column that is missing": (
        ENROLMENTS.replace("started_on", "begun"),
        ("enrolments.csv", 1, "started_on", "the column 'started_on' is missing."),
    ),
    "a column under another name": (
        ENROLMENTS.replace("year_group", "yeargroup"),
        ("enrolments.csv", 1, "yeargroup", "there is no column 'yeargroup'."),
    ),
    "a column that is there twice": (
        "institution,pupil,started_on,started_on\n100,1,2024-09-01,2024-09-01\n",
        ("enrolments.csv", 1, "started_on", "the column 'started_on' is there twice."),
    ),
    "a day that is none": (
        ENROLMENTS.replace("2025-08-31", "2025-08-32"),
        ("enrolments.csv", 3, "ended_on", "'2025-08-32' is not a day."),
    ),
    "days in two forms": (
        ENROLMENTS.replace("2,2024-09-01", "2,01/09/2024"),
        (
            "enrolments.csv",
            3,
            "started_on",
            "'01/09/2024' is written another way than the dates before it, as in row 2.",
        ),
    ),
    "a day with a month in words": (
        ENROLMENTS.replace("2025-08-31", "31 Aug 2025"),
        ("enrolments.csv", 3, "ended_on", "'31 Aug 2025' is not a day."),
    ),
    "an empty cell that must not be": (
        ENROLMENTS.replace("1,2024-09-01", "1,"),
        ("enrolments.csv", 2, "started_on", "is empty."),
    ),
    "one pupil twice": (
        ENROLMENTS + "100,1,2024-09-01,,Y9\n",
        (
            "enrolments.csv",
            4,
            "",
            "institution 100, pupil 1, started_on 2024-09-01 is there already, in row 2.",
        ),
    ),
    "a number with a space": (
        ENROLMENTS.replace("100,2,", "100,2 ,"),
        ("enrolments.csv", 3, "pupil", "'2 ' begins or ends with a space."),
    ),
    "a pupil that nobody knows": (
        ENROLMENTS.replace("100,2,", "100,9,"),
        ("enrolments", 3, "pupil", "pupils has no row for institution 100, pupil 9."),
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_named_by_file_row_and_column(folder, mistake):
    text, named = MISTAKES[mistake]
    (folder / "enrolments.csv").write_text(text)
    assert named in problems(folder)


def test_a_word_that_is_neither_yes_nor_no(folder):
    (folder / "pupils.csv").write_text(PUPILS.replace("yes", "maybe"))
    assert problems(folder) == [("pupils.csv", 2, "free_meals", "'maybe' is neither yes nor no.")]


def test_a_needed_table_that_is_missing(folder):
    (folder / "enrolments.csv").unlink()
    assert problems(folder) == [(folder.name, 0, "enrolments", "the table of enrolments is missing.")]


def test_a_table_that_is_there_twice(folder):
    pq.write_table(pa.table({"institution": ["100"]}), folder / "pupils.parquet")
    assert (folder.name, 0, "pupils", "there are pupils.csv and pupils.parquet.") in problems(folder)


def test_a_parquet_file_that_is_cut_off(folder):
    (folder / "enrolments.csv").unlink()
    whole = folder / "enrolments.parquet"
    pq.write_table(pa.table({"institution": ["100"] * 1000}), whole)
    whole.write_bytes(whole.read_bytes()[:200])
    assert ("enrolments.parquet", 0, "", "this is no whole Parquet file.") in problems(folder)


def test_a_table_in_an_encoding_of_its_own(folder):
    (folder / "enrolments.csv").write_bytes(ENROLMENTS.encode("utf-16-le"))
    assert any(file == "enrolments.csv" for file, *_ in problems(folder))


def test_very_many_mistakes_stop_the_reading(folder):
    rows = "".join(f"100,{n},never,,Y8\n" for n in range(1000))
    (folder / "enrolments.csv").write_text("institution,pupil,started_on,ended_on,year_group\n" + rows)
    found = [wrong for file, _, _, wrong in problems(folder) if file == "enrolments.csv"]
    assert "there are too many mistakes to go on." in found
    assert len(found) == 201

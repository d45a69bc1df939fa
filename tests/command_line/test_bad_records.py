"""Broken evidence tables given to the command: every column of every table, torn files, a full disk, a kill."""

import json
import os
import resource
import signal
import subprocess
import sys

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from tests.command_line.test_evaluate import FILES
from trigpoint.commands import main
from trigpoint.engine.datasets.columns import Type
from trigpoint.engine.datasets.records import TABLES

ASKED = ["--edition", "gatsby-2024-schools", "--as-of", "2025-10-15"]
GOOD = {Type.KEY: "1", Type.DATE: "2025-03-04", Type.YES_NO: "yes", Type.WHOLE: "1"}
WRONG = {
    Type.DATE: "soon",
    Type.YES_NO: "perhaps",
    Type.WHOLE: "one and a half",
    Type.KEY: " 1",
    Type.WORD: "no such word",
}
COLUMNS = [(table, column) for table in TABLES for column in table]
NAMES = [f"{table.name}.{column.name}" for table, column in COLUMNS]


@pytest.fixture
def folder(tmp_path):
    records = tmp_path / "records"
    records.mkdir()
    for name, text in FILES.items():
        (records / name).write_text(text)
    return records


def cell(column):
    return (column.one_of or ("word",))[0] if column.type is Type.WORD else GOOD[column.type]


def write(folder, table, columns):
    """One row of a table, of these headings and cells."""
    text = ",".join(name for name, _ in columns) + "\n" + ",".join(value for _, value in columns) + "\n"
    (folder / f"{table.name}.csv").write_text(text)


def problems_of(folder, table):
    """What is said of a table's file, by row and column."""
    answer = CliRunner().invoke(main, ["records", "check", str(folder), "--json"])
    told = json.loads(answer.stdout).get("problems", ())
    return {(each["line"], each["where"]) for each in told if each["file"] == f"{table.name}.csv"}


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=NAMES)
def test_a_column_that_is_missing_renamed_doubled_or_of_another_type(folder, table, column):
    whole = [(each.name, cell(each)) for each in table]
    without = [(name, value) for name, value in whole if name != column.name]
    write(folder, table, without)
    assert ((1, column.name) in problems_of(folder, table)) == column.required
    write(folder, table, [*without, (f"{column.name}_x", cell(column))])
    assert (1, f"{column.name}_x") in problems_of(folder, table)
    write(folder, table, [*whole, (column.name, cell(column))])
    assert (1, column.name) in problems_of(folder, table)
    if column.type is not Type.WORD or column.one_of:
        write(folder, table, [*without, (column.name, WRONG[column.type])])
        assert (2, column.name) in problems_of(folder, table)


def evaluate(folder, out):
    return CliRunner().invoke(main, ["evaluate", str(folder), *ASKED, "--out", str(out)])


def contents(out):
    return {path.name: path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


ENROLMENTS = FILES["enrolments.csv"]
BROKEN = {
    "another encoding": (
        lambda at: (at / "institutions.csv").write_bytes("institution,name\n100,École\n".encode("utf-16-le")),
        ("institutions.csv", "UTF-16"),
    ),
    "dates in three forms": (
        lambda at: (at / "enrolments.csv").write_text(
            ENROLMENTS.replace("2025-01-20", "20/01/2025").replace("100,2,2024-09-01", "100,2,1 Sept 2024")
        ),
        ("enrolments.csv, line 3 (started_on)", "'1 Sept 2024' is not a day", "line 4 (started_on)"),
    ),
    "one pupil twice": (
        lambda at: (at / "pupils.csv").write_text(FILES["pupils.csv"] + "100,1\n"),
        ("pupils.csv, line 5", "is there already, in row 2", "Keep one of the two rows"),
    ),
    "numbers that differ by a space": (
        lambda at: (at / "pupils.csv").write_text(FILES["pupils.csv"] + '100,"1 "\n'),
        ("pupils.csv, line 5 (pupil)", "space"),
    ),
    "a table torn off": (
        lambda at: torn(at, "activities"),
        ("activities.parquet", "this is no whole Parquet file", "write it again"),
    ),
    "a workbook torn off": (
        lambda at: (at / "destinations.xlsx").write_bytes(b"PK\x03\x04" + b"\0" * 50),
        ("destinations.xlsx",),
    ),
}


def torn(folder, name):
    (folder / f"{name}.csv").unlink()
    pq.write_table(pa.table({"institution": ["100"] * 999}), folder / f"{name}.parquet")
    whole = (folder / f"{name}.parquet").read_bytes()
    (folder / f"{name}.parquet").write_bytes(whole[: len(whole) // 2])


@pytest.mark.parametrize("mistake", BROKEN)
def test_a_broken_file_is_named_and_the_last_result_stays(folder, tmp_path, mistake):
    out = tmp_path / "out"
    assert evaluate(folder, out).exit_code == 0
    before = contents(out)
    break_it, said = BROKEN[mistake]
    break_it(folder)
    refused = evaluate(folder, out)
    shown = " ".join(refused.output.split())
    assert (refused.exit_code, [words for words in said if words not in shown]) == (1, [])
    assert contents(out) == before


def child(folder, out, *, before="", limit=None):
    """The command in a process of its own, after some lines of Python."""
    words = ["evaluate", str(folder), *ASKED, "--out", str(out)]
    program = f"import os, signal\n{before}\nfrom trigpoint.commands import main\nmain({words!r})"

    def small_files():
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        preexec_fn=small_files if limit else None,
        check=False,
    )


def test_a_disk_that_takes_no_more_is_named_and_the_last_result_stays(folder, tmp_path):
    out = tmp_path / "out"
    assert child(folder, out).returncode == 0
    before = contents(out)
    full = child(folder, out, limit=2000)
    assert (full.returncode, "Traceback" in full.stderr) == (1, False)
    assert "too large" in full.stderr
    assert contents(out) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "records"]


def test_after_a_kill_in_the_middle_the_last_result_is_whole_and_the_next_run_clears_up(folder, tmp_path):
    out = tmp_path / "out"
    assert child(folder, out).returncode == 0
    before = contents(out)
    at_the_pages = (
        "from trigpoint.jobs.evidence_run import output\n"
        "output.evaluation_pages = lambda *asked: os.kill(os.getpid(), signal.SIGKILL)"
    )
    assert child(folder, out, before=at_the_pages).returncode == -signal.SIGKILL
    assert contents(out) == before
    assert len(list(tmp_path.iterdir())) == 3  # what was being written lies beside
    assert child(folder, out).returncode == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "records"]

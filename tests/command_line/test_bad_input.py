"""Broken files given to the command: file, line, what is wrong and what to do; nothing that was known is touched."""

from __future__ import annotations

import gzip
import json
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.jobs.interchange.test_gias import SPINE, workbook
from trigpoint.commands import main
from trigpoint.web.audit.models import Event
from trigpoint.web.organisations.models import Identifier

HEADER = "urn,name,open_date,town,postcode\n"
GOOD = HEADER + "100001,Ash School,,Elmton,NE1 4LP\n"


def zip_bomb() -> bytes:
    stream = BytesIO(workbook(SPINE))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet9.xml", b" " * 30_000_000)
    return stream.getvalue()


BROKEN = {
    "semicolons": (
        "a_20250711.csv",
        GOOD.replace(",", ";").encode(),
        1,
        "separated by semicolons",
        "with commas",
    ),
    "utf-16": ("a_20250711.csv", GOOD.encode("utf-16-le"), 0, "UTF-16 without the mark", "UTF-8"),
    "no encoding": ("a_20250711.csv", GOOD.encode() + b"100002,\x81,,,\n", 0, "neither UTF-8", "UTF-8"),
    "torn": ("a_20250711.csv.gz", gzip.compress(GOOD.encode() * 99)[:-20], 0, "breaks off", "again"),
    "bomb": ("2017-2018_spine.xlsx", zip_bomb(), 0, "which no register has", "Send it as CSV"),
    "quotation mark": (
        "a_20250711.csv",
        (GOOD + '2,"' + "x" * 140_000).encode(),
        3,
        "read on",
        "quotation mark",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
@pytest.mark.parametrize("command", [("check",), ("import",), ("import", "--dry-run")], ids=" ".join)
def test_broken_register(db: None, tmp_path: Path, command: tuple[str, ...], case: str) -> None:
    name, content, row, wrong, instead = BROKEN[case]
    file = tmp_path / name
    file.write_bytes(content)
    for_people = CliRunner().invoke(main, ["register", *command, str(file)])
    as_json = CliRunner().invoke(main, ["register", *command, "--json", str(file)])
    told = json.loads(as_json.stdout)["refused"][0]
    assert (for_people.exit_code, as_json.exit_code, as_json.stderr) == (1, 1, "")
    assert (name in for_people.output, wrong in for_people.output, instead in for_people.output) == (
        True,
    ) * 3
    assert (told["file"], told["row"], wrong in told["wrong"], instead in told["instead"]) == (
        name,
        row,
        True,
        True,
    )
    assert not Identifier.objects.exists()
    assert not Event.objects.exists()


def test_formula_in_a_workbook_loses_its_row_and_no_other(db: None, tmp_path: Path) -> None:
    row = (100002, 390, 3904001, "Elm School", 1, None, None, "Academy", "Studio school", 14, 19)
    file = tmp_path / "2017-2018_spine.xlsx"
    file.write_bytes(workbook(SPINE, ("=100000+1", *row[1:]), row))
    said = CliRunner().invoke(main, ["register", "import", str(file)])
    wrong, instead = "the cell holds a formula, not a value.", "Copy the column and paste it as values."
    assert f"2017-2018_spine.xlsx, row 2, URN: {wrong} {instead}" in said.output
    assert Identifier.objects.get(scheme="urn").value == "100002"


def test_broken_file_does_not_stop_the_good_one_beside_it(db: None, tmp_path: Path) -> None:
    good, bad = tmp_path / "good_20250711.csv", tmp_path / "bad_20250711.csv"
    good.write_text(GOOD)
    bad.write_text(GOOD.replace(",", ";"))
    said = CliRunner().invoke(main, ["register", "import", str(bad), str(good)])
    assert said.exit_code == 1
    assert Identifier.objects.get().value == "100001"


YAML = {
    "open bracket": (b"id: [a,\nb: 2\n", 3, "this is not YAML", "Check the indentation, the brackets"),
    "tab": (b"\tid: x\n", 1, "begins with a tab", "Indent with spaces"),
    "key twice": (b"id: x\nid: y\n", 2, 'the key "id" is there twice', "Keep one of the two."),
    "utf-16": ("id: x\n".encode("utf-16"), 1, "not text in UTF-8", "Save it again with the encoding UTF-8."),
    "windows-1252": (b"id: caf\xe9\n", 1, "not text in UTF-8", "Save it again with the encoding UTF-8."),
    "nothing": (b"", 1, "the file is empty", "Start with `id:`"),
    "a list": (b"- a\n- b\n", 1, "does not consist of keys and values", "Start with `id:`"),
    "an avalanche": (
        b"a: &a [x, x]\nb: [*a, *a]\n",
        2,
        '"*a" repeats another place',
        "Write the words out again.",
    ),
    "too deep": (b"a: " + b"[" * 5000, 1, "stand inside one another", "Check the brackets."),
}


@pytest.mark.parametrize("case", YAML)
def test_broken_edition(tmp_path: Path, case: str) -> None:
    content, line, wrong, instead = YAML[case]
    file = tmp_path / "edition.yaml"
    file.write_bytes(content)
    for_people = CliRunner().invoke(main, ["frameworks", "check", str(file)])
    as_json = CliRunner().invoke(main, ["frameworks", "check", "--json", str(file)])
    problem = json.loads(as_json.stdout)["problems"][0]
    assert (for_people.exit_code, as_json.exit_code) == (1, 1)
    assert f"edition.yaml, line {line}" in for_people.output
    assert (problem["line"], wrong in problem["wrong"], instead in problem["instead"]) == (line, True, True)


def test_an_object_in_yaml_is_never_made(tmp_path: Path) -> None:
    file, made = tmp_path / "edition.yaml", tmp_path / "made"
    file.write_text(f'id: !!python/object/apply:os.mkdir ["{made}"]\n')
    assert CliRunner().invoke(main, ["frameworks", "check", str(file)]).exit_code == 1
    assert not made.exists()

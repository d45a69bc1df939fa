"""`trigpoint synthesise`: a nation that does not exist, in a folder."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from trigpoint.commands import main


def run(*asked):
    return CliRunner().invoke(main, ["synthesise", *asked])


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    out = tmp_path_factory.mktemp("synthesised") / "nation"
    return out, run("--out", str(out), "--institutions", "1", "--dirty", "--json")


def test_what_was_written_is_told_by_table(made):
    out, result = made
    assert result.exit_code == 0
    said = json.loads(result.stdout)
    assert (said["out"], said["institutions"], said["seed"], said["hubs"]) == (str(out), 1, 1, 1)
    assert said["rows"]["institutions"] == 1
    assert said["rows"]["participations"] > said["rows"]["pupils"] > 0
    assert said["mistakes"]["a row doubled"] == 4


def test_evaluate_reads_a_hub(made):
    out, _ = made
    asked = ["evaluate", str(out / "hubs" / "hub-001"), "--edition", "gatsby-2024-schools"]
    result = CliRunner().invoke(main, [*asked, "--as-of", "2026-01-31", "--json"])
    assert result.exit_code == 0
    lines = json.loads(result.stdout)["lines"]
    assert {line["institution"] for line in lines} == {"100001"}
    assert sum(line["met"] for line in lines) > 0


def test_evaluate_refuses_the_broken_copy(made):
    out, _ = made
    asked = ["evaluate", str(out / "dirty"), "--edition", "gatsby-2024-schools", "--as-of", "2026-01-31"]
    result = CliRunner().invoke(main, asked)
    assert result.exit_code == 1
    assert "neither yes nor no" in result.output


def test_people_read_what_is_where(tmp_path):
    result = run("--out", str(tmp_path / "n"), "--institutions", "1", "--seed", "5", "--as-of", "2025-10-15")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Wrote 1 hub to {tmp_path / 'n'}.\n")
    assert json.loads((tmp_path / "n" / "synthesis.json").read_text())["as_of"] == "2025-10-15"


def test_a_folder_that_is_not_empty_is_refused(tmp_path):
    (tmp_path / "letter.txt").write_text("Dear Sir")
    result = run("--out", str(tmp_path), "--institutions", "1")
    assert (result.exit_code, "the folder is not empty" in result.stderr) == (1, True)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("--institutions", "1", "--size", "hub"), "not both"),
        (("--size", "village"), "there are: hub, tenth, nation"),
        (("--shape", "atlantis"), "there are: england"),
        (("--institutions", "0"), "is not in the range"),
    ],
)
def test_wrong_use_says_what_there_is(asked, told, tmp_path):
    result = run("--out", str(tmp_path / "n"), *asked)
    assert (result.exit_code, told in result.stderr) == (2, True)
    assert not (tmp_path / "n").exists()


def test_django_is_not_needed(tmp_path):
    code = (
        "import sys; sys.modules['django'] = None; from trigpoint.commands import main; "
        f"main(['synthesise', '--out', {str(tmp_path / 'n')!r}, '--institutions', '1'])"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, capture_output=True).returncode == 0

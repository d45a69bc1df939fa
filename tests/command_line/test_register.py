"""`trigpoint register`: problems by row, JSON, exit codes, and no Django for checking."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.command_line.test_subcommands import run_without_django
from trigpoint.commands import main
from trigpoint.web.audit.models import Event
from trigpoint.web.organisations.models import Identifier

CUT = "urn,name,open_date,town,postcode\n"
NAME = "schools_gias_20250711.csv"


@pytest.fixture
def good(tmp_path: Path) -> Path:
    file = tmp_path / NAME
    file.write_text(CUT + "100001,Ash School,,Elmton,NE1 4LP\n")
    return file


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    file = tmp_path / "bad_20250711.csv"
    file.write_text(CUT + "abc,Elm School,,,\n")
    return file


def test_check_needs_no_django(good):
    result = run_without_django("register", "check", "--json", str(good))
    assert result.returncode == 0
    assert json.loads(result.stdout)["files"][0]["rows"] == {"read": 1, "kept": 1, "refused": 0}


def test_check_says_every_problem_by_row(bad):
    result = CliRunner().invoke(main, ["register", "check", str(bad)])
    assert result.exit_code == 1
    assert 'bad_20250711.csv, row 2, urn: "abc" is not a URN.' in result.stdout


def test_a_file_that_is_no_register_does_not_hide_the_others(good, tmp_path):
    other = tmp_path / "other_20250711.csv"
    other.write_text("a,b\n1,2\n")
    result = CliRunner().invoke(main, ["register", "check", "--json", str(other), str(good)])
    told = json.loads(result.stdout)
    assert result.exit_code == 1
    assert [file["file"] for file in told["files"]] == [NAME]
    assert "no register that is known" in told["refused"][0]["wrong"]


def test_import_writes_and_says_what_changed(db, good):
    result = CliRunner().invoke(main, ["register", "import", "--json", str(good)])
    assert json.loads(result.stdout)["files"][0]["changes"]["counts"]["added"] == 1
    assert Identifier.objects.get().value == "100001"
    assert Event.objects.get().actor_name == "Trigpoint"


def test_a_dry_run_writes_nothing(db, good):
    result = CliRunner().invoke(main, ["register", "import", "--dry-run", str(good)])
    assert "1 added" in result.stdout
    assert not Identifier.objects.exists()

"""The command as a whole: late imports, help, JSON and exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from trigpoint.command_line.subcommands import Answer, LateGroup, Subcommand, Subcommands
from trigpoint.commands import SUBCOMMANDS, main
from trigpoint.engine.frameworks.problems import BadContent, Problem

WITHOUT_DJANGO = """
import sys

class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "django":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Blocker())
from trigpoint.commands import main
main(prog_name="trigpoint")
"""


def run_without_django(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "error", "-c", WITHOUT_DJANGO, *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def every_command() -> list[tuple[str, ...]]:
    found = []
    for name in SUBCOMMANDS:
        command = main.get_command(click.Context(main), name)
        below = command.commands if isinstance(command, click.Group) else None
        found += [(name,)] if below is None else [(name, each) for each in below]
    return found


@pytest.fixture
def demonstration() -> click.Group:
    """A group with one command that goes well, one that finds problems and one that needs what is missing."""

    @click.group(cls=Subcommands)
    def group() -> None: ...

    @group.command()
    def well() -> Answer:
        return Answer({"rows": 2}, ("Two [rows].",))

    @group.command()
    def badly() -> Answer:
        raise BadContent([Problem("é.yaml", 3, "title", "it is empty.", "Write one.")])

    @group.command()
    def half() -> Answer:
        return Answer({"rows": 1, "refused": 1}, ("One row refused.",), found_problems=True)

    @group.command()
    def web() -> Answer:
        raise ModuleNotFoundError("No module named 'django.conf'", name="django.conf")

    return group


def test_help_lists_every_subcommand_and_imports_none() -> None:
    code = "import sys; from trigpoint.commands import main\ntry: main(['--help'])\nexcept SystemExit: pass\n"
    code += (
        "print([m for m in sys.modules if m.startswith(('django', 'rdflib', 'trigpoint.command_line.f'))])"
    )
    shown = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True
    ).stdout
    assert shown.splitlines()[-1] == "[]"
    assert [name for name in SUBCOMMANDS if name not in shown] == []


def test_the_line_in_the_list_is_the_help_of_the_subcommand() -> None:
    context = click.Context(main)
    found = {name: (main.get_command(context, name) or main).help or "" for name in SUBCOMMANDS}
    assert {name: text.split("\n")[0] for name, text in found.items()} == {
        name: late.summary for name, late in SUBCOMMANDS.items()
    }


@pytest.mark.parametrize("command", every_command(), ids=" ".join)
def test_every_command_takes_json(command: tuple[str, ...]) -> None:
    shown = CliRunner().invoke(main, [*command, "--help"])
    assert (shown.exit_code, "--json" in shown.stdout) == (0, True)


@pytest.mark.parametrize(("name", "code"), [("well", 0), ("badly", 1), ("half", 1)])
def test_json_is_one_document_and_nothing_else(demonstration: click.Group, name: str, code: int) -> None:
    result = CliRunner().invoke(demonstration, [name, "--json"])
    json.loads(result.stdout)
    assert (result.exit_code, result.stderr) == (code, "")


def test_text_for_people_keeps_its_brackets(demonstration: click.Group) -> None:
    assert CliRunner().invoke(demonstration, ["well"]).stdout == "Two [rows].\n"


def test_problems_come_one_per_line_on_stderr(demonstration: click.Group) -> None:
    result = CliRunner().invoke(demonstration, ["badly"])
    assert (result.stdout, result.stderr) == ("", "é.yaml, line 3 (title): it is empty. Write one.\n")


def test_what_needs_the_web_says_so(demonstration: click.Group) -> None:
    result = CliRunner().invoke(demonstration, ["web"])
    assert (result.exit_code, "pip install 'trigpoint[web]'" in result.stderr) == (1, True)


@pytest.mark.parametrize(
    "words",
    [
        ["frameworks", "list"],
        ["crosswalks", "list"],
        ["crosswalks", "export", "gatsby-2014-schools--gatsby-2024-schools", "--format", "skos"],
        ["postcodes", "build", "--help"],
        ["register", "check", "--help"],
    ],
    ids=" ".join,
)
def test_what_needs_no_web_runs_without_django(words: list[str]) -> None:
    shown = run_without_django(*words)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert shown.stdout


def test_a_wrong_option_is_wrong_use() -> None:
    assert CliRunner().invoke(main, ["frameworks", "list", "--nope"]).exit_code == 2


@pytest.mark.parametrize(
    "words",
    [
        ["frameworks", "list", "--nope"],
        ["frameworks", "show"],
        ["nope"],
        ["frameworks", "check", "not-there.yaml"],
    ],
    ids=" ".join,
)
def test_wrong_use_is_json_too_where_it_was_asked_for(words: list[str]) -> None:
    result = CliRunner().invoke(main, [*words, "--json"])
    (problem,) = json.loads(result.stdout)["problems"]
    assert (result.exit_code, problem["where"], result.stderr) == (2, "command line", "")
    assert problem["wrong"]
    assert problem["instead"].startswith("Usage: ")


def test_an_unknown_subcommand_is_wrong_use() -> None:
    assert CliRunner().invoke(main, ["nope"]).exit_code == 2


def test_every_command_is_a_subcommand() -> None:
    assert {type(command) for _, command in _all_commands()} == {Subcommand}


def _all_commands() -> list[tuple[str, click.Command]]:
    assert isinstance(main, LateGroup)
    found: list[tuple[str, click.Command]] = []
    for name in SUBCOMMANDS:
        command = main.get_command(click.Context(main), name)
        assert command is not None
        found += command.commands.items() if isinstance(command, click.Group) else [(name, command)]
    return found


def test_records_are_evaluated_without_django(tmp_path: Path) -> None:
    (tmp_path / "pupils.csv").write_text("institution,pupil\n100,1\n")
    (tmp_path / "enrolments.csv").write_text("institution,pupil,started_on,year_group\n100,1,2024-09-01,Y8\n")
    asked = ("--edition", "gatsby-2024-schools", "--as-of", "2025-06-30", "--json")
    found = run_without_django("evaluate", str(tmp_path), *asked)
    assert (found.returncode, found.stderr) == (0, "")


def test_frameworks_work_without_django(tmp_path: Path, small_file: Path) -> None:
    listed = run_without_django("frameworks", "list", "--json")
    checked = run_without_django("frameworks", "check", str(small_file))
    assert (listed.returncode, listed.stderr) == (0, "")
    assert (checked.returncode, checked.stderr) == (0, "")
    for edition in json.loads(listed.stdout)["editions"][:1]:
        shown = run_without_django("frameworks", "show", edition["id"])
        assert (shown.returncode, shown.stderr) == (0, "")
        for kind in ("case", "skos"):
            out = tmp_path / f"edition.{kind}"
            exported = run_without_django(
                "frameworks", "export", edition["id"], "--format", kind, "--out", str(out)
            )
            assert (exported.returncode, exported.stderr, out.exists()) == (0, "", True)


def test_the_blocker_really_blocks() -> None:
    code = WITHOUT_DJANGO.partition("from trigpoint")[0] + "import django"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    assert "No module named 'django'" in result.stderr


def test_every_command_is_in_the_docs() -> None:
    page = (Path(__file__).parents[2] / "docs/operate/command.md").read_text("utf-8")
    assert [command for command in every_command() if f"`trigpoint {' '.join(command)}" not in page] == []

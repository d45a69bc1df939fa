"""Rules and worked cases at a terminal: checked as files, shown in words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from trigpoint.commands import main
from trigpoint.jobs.storage.packaged_content import content_text, packaged_edition, packaged_rules, register

BAD_CONTENT = Path(__file__).parents[1] / "bad_content"
EDITION, RULES, CASES = (
    BAD_CONTENT / name for name in ("good_for_rules.yaml", "good_rules.yaml", "good_cases.yaml")
)
EDITIONS = [entry.id for entry in register().editions]


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["frameworks", *map(str, arguments)])


def as_json(*arguments: str | Path) -> Any:
    return json.loads(run(*arguments, "--json").stdout)


def packaged(tmp_path: Path, entries: str) -> list[Path]:
    """The packaged files of a part of the register, written to a folder of somebody."""
    files = []
    for entry in getattr(register(), entries):
        file = tmp_path / f"{entries}-{entry.id}.yaml"
        file.write_text(content_text(entry.file).text, "utf-8")
        files.append(file)
    return files


def test_an_edition_its_rules_and_its_cases_are_checked_against_one_another() -> None:
    result = run("check", CASES, RULES, EDITION)
    assert result.stdout.splitlines() == [
        f"{CASES}: 6 cases of shown-1, all as expected.",
        f"{RULES}: no problems (5 rules of shown-1).",
        f"{EDITION}: no problems (shown-1).",
    ]


def test_packaged_rules_and_cases_have_no_problems(tmp_path: Path) -> None:
    rows = as_json("check", *packaged(tmp_path, "rules"), *packaged(tmp_path, "rule_cases"))["checked"]
    assert [row["id"] for row in rows] == [
        entry.id for entries in (register().rules, register().rule_cases) for entry in entries
    ]
    assert min(row.get("cases", 5) for row in rows) == 5


def test_a_case_that_comes_out_otherwise_says_which_what_was_expected_and_what_was_found(
    tmp_path: Path,
) -> None:
    broken = tmp_path / "cases.yaml"
    broken.write_text(CASES.read_text("utf-8").replace("expect: not_met}", "expect: met}", 1), "utf-8")
    result = run("check", EDITION, RULES, broken)
    assert result.exit_code == 1
    assert result.stderr == (
        f"{broken}, line 7, column 146 (cases the talk was last year > expect): met is expected of the rule "
        "talk-each-year, and not_met comes out. Correct the case if it says something else than you mean; "
        "otherwise correct the rule.\n"
    )


def test_a_changed_rule_is_caught_by_its_cases(tmp_path: Path) -> None:
    changed = tmp_path / "rules.yaml"
    changed.write_text(RULES.read_text("utf-8").replace("month: 2, day: 28", "month: 2, day: 27"), "utf-8")
    (problem,) = as_json("check", EDITION, changed, CASES)["problems"]
    assert (problem["line"], problem["column"]) == (13, 5)
    assert problem["where"] == "cases a meeting before the last of February > expect"


@pytest.mark.parametrize("place", ["rules", "rule_cases"])
def test_every_broken_file_is_named_with_line_and_column(place: str) -> None:
    files = sorted((BAD_CONTENT / place).glob("*.yaml"))
    given = [EDITION, RULES] if place == "rule_cases" else [EDITION]
    problems = as_json("check", *given, *files)["problems"]
    assert {problem["file"] for problem in problems} == {str(file) for file in files}
    assert [problem for problem in problems if not (problem["line"] and problem["column"])] == []


def test_rules_that_are_broken_are_not_used_for_cases(tmp_path: Path) -> None:
    broken = tmp_path / "rules.yaml"
    broken.write_text(RULES.read_text("utf-8").replace("n: 1", "n: 0", 1), "utf-8")
    found = as_json("check", EDITION, broken, CASES)["problems"]
    assert {problem["file"]: problem["wrong"] for problem in found} == {
        str(broken): "at least 0 is always met.",
        str(CASES): "there are no rules of shown-1 to hold the cases against.",
    }


def test_rules_of_an_edition_that_nobody_has_are_told_which_there_are() -> None:
    result = run("check", RULES)
    assert result.exit_code == 1
    assert f'{RULES}, line 2, column 1 (edition): there is no edition "shown-1".' in result.stderr
    assert "hkbm-schools; or give its file too." in result.stderr


def test_rules_that_name_no_edition_are_told_to(tmp_path: Path) -> None:
    file = tmp_path / "rules.yaml"
    file.write_text("pupil_rules: []\n", "utf-8")
    (problem,) = as_json("check", file)["problems"]
    assert problem["wrong"] == '"edition" is missing: whose criteria are meant is not said.'


@pytest.mark.parametrize("edition_id", EDITIONS)
def test_every_rule_is_shown_in_words_below_its_criterion(edition_id: str) -> None:
    shown = run("show", edition_id, "--rules")
    assert shown.exit_code == 0
    words = shown.stdout.split()
    assert [rule.id for rule in packaged_rules(edition_id).rules if f"{rule.id}:" not in words] == []
    data = as_json("show", edition_id, "--rules")
    named = {each["criterion"] for each in (*data["rules"], *data["without_rule"])}
    criteria = {
        each.id for benchmark in packaged_edition(edition_id).benchmarks for each in benchmark.criteria
    }
    assert named <= criteria


def test_what_nobody_has_read_is_shown_where_its_rules_would_be() -> None:
    shown = " ".join(run("show", "hkbm-schools", "--rules").stdout.replace("│", " ").split())
    assert "not read: The source broke off in its tenth criterion" in shown
    assert "not read: Its page was not read in either language." in shown


def test_a_rule_in_words_says_of_whom_what_when_and_how_many() -> None:
    told = {each["id"]: each["asks"] for each in as_json("show", "provider-access-2023", "--rules")["rules"]}
    assert told["third-phase"] == (
        "Every pupil in Y13: at least 2 encounters (provider access) while in Y12 or Y13, in Y13 until 28/2, "
        "offered or attended, where in school day."
    )
    told = {each["id"]: each["asks"] for each in as_json("show", "hkbm-schools", "--rules")["rules"]}
    assert told["team-trained"] == "50% of staff (careers leader or careers team): trained for the role."
    assert told["learned-from-people-at-work"].startswith("90% of students in S6: at least 1 encounter (")
    assert told["core-subject"] == (
        "At least 1 subject linked to careers: chinese, english, maths and citizenship, in S4, S5 and S6."
    )


def test_what_differs_and_what_each_must_have_been_is_told() -> None:
    told = {each["id"]: each["asks"] for each in as_json("show", "gatsby-2024-schools", "--rules")["rules"]}
    assert told["each-kind-of-provider"].startswith(
        "Every pupil in Y11: an encounter (provider talk, provider visit, provider fair or provider access) for each "
        "partner kind of sixth form, college, university and training provider, while in Y7, Y8, Y9, Y10 or Y11, "
        "where purpose shared, outcomes fitted"
    )
    assert "encounters with partners of at least 2 different sectors (" in told["employers-vary"]
    told = {each["id"]: each["asks"] for each in as_json("show", "gatsby-2014-schools", "--rules")["rules"]}
    assert "encounters of at least 2 different kinds (" in told["workplaces-of-two-kinds-by-16"]

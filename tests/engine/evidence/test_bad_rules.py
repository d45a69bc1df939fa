"""One broken file of rules or of worked cases per mistake: each is refused with one message, which its first line
expects word for word: file, line, column, what is wrong and what to write instead."""

from pathlib import Path

import pytest

from trigpoint.engine.evidence.rule_reading.reading import read_rules
from trigpoint.engine.evidence.school_years import Calendar
from trigpoint.engine.evidence.worked_cases.running import check_cases
from trigpoint.engine.frameworks.problems import BadContent
from trigpoint.engine.frameworks.reading import EditionFiles, FileText, read_edition

BAD_CONTENT = Path(__file__).parents[2] / "bad_content"
RULES = sorted((BAD_CONTENT / "rules").glob("*.yaml"))
CASES = sorted((BAD_CONTENT / "rule_cases").glob("*.yaml"))
CALENDAR = Calendar(begins=(9, 1), roll_day=(5, 31))


def opened(path):
    return FileText(path.name, path.read_text("utf-8"))


EDITION = read_edition(EditionFiles(opened(BAD_CONTENT / "good_for_rules.yaml")))
GOOD = read_rules(opened(BAD_CONTENT / "good_rules.yaml"), EDITION)
BY_ID = {rule.id: rule for rule in GOOD.rules}


def expected(path):
    first = path.read_text("utf-8").splitlines()[0]
    return f"{path.name}, {first.removeprefix('# expect: ')}"


def test_the_good_files_are_read_and_their_cases_come_out():
    assert list(BY_ID) == ["talk-each-year", "guidance-by-year-8", "team-trained", "planned", "linked"]
    found = check_cases(opened(BAD_CONTENT / "good_cases.yaml"), BY_ID, CALENDAR)
    assert (len(found.cases), len(found.institution_cases)) == (3, 3)


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_one_mistake_in_rules_gives_one_message(path):
    with pytest.raises(BadContent) as refused:
        read_rules(opened(path), EDITION)
    assert [str(problem) for problem in refused.value.problems] == [expected(path)]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_one_mistake_in_cases_gives_one_message(path):
    with pytest.raises(BadContent) as refused:
        check_cases(opened(path), BY_ID, CALENDAR)
    assert [str(problem) for problem in refused.value.problems] == [expected(path)]


@pytest.mark.parametrize("path", [*RULES, *CASES], ids=lambda path: f"{path.parent.name} {path.stem}")
def test_every_message_names_line_and_column(path):
    assert expected(path).startswith(f"{path.name}, line ")
    assert ", column " in expected(path).split(":")[0]


def test_rules_that_build_on_others_change_what_they_say_and_keep_the_rest():
    text = 'extends: shown-1\nedition: shown-1\npupil_rules:\n  - {id: talk-each-year, share: "0.5"}\n'
    found = read_rules(FileText("more.yaml", text), EDITION, opened(BAD_CONTENT / "good_rules.yaml"))
    changed = {rule.id: rule for rule in found.rules}
    assert [rule for rule in BY_ID if changed[rule] != BY_ID[rule]] == ["talk-each-year"]
    assert str(changed["talk-each-year"].share) == "1/2"


def test_rules_that_build_on_what_is_not_there_say_so():
    with pytest.raises(BadContent) as refused:
        read_rules(FileText("more.yaml", "extends: nowhere\nedition: shown-1\n"), EDITION)
    assert [str(problem) for problem in refused.value.problems] == [
        'more.yaml, line 1, column 1 (extends): the rules of "nowhere" that it builds on are not there. '
        "Correct the id of the edition, or give its file too."
    ]

"""What docs/recipes/add-a-rule.md says is what happens."""

import re
import textwrap
from pathlib import Path

import pytest

from trigpoint.engine.evidence.rule_reading.reading import read_rules
from trigpoint.engine.evidence.rule_reading.wording import tell_rule
from trigpoint.engine.evidence.worked_cases.running import check_cases
from trigpoint.engine.frameworks.problems import BadContent
from trigpoint.engine.frameworks.reading import FileText
from trigpoint.jobs.storage.packaged_content import content_text, packaged_calendar, packaged_edition

RECIPE = (Path(__file__).parents[2] / "docs" / "recipes" / "add-a-rule.md").read_text("utf-8")
EDITION = packaged_edition("gatsby-2024-schools")


def blocks(language):
    found = re.findall(rf"   ```{language}\n(.*?)   ```", RECIPE, re.DOTALL)
    return [textwrap.dedent(block) for block in found]


RULE, CASES = blocks("yaml")
UNKNOWN_KIND, WRONG_WINDOW, OTHERWISE, IN_WORDS = (block.strip() for block in blocks("text"))


def with_rule(rule=RULE):
    packaged = content_text("rules/gatsby-2024-schools.yaml").text
    text = packaged.replace("pupil_rules:\n", rule, 1)
    return read_rules(FileText("rules.yaml", text), EDITION)


def with_cases(rules):
    packaged = content_text("rule_cases/gatsby-2024-schools.yaml").text
    file = FileText("cases.yaml", packaged.replace("cases:\n", CASES, 1))
    return check_cases(file, {rule.id: rule for rule in rules.rules}, packaged_calendar(EDITION.jurisdiction))


def test_the_rule_and_its_cases_go_into_the_packaged_files():
    names = [case.name for case in with_cases(with_rule()).cases]
    assert names[:3] == [
        "a visit in Year 7",
        "the first visit was on 1 September after Year 9",
        "joined in Year 9 with no visit since",
    ]


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [("of: workplaces", "of: workplace", UNKNOWN_KIND), ("key_stage_3", "by_16", WRONG_WINDOW)],
)
def test_a_mistake_in_the_rule_is_told_as_the_recipe_says(right, wrong, message):
    with pytest.raises(BadContent) as refused:
        with_rule(RULE.replace(right, wrong))
    [problem] = refused.value.problems
    assert message in str(problem)
    assert (problem.line, problem.column > 0) == (content_line("asks:"), True)


def content_line(words):
    packaged = content_text("rules/gatsby-2024-schools.yaml").text
    before = packaged[: packaged.index("pupil_rules:\n")].count("\n")
    return before + 1 + RULE[: RULE.index(words)].count("\n")


def test_a_case_that_comes_out_otherwise_is_told_as_the_recipe_says():
    with pytest.raises(BadContent) as refused:
        with_cases(with_rule(RULE.replace("n: 1", "n: 2")))
    [problem] = refused.value.problems
    assert str(problem).endswith(OTHERWISE)


def test_the_rule_in_words_is_that_of_the_recipe():
    [rule] = [rule for rule in with_rule().rules if rule.id == "workplace-by-14"]
    assert tell_rule(rule, str(EDITION.person), {}) == IN_WORDS

"""A rule that means nothing is refused with its line, what is wrong and what to write instead."""

import pytest

from trigpoint.engine.evidence.rule_reading.reading import read_rules
from trigpoint.engine.frameworks.problems import BadContent
from trigpoint.engine.frameworks.reading import FileText
from trigpoint.jobs.storage.packaged_content import content_text, packaged_edition, packaged_rules

EDITION = "gatsby-2024-schools"
GOOD = content_text("rules/gatsby-2024-schools.yaml").text
EMPLOYER = "asks: {at_least: {n: 1, of: employers, tests: meaningful_with_employer, within: this_year}}"
GUIDANCE = "of: guidance_meeting, where: {adviser_level: {at_least: 6}}, within: by_16"


def problems(text):
    with pytest.raises(BadContent) as refused:
        read_rules(FileText("rules.yaml", text), packaged_edition(EDITION))
    return refused.value.problems


def mend(right, wrong, *, text=GOOD):
    assert right in text
    return text.replace(right, wrong, 1)


MISTAKES = {
    "a kind of activity that does not exist": (
        EMPLOYER.replace("of: employers", "of: employer_chat"),
        "there is no kind of activity 'employer_chat'.",
    ),
    "a test that does not exist": (
        EMPLOYER.replace("tests: meaningful_with_employer", "tests: [fun]"),
        "there is no test 'fun'.",
    ),
    "a window that does not exist": (
        EMPLOYER.replace("this_year", "last_year"),
        "'last_year' is no window.",
    ),
    "a number that is always met": (EMPLOYER.replace("n: 1", "n: 0"), "at least 0 is always met."),
    "a key that does not belong": (
        EMPLOYER.replace("n: 1", "n: 1, m: 2"),
        '"m" is not a key that belongs here.',
    ),
    "two measures at once": (
        EMPLOYER.replace("{at_least:", "{destination_known: {kind: actual, months: 6}, at_least:"),
        "at_least and destination_known is asked here.",
    ),
    "a window that ends with other pupils": (
        EMPLOYER.replace("this_year", "by_16"),
        "the window ends in year group 'Y11'.",
    ),
    "an attribute that does not exist": (
        EMPLOYER.replace("n: 1", "n: 1, where: {colour: red}"),
        "an encounter has no attribute 'colour'.",
    ),
    "an attribute of pupils among encounters": (
        EMPLOYER.replace("n: 1", "n: 1, where: {gender: F}"),
        "an encounter has no attribute 'gender'.",
    ),
    "a value that the attribute cannot have": (
        EMPLOYER.replace("n: 1", "n: 1, where: {partner_kind: zoo}"),
        "'partner_kind' has no value 'zoo'.",
    ),
    "a number compared with a word": (
        EMPLOYER.replace("n: 1", "n: 1, where: {level: two}"),
        "'level' is a number.",
    ),
    "a word compared with a range": (
        EMPLOYER.replace("n: 1", "n: 1, where: {sector: {at_least: 2}}"),
        "'sector' is not a number.",
    ),
    "a yes or no compared with a word": (
        EMPLOYER.replace("n: 1", "n: 1, where: {two_way: often}"),
        "'two_way' is yes or no, not 'often'.",
    ),
    "a range that is empty": (
        EMPLOYER.replace("n: 1", "n: 1, where: {level: {at_least: 3, at_most: 2}}"),
        "'level' cannot be at least 3 and at most 2.",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_in_what_is_asked_is_named_at_its_line(mistake):
    wrong, words = MISTAKES[mistake]
    line = GOOD[: GOOD.index(EMPLOYER)].count("\n") + 1
    [found] = problems(mend(EMPLOYER, wrong))
    assert (found.line, found.wrong) == (line, words)
    assert "pupil_rules employer-each-year" in found.where


OTHER_MISTAKES = {
    "a criterion that the edition lacks": ('criterion: "8.1"', 'criterion: "9.1"', "has no criterion 9.1."),
    "a criterion that records cannot show": (
        'criterion: "8.1"',
        'criterion: "8.4"',
        "criterion 8.4 is attested",
    ),
    "a question that the edition lacks": ('question: "8.1"', 'question: "8.9"', "has no question 8.9."),
    "a question that is no share": ('question: "8.1"', 'question: "8.3"', "is not answered with a share."),
    "a line that the question lacks": ("line: college", "line: school", "question 7.1 has no line school."),
    "one id for two rules": ("id: provider-college", "id: provider-training", "is there twice."),
    "a share above one": ("share: 1\n", "share: 2\n", "a share is above 0 and at most 1, not 2."),
    "a document that nobody described": (
        "documents: [backing]",
        "documents: [letter]",
        "no kind of document 'letter'.",
    ),
    "rules of another edition": (
        f"edition: {EDITION}",
        "edition: hkbm-schools",
        "these are rules of hkbm-schools.",
    ),
    "a year group that the edition lacks": ("by_16: [Y7,", "by_16: [Y77,", "has no year group Y77."),
    "a file that is no YAML": ("pupil_rules:", "pupil_rules: [", ""),
}


@pytest.mark.parametrize("mistake", OTHER_MISTAKES)
def test_another_mistake_is_named(mistake):
    right, wrong, words = OTHER_MISTAKES[mistake]
    found = problems(mend(right, wrong))
    assert any(words in problem.wrong for problem in found)
    assert all(problem.line for problem in found if "has no rule" not in problem.wrong)


def test_a_counted_criterion_without_a_rule_is_named():
    whole = GOOD.replace('criterion: "8.3"', 'criterion: "8.2"')
    [found] = problems(whole)
    assert found.wrong == "criterion 8.3 is documented and has no rule."
    assert "without_rule" in found.instead


def test_packaged_rules_are_read():
    rules = packaged_rules(EDITION)
    assert len(rules.pupil_rules) == 16
    assert rules.answers("employer-each-year").question == "5.1"

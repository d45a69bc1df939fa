"""What may leave is content: one policy for each jurisdiction, refused by line when it would protect nobody."""

from datetime import date

import pytest

from trigpoint.engine.datasets.records import ENROLMENTS, PUPILS
from trigpoint.engine.disclosure.counts import DisclosureError
from trigpoint.engine.disclosure.levels import Place
from trigpoint.engine.disclosure.policies import read_policies
from trigpoint.engine.frameworks.problems import BadContent
from trigpoint.engine.frameworks.reading import FileText
from trigpoint.jobs.storage.packaged_content import packaged_policy

GOOD = """\
policies:
  - id: somewhere
    status: inferred
    source: our choice
    threshold: 6
    base: 5
    attributes: [year_group, gender]
    pooled_only: [looked_after]
    known_absences: [year_group]
"""


def problems_of(text):
    with pytest.raises(BadContent) as refused:
        read_policies(FileText("disclosure.yaml", text))
    return [(problem.line, problem.wrong) for problem in refused.value.problems]


@pytest.mark.parametrize("jurisdiction", ["england", "hong-kong"])
def test_each_jurisdiction_keeps_the_agreed_floor(jurisdiction):
    policy = packaged_policy(jurisdiction)
    columns = {column.name for table in (PUPILS, ENROLMENTS) for column in table.columns}

    assert (policy.threshold, policy.base) == (6, 5)
    assert policy.pooled_only == ("looked_after", "care_plan")
    assert policy.known_absences == ("year_group",)
    assert {*policy.attributes, *policy.pooled_only} <= columns


def test_a_jurisdiction_without_a_policy_is_an_error():
    with pytest.raises(KeyError, match="atlantis"):
        packaged_policy("atlantis")


def test_a_policy_makes_a_release_of_what_is_asked_for():
    policy = read_policies(FileText("disclosure.yaml", GOOD))["somewhere"]
    release = policy.release("2025/26", date(2026, 9, 30), ["gender", "looked_after"])

    assert (release.period, release.dated, release.threshold, release.base) == (
        "2025/26",
        date(2026, 9, 30),
        6,
        5,
    )
    assert release.attributes == {"gender": Place.INSTITUTION, "looked_after": Place.HUB}
    assert release.pooled_only == {"looked_after"}
    assert release.known_absences == {"year_group"}
    pooled = policy.release("2025/26", date(2026, 9, 30), ["gender", "year_group"], pooled=["gender"])
    assert pooled.attributes == {"gender": Place.HUB, "year_group": Place.INSTITUTION}


def test_an_attribute_that_may_not_leave_is_refused():
    policy = read_policies(FileText("disclosure.yaml", GOOD))["somewhere"]
    with pytest.raises(DisclosureError) as refused:
        policy.release("2025/26", date(2026, 9, 30), ["gender", "born_on"])
    assert str(refused.value) == (
        "born_on: may not leave the institutions of somewhere; these may: gender, looked_after, year_group"
    )


@pytest.mark.parametrize(
    ("old", "new", "line", "wrong"),
    [
        ("threshold: 6", "threshold: 1", 5, "A threshold of 1 hides no small count."),
        ("base: 5", "base: 10", 6, "Counts cannot be rounded to multiples of 10."),
        ("base: 5", "base: 0", 6, "Counts cannot be rounded to multiples of 0."),
        ("[looked_after]", "[looked_after, gender]", 8, '"gender" is also in attributes.'),
        (
            "known_absences: [year_group]",
            "known_absences: [looked_after]",
            9,
            '"looked_after" is not in attributes.',
        ),
    ],
)
def test_a_policy_that_would_not_protect_is_refused_by_line(old, new, line, wrong):
    assert (line, wrong) in problems_of(GOOD.replace(old, new))


def test_two_policies_of_one_jurisdiction_are_refused():
    assert problems_of(GOOD + GOOD.removeprefix("policies:\n")) == [(10, '"somewhere" has a policy already.')]


@pytest.mark.parametrize(
    ("old", "new", "line"), [("threshold: 6", "threshold: six", 5), ("base:", "bass:", 6)]
)
def test_a_policy_that_cannot_be_read_is_refused_by_line(old, new, line):
    assert line in [found for found, _ in problems_of(GOOD.replace(old, new))]

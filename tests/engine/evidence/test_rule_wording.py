"""Every node of a rule is told in words."""

import pytest

from trigpoint.engine.evidence.rule_model.measures import DIFFERENT_BY
from trigpoint.engine.evidence.rule_model.rules import StaffRule, SubjectRule
from trigpoint.engine.evidence.rule_reading.building import Builder
from trigpoint.engine.evidence.rule_reading.texts import PupilRuleText
from trigpoint.engine.evidence.rule_reading.wording import DIFFERENT, tell_rule

TALKS = {"of": "employer_talk", "within": ["Y7", "Y8"]}
ASKED = {
    "in_each_year": ({"n": 1, **TALKS}, "in each of the years at least 1 encounter"),
    "at_least_hours": ({"hours": 2, **TALKS}, "at least 2 hours of encounters"),
    "at_least": (
        {"n": 1, "of": "employer_talk", "within": {"years": ["Y8"], "before_age": 13}},
        "at least 1 encounter (employer talk) while in Y8, before the age of 13",
    ),
    "either_of": (
        [{"at_least": {"n": 1, **TALKS}}, {"at_least": {"n": 2, **TALKS, "where": {"two_way": False}}}],
        "while in Y7 or Y8; or at least 2 encounters (employer talk) while in Y7 or Y8, where not two way",
    ),
    "all_of": (
        [{"at_least": {"n": 1, **TALKS}}, {"at_least": {"n": 2, **TALKS, "any_where": [{"subject": "art"}]}}],
        "; and at least 2 encounters",
    ),
    "destination_known": ({"kind": "actual", "months": 1}, "the actual destination looked for 1 month after"),
}


def told(asks, share=1):
    text = PupilRuleText(
        id="a", criterion="1", status="inferred", share=share, pupils={"years": ["Y8"]}, asks=asks
    )
    return tell_rule(Builder().pupil_rule(text, ()), "pupil", {})


@pytest.mark.parametrize("measure", ASKED)
def test_every_measure_is_told(measure):
    asks, words = ASKED[measure]
    assert words in told({measure: asks})


@pytest.mark.parametrize("by", DIFFERENT_BY)
def test_what_must_differ_is_told(by):
    assert DIFFERENT[by].format(n=2) in told({"at_least_different": {"n": 2, "by": by, **TALKS}})


def test_a_share_that_is_no_whole_percentage_stays_exact():
    assert told({"at_least": {"n": 1, **TALKS}}, share="1/3").startswith("1/3 of pupils in Y8: ")


def test_staff_and_subjects_are_told():
    staff = StaffRule("a", "1", ("adviser", "teacher"), ("training",), times=2, months=1, n=3)
    assert tell_rule(staff, "pupil", {}) == (
        "At least 3 members of staff (adviser or teacher): took part in training 2 times within 1 month."
    )
    subjects = SubjectRule("a", "1", ("Y7",), ("english", "maths"), n=1)
    assert (
        tell_rule(subjects, "pupil", {}) == "At least 1 subject linked to careers: english and maths, in Y7."
    )

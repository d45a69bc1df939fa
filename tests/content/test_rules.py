"""Every criterion that records can show has a rule or a reason, and every rule that counts has its worked cases."""

import pytest

from trigpoint.engine.evidence.outcomes import Verdict
from trigpoint.engine.evidence.rule_model.rules import DocumentRule
from trigpoint.engine.evidence.rule_reading.reading import extended_by
from trigpoint.engine.evidence.worked_cases.reading import read_cases
from trigpoint.engine.evidence.worked_cases.running import run_cases
from trigpoint.engine.frameworks.edition import Evidence
from trigpoint.jobs.storage.packaged_content import (
    content_text,
    packaged_calendar,
    packaged_edition,
    packaged_rules,
    register,
)

EDITIONS = [entry.id for entry in register().editions]


def criteria_of(edition_id):
    return {
        criterion.id: criterion
        for benchmark in packaged_edition(edition_id).benchmarks
        for criterion in benchmark.criteria
    }


def rules_of(edition_id):
    return {rule.id: rule for rule in packaged_rules(edition_id).rules}


def cases_of(edition_id):
    [entry] = [entry for entry in register().rule_cases if entry.id == edition_id]
    return read_cases(content_text(entry.file), rules_of(edition_id))


def shown(edition_id):
    """Which rule is shown to give which answer. What builds on another edition's rules takes over the cases of those
    that it leaves as they are."""
    found = cases_of(edition_id)
    pairs = {(case.rule, case.expect) for case in (*found.cases, *found.institution_cases)}
    [entry] = [entry for entry in register().rules if entry.id == edition_id]
    below = extended_by(content_text(entry.file))
    if below:
        own, others = rules_of(edition_id), rules_of(below)
        pairs |= {(rule, verdict) for rule, verdict in shown(below) if own.get(rule) == others[rule]}
    return pairs


@pytest.mark.parametrize("edition_id", EDITIONS)
def test_every_criterion_that_records_can_show_has_a_rule_or_a_reason(edition_id):
    rules = packaged_rules(edition_id)
    explained = {rule.criterion for rule in rules.rules}
    explained |= {left_out.criterion for left_out in rules.file.without_rule}
    criteria = criteria_of(edition_id)
    wanted = {each.id for each in criteria.values() if each.evidence is not Evidence.ATTESTED}
    assert wanted - explained == set()
    assert {criteria[each].evidence for each in explained} <= {Evidence.COUNTED, Evidence.DOCUMENTED}


@pytest.mark.parametrize("edition_id", EDITIONS)
def test_every_rule_that_counts_has_a_case_that_meets_it_misses_it_and_leaves_it_open(edition_id):
    criteria = criteria_of(edition_id)
    counting = [
        rule.id
        for rule in rules_of(edition_id).values()
        if not isinstance(rule, DocumentRule) or criteria[rule.criterion].evidence is Evidence.COUNTED
    ]
    wanted = {(rule, verdict.value) for rule in counting for verdict in Verdict}
    assert wanted - shown(edition_id) == set()


@pytest.mark.parametrize("edition_id", EDITIONS)
def test_every_case_comes_out_as_written(edition_id):
    calendar = packaged_calendar(packaged_edition(edition_id).jurisdiction)
    outcomes = run_cases(cases_of(edition_id), rules_of(edition_id), calendar)
    assert [(each.case.name, each.found) for each in outcomes if not each.is_as_written] == []


@pytest.mark.parametrize("edition_id", EDITIONS)
def test_every_rule_says_how_sure_we_are_of_it_and_what_was_chosen(edition_id):
    texts = packaged_rules(edition_id).texts
    criteria = criteria_of(edition_id)
    counted = [text for text in texts.values() if criteria[text.criterion].evidence is Evidence.COUNTED]
    assert [text.id for text in counted if text.status != "sourced" and not text.note] == [
        each for each in NOTE_IS_THAT_OF_THE_FILE if each in texts
    ]


NOTE_IS_THAT_OF_THE_FILE = ["policy-review-laid-down"]
"""The head of the file says how often documents are asked for."""


def test_what_the_hong_kong_source_does_not_say_has_no_rule():
    criteria = criteria_of("hkbm-schools")
    assert [each for each in criteria if each.startswith("3.") or each == "2.10"] == []
    rules = packaged_rules("hkbm-schools")
    assert [rule for rule in rules.rules if rule.criterion.startswith("3")] == []
    assert [each.benchmark for each in rules.file.not_read] == ["2", "3"]


def test_baseline_questions_do_not_settle_the_criterion_they_stand_under():
    rules = packaged_rules("gatsby-2014-schools")
    assert [rule.id for rule in rules.settling("6.a")] == ["workplace-by-16"]
    assert [rule.id for rule in rules.settling("2.a")] == ["information-by-14"]

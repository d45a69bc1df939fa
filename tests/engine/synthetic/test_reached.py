"""An institution that was drawn to reach a benchmark shows it in its records, and no other does."""

from __future__ import annotations

from collections import defaultdict

import pytest

from tests.engine.synthetic.conftest import INSTITUTIONS
from trigpoint.engine.synthetic.nation.hub import profiles_of
from trigpoint.engine.vocabulary.standings import Status
from trigpoint.jobs.evidence_run.evaluation import evaluate_records
from trigpoint.jobs.storage.packaged_content import packaged_calendar, packaged_edition, packaged_rules


@pytest.fixture(scope="module")
def achieved(small, rows):
    """For each institution and benchmark: is every rule about pupils, of those with an answer, achieved?"""
    rules = packaged_rules(small.edition)
    edition = packaged_edition(small.edition)
    found = evaluate_records(
        rows, rules, edition, as_of=small.as_of, calendar=packaged_calendar(edition.jurisdiction)
    )
    every = defaultdict(list)
    for line in found.lines:
        if not line.so_far and rules.answers(line.rule) and line.status is not Status.NOT_APPLICABLE:
            every[line.institution, line.criterion.partition(".")[0]].append(line.status is Status.ACHIEVED)
    return {key: all(each) for key, each in every.items()}


@pytest.mark.parametrize("record", ["information", "employers", "workplaces", "providers", "guidance"])
def test_records_show_what_was_drawn(record, small, achieved):
    profiles = profiles_of(small, 1, 1, INSTITUTIONS)
    benchmark = small.reached[record].benchmark
    drawn = profiles.reaches[:, small.records.index(record)].tolist()
    shown = [
        achieved.get((profiles.number(slot, small.hub.institutions), benchmark))
        for slot in range(profiles.count)
    ]
    asked = [(was, shows) for was, shows in zip(drawn, shown, strict=True) if shows is not None]
    assert len(asked) >= INSTITUTIONS - 1
    assert [was for was, _ in asked] == [shows for _, shows in asked]

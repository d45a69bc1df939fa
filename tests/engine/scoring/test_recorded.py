"""Shares counted from records go through the bands of the edition, and what is not known stays a range."""

from fractions import Fraction

import pytest

from trigpoint.engine.scoring.answers import Answer, AnswerState
from trigpoint.engine.scoring.profile import Profile
from trigpoint.engine.scoring.recorded import RecordedShare, score_recorded
from trigpoint.engine.scoring.standing import score
from trigpoint.engine.vocabulary.standings import Reading, Status
from trigpoint.jobs.storage.packaged_content import packaged_edition

EDITION = packaged_edition("gatsby-2024-schools")
SCHOOL = Profile("school_11_16", frozenset({"Y7", "Y8", "Y9", "Y10", "Y11"}))


def share(low, high=None):
    return RecordedShare(Fraction(low), Fraction(high or low))


def guidance(recorded):
    return score_recorded(EDITION, SCHOOL, {("8.1", None): recorded}).benchmark("8")


@pytest.mark.parametrize("exact", ["0", "83/100", "91/100", "1"])
def test_an_exact_share_earns_what_the_claim_of_its_band_earns(exact):
    bands = EDITION.scale("share_bands")
    claimed = {"8.1": Answer(AnswerState.ANSWERED, bands.band_of(Fraction(exact) * 100).id)}
    expected = next(a for a in score(EDITION, SCHOOL, claimed).benchmark("8").areas if a.question_id == "8.1")
    found = next(area for area in guidance(share(exact)).areas if area.question_id == "8.1")
    assert (found.low, found.high, found.value) == (expected.low, expected.high, expected.value)


def test_a_share_with_bounds_earns_a_range_of_credit():
    area = next(area for area in guidance(share("1/3", "2/3")).areas if area.question_id == "8.1")
    assert 0 < area.low < area.high < 1
    assert area.value is None


def test_everybody_on_what_records_can_show_leaves_the_rest_not_known():
    standing = score_recorded(EDITION, SCHOOL, {("8.1", None): share("1")})
    assert standing.reading is Reading.RECORDED
    assert standing.benchmark("8").status is Status.NOT_KNOWN
    assert standing.benchmark("8").score_high == 100


def test_a_benchmark_whose_only_share_is_certainly_too_low_is_in_progress():
    lines = {("7.1", line): share("1") for line in ("sixth_form", "college", "university")}
    found = score_recorded(EDITION, SCHOOL, lines | {("7.1", "training_provider"): share("1/2", "9/10")})
    assert found.benchmark("7").status is Status.IN_PROGRESS


def test_nobody_to_count_is_not_applicable():
    found = score_recorded(EDITION, SCHOOL, {("5.1", None): RecordedShare(None, None)})
    assert "5.1" not in {area.question_id for area in found.benchmark("5").areas}


def test_no_records_at_all_is_not_known_everywhere():
    found = score_recorded(EDITION, SCHOOL, {})
    assert {standing.status for standing in found.benchmarks} == {Status.NOT_KNOWN}
    assert (found.achieved_low, found.achieved_high) == (0, len(EDITION.benchmarks))

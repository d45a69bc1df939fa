"""The tables worked by hand beside each edition come out of the engine as well."""

from fractions import Fraction

import pytest

from trigpoint.engine.frameworks.layers import read_layer
from trigpoint.engine.scoring.standing import Sum, status_of
from trigpoint.engine.vocabulary.standings import Status
from trigpoint.jobs.storage.packaged_content import content_text, packaged_edition, register


def tables():
    for entry in register().worked_cases:
        yield read_layer(content_text(entry.file).text, entry.file).data


def cases(kind):
    return [
        pytest.param(
            packaged_edition(table["edition"]), case, id=f"{table['edition']} {list(case.values())[0]}"
        )
        for table in tables()
        for case in table.get(kind, [])
    ]


def test_every_edition_has_a_worked_table():
    assert {table["edition"] for table in tables()} == {entry.id for entry in register().editions}


@pytest.mark.parametrize(("edition", "case"), cases("shares"))
def test_share_falls_into_the_band_worked_by_hand(edition, case):
    band = edition.scale(case["scale"]).band_of(Fraction(case["percent"]))
    assert (band.id, band.credit) == (case["band"], Fraction(case["credit"]))


@pytest.mark.parametrize(("edition", "case"), cases("scores"))
def test_sum_gives_the_score_worked_by_hand(edition, case):
    earned = Fraction(case["earned"])
    total = Sum(earned, earned, case["of"])
    assert total.score(earned) == case["score"]
    achieved = status_of(total, edition.scoring.achieved_at) is Status.ACHIEVED
    assert achieved is case["achieved"]


@pytest.mark.parametrize(("edition", "case"), cases("thresholds"))
def test_share_meets_the_threshold_worked_by_hand(edition, case):
    criteria = {
        criterion.id: criterion for benchmark in edition.benchmarks for criterion in benchmark.criteria
    }
    threshold = criteria[case["criterion"]].threshold
    assert (Fraction(case["percent"]) / 100 >= threshold.share) is case["met"]

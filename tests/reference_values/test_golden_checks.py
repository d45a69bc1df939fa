"""Published figures that our arithmetic must give back: checks A, B, H, I and M of the research notes."""

from fractions import Fraction

import pytest

from trigpoint.engine.frameworks.comparators import Figures, Scores, Shares
from trigpoint.engine.statistics.achievement import (
    count_achieved,
    mean_benchmarks,
    pooled_mean,
    share_of,
    shares_by_status,
)
from trigpoint.engine.vocabulary.standings import Status
from trigpoint.jobs.storage.packaged_content import packaged_comparator

INSTITUTIONS = 1000


def published_shares(year):
    shares = packaged_comparator("gatsby-2014-national-shares")
    assert isinstance(shares, Shares)
    rows = [row for row in shares.rows if row.year == year]
    assert len(rows) == 8
    return rows


def institutions_with(row):
    """A thousand institutions whose states have the published shares of one benchmark. What was not published is put
    with not achieved; a printed row that sums to 99 or 101 is cut to fit."""
    achieved = round(row.achieved * 10)
    partly = round(row.partly * 10) if row.partly is not None else 0
    partly = min(partly, INSTITUTIONS - achieved)
    states = [Status.ACHIEVED] * achieved + [Status.IN_PROGRESS] * partly
    return states + [Status.NOT_ACHIEVED] * (INSTITUTIONS - len(states))


@pytest.mark.parametrize(
    ("year", "mean", "within"),
    [("2017/18", Fraction("2.13"), Fraction("0.005")), ("2018/19", Fraction("3.0"), Fraction("0.05"))],
)
def test_shares_and_mean_of_a_nation_come_back_as_printed(year, mean, within):
    aggregated = []
    for row in published_shares(year):
        shares = shares_by_status(institutions_with(row))
        aggregated.append(shares)
        assert abs(shares.percent(Status.ACHIEVED) - row.achieved) <= Fraction("0.05")
        if row.partly is not None:
            assert abs(shares.percent(Status.IN_PROGRESS) - row.partly) <= 1
        assert sum(shares.by_status.values()) == 1
    low, high = mean_benchmarks(aggregated)
    assert low == high
    assert abs(low - mean) <= within


def test_rows_of_2017_18_sum_to_a_hundred():
    for row in published_shares("2017/18"):
        if row.partly is not None:
            assert row.achieved + row.partly + row.not_achieved == 100


def test_not_known_widens_the_mean_and_stays_in_the_denominator():
    states = (
        [Status.ACHIEVED] * 6
        + [Status.NOT_KNOWN] * 2
        + [Status.NOT_ACHIEVED] * 2
        + [Status.NOT_APPLICABLE] * 5
    )
    shares = shares_by_status(states)
    assert (shares.institutions, shares.not_applicable) == (10, 5)
    assert mean_benchmarks([shares]) == (Fraction(6, 10), Fraction(8, 10))


def test_benchmark_that_applies_to_nobody_has_no_shares():
    assert shares_by_status([Status.NOT_APPLICABLE]) is None


def figures(comparator_id):
    found = packaged_comparator(comparator_id)
    assert isinstance(found, Figures)
    return found.rows


def test_pooled_mean_of_hubs_and_others_is_the_published_one():
    groups = [(row.value, row.n) for row in figures("gatsby-2014-hub-means") if row.when == "2024/25"]
    national = next(row for row in figures("gatsby-2014-national-means") if row.when == "2024/25")
    assert sum(size for _, size in groups) == national.n
    assert abs(pooled_mean(groups) - national.value) <= Fraction("0.005")


def test_counts_of_the_pilot_give_its_printed_percentages():
    shares = [share_of(int(row.value), row.n) for row in figures("north-east-pilot")[:3]]
    assert shares == [Fraction("0.5"), Fraction("0.875"), Fraction("0.1875")]


def test_published_scores_of_two_schools_give_their_counts_of_full_benchmarks():
    scores = packaged_comparator("published-school-scores")
    assert isinstance(scores, Scores)
    by_school = {}
    for row in scores.rows:
        by_school.setdefault(row.school, {}).setdefault(row.period, []).append(row.score)
    counts = {
        school: [count_achieved(period, achieved_at=100) for period in periods.values()]
        for school, periods in by_school.items()
    }
    assert list(counts.values()) == [[2, 3, 3, 6, 3, 5, 5], [0, 1]]

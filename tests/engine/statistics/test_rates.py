"""Rates of a whole from the rates of its parts."""

from fractions import Fraction

import pytest

from trigpoint.engine.statistics.rates import (
    Part,
    is_within_rounding,
    is_within_rounding_of_parts,
    pool,
)

TENTH = Fraction(1, 10)


def part(cohort, percent):
    return Part(None if cohort is None else Fraction(cohort), None if percent is None else Fraction(percent))


def test_parts_weigh_by_their_cohorts():
    pooled = pool([part(100, 10), part(300, 2)])
    assert (pooled.percent, pooled.at_least, pooled.at_most) == (4, 4, 4)
    assert (pooled.covered, pooled.cohort) == (400, 400)


def test_pooled_rate_is_exact_where_floats_are_not():
    assert pool([part(1, "0.1"), part(1, "0.2"), part(1, "0.3")]).percent == Fraction(1, 5)


def test_part_without_a_rate_stays_in_the_cohort_and_opens_the_bounds():
    pooled = pool([part(300, 4), part(100, None)])
    assert (pooled.percent, pooled.covered, pooled.cohort) == (4, 300, 400)
    assert (pooled.at_least, pooled.at_most) == (3, 28)


def test_rate_of_nought_is_not_a_rate_that_is_not_known():
    pooled = pool([part(300, 4), part(100, 0)])
    assert (pooled.percent, pooled.at_least, pooled.at_most) == (3, 3, 3)


def test_part_without_a_cohort_leaves_the_whole_without_bounds():
    pooled = pool([part(300, 4), part(None, 90)])
    assert (pooled.percent, pooled.unweighed) == (4, 1)
    assert (pooled.at_least, pooled.at_most) == (0, 100)


def test_part_of_nobody_changes_nothing():
    assert pool([part(300, 4), part(0, 90)]) == pool([part(300, 4)])


def test_nothing_is_known_of_a_whole_without_parts():
    pooled = pool([])
    assert (pooled.percent, pooled.at_least, pooled.at_most) == (None, 0, 100)


def test_nothing_is_known_when_no_part_published_a_rate():
    pooled = pool([part(100, None)])
    assert (pooled.percent, pooled.at_least, pooled.at_most) == (None, 0, 100)


def test_cohort_below_nought_is_refused():
    with pytest.raises(ValueError, match="a cohort cannot be -1"):
        pool([part(-1, 5)])


@pytest.mark.parametrize(
    ("exact", "agrees"), [("5.45", True), ("5.55", True), ("5.449", False), ("5.551", False)]
)
def test_half_a_unit_is_what_rounding_explains(exact, agrees):
    assert is_within_rounding(Fraction(exact), Fraction("5.5"), unit=TENTH) is agrees


@pytest.mark.parametrize(("pooled", "agrees"), [("5.4", True), ("5.6", True), ("5.61", False)])
def test_one_unit_is_what_rounding_of_parts_and_whole_explains(pooled, agrees):
    assert is_within_rounding_of_parts(Fraction(pooled), Fraction("5.5"), unit=TENTH) is agrees

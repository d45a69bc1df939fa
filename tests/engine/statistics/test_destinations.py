"""Destinations of leavers: shares, sums of groups, gaps, with counts withheld and leavers not known."""

from fractions import Fraction

import pytest

from trigpoint.engine.statistics.destinations import (
    SUSTAINED,
    Destinations,
    Outcome,
    add_up,
    gap_between,
)


def leavers(education, apprenticeship, employment, not_sustained, not_known, *, cohort=None):
    counts = (education, apprenticeship, employment, not_sustained, not_known)
    size = sum(counts) if cohort is None else cohort
    return Destinations(size, dict(zip(Outcome, counts, strict=True)))


def test_shares_are_exact_and_add_up_to_one():
    cohort = leavers(80, 5, 5, 6, 4)
    assert cohort.share(*SUSTAINED) == Fraction(9, 10)
    assert sum(cohort.share(outcome) for outcome in Outcome) == 1
    assert cohort.unaccounted == 0


def test_not_known_is_not_the_same_as_not_sustained():
    cohort = leavers(80, 5, 5, 6, 4)
    assert (cohort.share(Outcome.NOT_SUSTAINED), cohort.share(Outcome.NOT_KNOWN)) == (
        Fraction(6, 100),
        Fraction(4, 100),
    )
    assert cohort.sustained_bounds == (Fraction(90, 100), Fraction(94, 100))


@pytest.mark.parametrize(("cohort", "unaccounted"), [(103, 3), (99, -1)])
def test_parts_that_do_not_make_up_the_cohort_are_noticed(cohort, unaccounted):
    assert leavers(80, 5, 5, 6, 4, cohort=cohort).unaccounted == unaccounted


def test_withheld_count_is_neither_nought_nor_dropped():
    cohort = leavers(80, None, 5, 6, 4, cohort=100)
    assert cohort.sustained is None
    assert cohort.unaccounted is None
    assert cohort.sustained_bounds is None
    assert cohort.share(Outcome.NOT_KNOWN) == Fraction(4, 100)


def test_cohort_of_nobody_has_no_shares():
    nobody = leavers(0, 0, 0, 0, 0)
    assert nobody.share(Outcome.EDUCATION) is None
    assert (nobody.sustained, nobody.unaccounted) == (0, 0)


def test_groups_add_up():
    assert add_up([leavers(80, 5, 5, 6, 4), leavers(1, 2, 3, 4, 5)]) == leavers(81, 7, 8, 10, 9)


def test_sum_of_groups_does_not_know_what_one_of_them_withholds():
    whole = add_up([leavers(80, 5, 5, 6, 4), leavers(1, None, 3, 4, 5, cohort=15)])
    assert whole == leavers(81, None, 8, 10, 9, cohort=115)


def test_gap_is_bounded_by_those_not_known_in_both_groups():
    gap = gap_between(leavers(90, 2, 2, 4, 2), leavers(78, 2, 3, 11, 6))
    assert (gap.points, gap.at_least, gap.at_most) == (11, 5, 13)


def test_gap_to_a_group_that_withholds_a_part_is_not_known():
    assert gap_between(leavers(90, 2, 2, 4, 2), leavers(78, 2, None, 11, 6, cohort=100)) is None

"""NEET and not known: two things, added up only to be seen through."""

from fractions import Fraction

from trigpoint.engine.statistics.neet import Direction, NeetRates, compare, pool_areas


def rates(cohort, neet, not_known, either=None):
    numbers = [None if each is None else Fraction(each) for each in (cohort, neet, not_known, either)]
    return NeetRates(*numbers)


def test_each_rate_of_a_region_is_pooled_by_itself():
    pooled = pool_areas([rates(100, 4, 1, 5), rates(300, 2, "0.2", "2.2")])
    assert (pooled.neet.percent, pooled.not_known.percent) == (Fraction("2.5"), Fraction("0.4"))
    assert pooled.either.percent == Fraction("2.9")


def test_area_that_withholds_one_rate_opens_the_bounds_of_that_one_only():
    pooled = pool_areas([rates(100, 4, None, 5), rates(100, 2, 1, 3)])
    assert (pooled.not_known.at_least, pooled.not_known.at_most) == (Fraction("0.5"), Fraction("50.5"))
    assert pooled.neet.at_least == pooled.neet.at_most == 3


def test_people_not_known_may_or_may_not_be_neet():
    area = rates(6660, 4, "11.1", "15.1")
    assert (area.neet_at_least, area.neet_at_most) == (4, Fraction("15.1"))


def test_no_upper_bound_without_the_share_not_known():
    area = rates(6660, 4, None, None)
    assert (area.neet_at_least, area.neet_at_most) == (4, None)


def test_rise_of_the_sum_that_is_all_not_known_is_no_rise_of_neet():
    change = compare(rates(100, "4.6", "0.5"), rates(100, 4, "11.1"))
    assert (change.neet, change.not_known) == (Fraction("-0.6"), Fraction("10.6"))
    assert change.either == 10
    assert change.direction is Direction.NOT_KNOWN


def test_neet_rose_when_it_did_wherever_those_not_known_were():
    assert compare(rates(100, 2, 1), rates(100, "3.1", 1)).direction is Direction.ROSE


def test_neet_fell_when_it_did_wherever_those_not_known_are():
    assert compare(rates(100, "3.1", 1), rates(100, 2, 1)).direction is Direction.FELL


def test_bounds_that_touch_leave_the_direction_open():
    assert compare(rates(100, 2, 1), rates(100, 3, 1)).direction is Direction.NOT_KNOWN


def test_change_of_a_rate_that_was_not_published_is_not_known():
    change = compare(rates(100, 2, 1), rates(100, None, 3))
    assert (change.neet, change.not_known, change.either) == (None, 2, None)
    assert change.direction is Direction.NOT_KNOWN

"""Institutions and pupils, counted by kind and area."""

from operator import attrgetter

from trigpoint.engine.statistics.headcounts import Headcount, OnRoll, add_up, count_by, roll_up

SCHOOLS = [
    OnRoll("secondary", "North", 900),
    OnRoll("secondary", "North", None),
    OnRoll("secondary", "South", 0),
    OnRoll("special", "South", 60),
]


def by_area_and_kind():
    return count_by(SCHOOLS, attrgetter("area", "kind"))


def test_schools_are_counted_by_kind():
    assert count_by(SCHOOLS, attrgetter("kind")) == {
        "secondary": Headcount(3, 900, without_number=1),
        "special": Headcount(1, 60),
    }


def test_school_without_a_number_is_not_a_school_without_pupils():
    counts = by_area_and_kind()
    assert counts["North", "secondary"] == Headcount(2, 900, without_number=1)
    assert counts["South", "secondary"] == Headcount(1, 0)


def test_areas_roll_up_by_kind_and_not_known_goes_along():
    assert roll_up(by_area_and_kind(), {"North", "South"}) == {
        "secondary": Headcount(3, 900, without_number=1),
        "special": Headcount(1, 60),
    }


def test_kind_that_no_area_has_is_left_out():
    assert roll_up(by_area_and_kind(), {"North"}) == {"secondary": Headcount(2, 900, without_number=1)}


def test_sum_of_nothing_is_nobody():
    assert add_up([]) == Headcount(0, 0)

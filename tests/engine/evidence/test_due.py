"""When what a rule asks is due: on both sides of the last day, of a window that closes early, and of a programme."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from trigpoint.engine.evidence.due import Due, count_not_yet_due, deadline, due_of_cohort, due_of_pupil
from trigpoint.engine.evidence.preparation.pupils import prepare_pupils
from trigpoint.engine.evidence.preparation.rows import PupilYear
from trigpoint.engine.evidence.rule_model.measures import AllOf, AtLeast, DestinationKnown, Encounters
from trigpoint.engine.evidence.rule_model.rules import Population, PupilRule
from trigpoint.engine.evidence.rule_model.windows import Programme, ThisYear, YearGroups
from trigpoint.engine.evidence.school_years import Calendar, View

CALENDAR = Calendar(begins=(9, 1), roll_day=(5, 31))
ROW = PupilYear(("A", "1"), 2025, "Y11", frozenset(), True, 15, None, False)


def rule(window, *, groups=("Y11",), **more):
    measure = AtLeast(1, Encounters(("employer_talk",), window))
    return PupilRule("one", "5.1", Population(groups, **more), measure, Fraction(1))


BY_16 = rule(YearGroups(("Y9", "Y10", "Y11")))
EACH_YEAR = rule(ThisYear(), groups=("Y10", "Y11"))
BY_28_FEBRUARY = rule(YearGroups(("Y10", "Y11"), until=(2, 28)))
BY_29_FEBRUARY = rule(YearGroups(("Y10", "Y11"), until=(2, 29)))
OF_PROGRAMME = rule(Programme(), groups=())


@pytest.mark.parametrize(
    ("asked", "last"),
    [
        (BY_16, date(2026, 8, 31)),
        (EACH_YEAR, date(2026, 8, 31)),
        (BY_28_FEBRUARY, date(2026, 2, 28)),
        (BY_29_FEBRUARY, date(2026, 3, 1)),  # no leap year
        (OF_PROGRAMME, date(2026, 8, 31)),
    ],
)
def test_on_its_last_day_it_is_due_and_on_the_next_overdue(asked, last):
    assert deadline(asked, 2025, CALENDAR) == last
    view = View(2025, so_far=True)
    assert due_of_cohort(asked, view, last, CALENDAR) is Due.DUE
    assert due_of_cohort(asked, view, date.fromordinal(last.toordinal() + 1), CALENDAR) is Due.OVERDUE


def test_in_the_night_to_the_first_of_september_this_cohort_becomes_the_last_one():
    for day, year in ((date(2026, 8, 31), 2024), (date(2026, 9, 1), 2025)):
        view = View.last_full(day, CALENDAR)
        assert (view.year, due_of_cohort(BY_16, view, day, CALENDAR)) == (year, Due.OVERDUE)
    assert due_of_cohort(BY_16, View(2025, so_far=True), date(2026, 8, 31), CALENDAR) is Due.DUE


def test_of_several_windows_the_one_that_closes_first_counts():
    both = replace(BY_16, measure=AllOf((BY_16.measure, BY_28_FEBRUARY.measure)))
    assert deadline(both, 2025, CALENDAR) == date(2026, 2, 28)


def test_a_destination_is_due_so_many_months_after_the_year():
    asked = replace(EACH_YEAR, measure=DestinationKnown("actual", 36))
    assert deadline(asked, 2022, CALENDAR) == date(2026, 8, 31)


@pytest.mark.parametrize(
    ("asked", "row", "due"),
    [
        (BY_16, ROW, Due.DUE),
        (BY_16, replace(ROW, year_group="Y9"), Due.NOT_YET_DUE),
        (BY_16, replace(ROW, year_group="Y12"), Due.NEVER),
        (BY_16, replace(ROW, year_group=None), Due.NOT_KNOWN),
        (EACH_YEAR, replace(ROW, year_group="Y10"), Due.DUE),
        (EACH_YEAR, replace(ROW, year_group="Y9"), Due.NEVER),
        (BY_28_FEBRUARY, ROW, Due.OVERDUE),
        (BY_28_FEBRUARY, replace(ROW, year_group="Y10"), Due.NOT_YET_DUE),
        (OF_PROGRAMME, replace(ROW, programme_began=2024, programme_ends=True), Due.DUE),
        (OF_PROGRAMME, replace(ROW, programme_began=2025), Due.NOT_YET_DUE),
        (OF_PROGRAMME, ROW, Due.NEVER),
        (rule(ThisYear(), groups=(), on_programme=True), replace(ROW, programme_began=2025), Due.DUE),
        (rule(ThisYear(), groups=(), on_programme=True), ROW, Due.NEVER),
    ],
)
def test_of_a_pupil_in_march(asked, row, due):
    assert due_of_pupil(asked, row, date(2026, 3, 1), CALENDAR) is due


def test_those_on_roll_who_are_asked_later_are_counted():
    groups = {"1": "Y9", "2": "Y10", "3": "Y11", "4": "Y12", "5": None}
    records = {
        "pupils": [{"institution": "A", "pupil": pupil} for pupil in groups],
        "enrolments": [
            {"institution": "A", "pupil": pupil, "started_on": date(2025, 9, 1), "year_group": group}
            for pupil, group in groups.items()
        ],
    }
    prepared = prepare_pupils(records, as_of=date(2026, 3, 1), calendar=CALENDAR)
    assert count_not_yet_due(BY_16, prepared, 2025) == {"A": 2}
    assert count_not_yet_due(EACH_YEAR, prepared, 2025) == {}
    assert count_not_yet_due(BY_16, prepared, 2024) == {}

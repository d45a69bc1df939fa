"""When what a rule asks is due: not yet, by a day to come, or overdue since a day that has passed."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from trigpoint.engine.evidence.preparation.rows import Prepared, PupilYear
from trigpoint.engine.evidence.rule_model.measures import DestinationKnown, windows_of
from trigpoint.engine.evidence.rule_model.rules import Population, PupilRule
from trigpoint.engine.evidence.rule_model.windows import Programme, YearGroups
from trigpoint.engine.evidence.school_years import Calendar, View, months_later


class Due(StrEnum):
    """Whether what a rule asks of a pupil should be there by now. It says nothing of whether it is."""

    NOT_YET_DUE = "not_yet_due"  # asked in a later school year
    DUE = "due"  # asked by a day that has not passed
    OVERDUE = "overdue"
    NOT_KNOWN = "not_known"  # the pupil's year group is not known
    NEVER = "never"  # the rule does not speak of the pupil, now or later


def deadline(rule: PupilRule, year: int, calendar: Calendar) -> date:
    """The last day on which what the rule asks in a school year can still be done, or looked up of leavers.

    Of several windows the one that closes first; each closes on its last day, or on the day that the rule names.
    """
    if isinstance(rule.measure, DestinationKnown):
        return months_later(calendar.last_day(year), rule.measure.months)
    days = [
        calendar.day_in(year, window.until)
        for window in windows_of(rule.measure)
        if isinstance(window, YearGroups) and window.until
    ]
    return min([*days, calendar.last_day(year)])


def due_of_cohort(rule: PupilRule, view: View, as_of: date, calendar: Calendar) -> Due:
    """Of those whom the rule speaks of in a school year. On its last day it is still due."""
    return Due.OVERDUE if as_of > deadline(rule, view.year, calendar) else Due.DUE


def due_of_pupil(rule: PupilRule, row: PupilYear, as_of: date, calendar: Calendar) -> Due:
    """Of one pupil, by the row of the school year in which `as_of` lies. A condition beside the year group, such as
    considering higher education, is not asked here: it may still change."""
    population = rule.population
    if population.groups and row.year_group is None:
        return Due.NOT_KNOWN
    if _is_asked_in(row, population):
        return due_of_cohort(rule, View(row.year, so_far=True), as_of, calendar)
    return Due.NOT_YET_DUE if _comes_later(rule, row) else Due.NEVER


def count_not_yet_due(rule: PupilRule, prepared: Prepared, year: int) -> dict[str, int]:
    """How many pupils on roll in a school year will be asked in a later one, by institution where there are any."""
    found: dict[str, int] = {}
    for (institution, _), years in prepared.years.items():
        for row in years:
            asked = row.year == year and row.counted and not _is_asked_in(row, rule.population)
            if asked and _comes_later(rule, row):
                found[institution] = found.get(institution, 0) + 1
    return found


def _is_asked_in(row: PupilYear, population: Population) -> bool:
    if population.on_programme:
        return row.programme_began is not None
    return row.year_group in population.groups if population.groups else row.programme_ends


def _comes_later(rule: PupilRule, row: PupilYear) -> bool:
    """Is the pupil in the window already, which closes in a later year?"""
    return any(
        row.year_group in window.groups[:-1]
        if isinstance(window, YearGroups)
        else isinstance(window, Programme) and row.programme_began is not None
        for window in windows_of(rule.measure)
    )

"""Does one encounter count? Yes, no, or not known (None)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from trigpoint.engine.evidence.preparation.rows import Cell, Encounter
from trigpoint.engine.evidence.rule_model.measures import Encounters, How
from trigpoint.engine.evidence.rule_model.predicates import All, AnyOf, Between, Is, Predicate
from trigpoint.engine.evidence.rule_model.windows import Programme, ThisYear, Window, YearGroups
from trigpoint.engine.evidence.school_years import Calendar

type Answer = bool | None


def both(answers: Iterable[Answer]) -> Answer:
    """No when one is no; else not known when one is not known; else yes."""
    found = set(answers)
    return False if False in found else None if None in found else True


def either(answers: Iterable[Answer]) -> Answer:
    """Yes when one is yes; else not known when one is not known; else no."""
    found = set(answers)
    return True if True in found else None if None in found else False


def holds(predicate: Predicate, row: Mapping[str, Cell]) -> Answer:
    """A predicate asked of one row."""
    match predicate:
        case Is(attribute, values):
            cell = row.get(attribute.name)
            return None if cell is None else cell in values
        case Between(attribute, low, high):
            cell = row.get(attribute.name)
            if cell is None:
                return None
            return (low is None or int(cell) >= low) and (high is None or int(cell) <= high)
        case All(parts):
            return both(holds(part, row) for part in parts)
        case AnyOf(parts):
            return either(holds(part, row) for part in parts)


def counts(asked: Encounters, encounter: Encounter, *, year: int, calendar: Calendar) -> Answer:
    """Does the encounter count for what is asked, looking at a school year?"""
    if encounter.kind not in asked.kinds:
        return False
    return both(
        (
            took_place(asked.how, encounter.state),
            holds(asked.where, encounter.attributes),
            is_within(asked.window, encounter, year=year, calendar=calendar),
        )
    )


def took_place(how: How, state: str) -> Answer:
    """An offer needs no presence. An unmarked register leaves open whether the pupil came."""
    if how is How.OFFERED:
        return True
    return {"present": True, "absent": False}.get(state)


def is_within(window: Window, encounter: Encounter, *, year: int, calendar: Calendar) -> Answer:
    """Was the encounter in the window? Not known without its day, the year group of the time, or the pupil's age."""
    if encounter.year is None or encounter.day is None:
        return None
    match window:
        case ThisYear():
            return encounter.year == year
        case Programme():
            return both((encounter.year <= year, encounter.in_programme))
        case YearGroups(groups, until, before_age):
            return both(
                (
                    encounter.year <= year,
                    None if encounter.year_group is None else encounter.year_group in groups,
                    _is_early_enough(encounter.day, encounter.year_group, groups[-1], until, calendar),
                    _is_younger(encounter.age, before_age),
                )
            )


def _is_younger(age: int | None, before_age: int | None) -> Answer:
    if before_age is None:
        return True
    return None if age is None else age < before_age


def _is_early_enough(
    day: int, group: str | None, last_group: str, until: tuple[int, int] | None, calendar: Calendar
) -> Answer:
    """Only in the last year group of the window is there a last day."""
    if until is None or (group is not None and group != last_group) or day <= calendar.place(*until):
        return True
    return None if group is None else False

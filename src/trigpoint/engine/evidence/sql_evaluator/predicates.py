"""Whether one row counts, as a condition that is TRUE, FALSE or NULL for not known."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from trigpoint.engine.evidence.rule_model.measures import Encounters, How
from trigpoint.engine.evidence.rule_model.predicates import All, AnyOf, Between, Is, Predicate
from trigpoint.engine.evidence.rule_model.windows import Programme, ThisYear, Window, YearGroups
from trigpoint.engine.evidence.school_years import Calendar


def literal(value: str | bool | int) -> str:
    """A value as SQL. Quotes in words are doubled; no other escape exists in standard SQL."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"


def one_of(column: str, values: Iterable[str | bool | int]) -> str:
    """NULL where the cell is empty."""
    return f"{column} IN ({', '.join(literal(value) for value in values)})"


def condition(predicate: Predicate, column: Callable[[str], str]) -> str:
    """A predicate of a row; `column` says how an attribute is called there."""
    match predicate:
        case Is(attribute, values):
            return one_of(column(attribute.name), values)
        case Between(attribute, low, high):
            sides = [
                f"{column(attribute.name)} {sign} {bound}"
                for sign, bound in ((">=", low), ("<=", high))
                if bound is not None
            ]
            return _joined("AND", sides)
        case All(parts):
            return _joined("AND", [condition(part, column) for part in parts]) if parts else "TRUE"
        case AnyOf(parts):
            return _joined("OR", [condition(part, column) for part in parts])


def _joined(word: str, parts: list[str]) -> str:
    return "(" + f" {word} ".join(parts) + ")"


type Fits = Callable[[Encounters], str]
"""How the question whether an encounter `r` is of the kind that counts, and has the properties, is put."""


def is_fit(kinds: Iterable[str], where: Predicate, row: str) -> str:
    """Is the activity of one of the kinds, and as it must be?"""
    # A kind is never NULL, so a row of another kind is FALSE whatever else is not known of it.
    parts = [one_of(f"{row}.kind", kinds)]
    if where != All():
        parts.append(condition(where, lambda name: f"{row}.{name}"))
    return _joined("AND", parts)


def fits_row(asked: Encounters) -> str:
    """Asked of the columns of a prepared row."""
    return is_fit(asked.kinds, asked.where, "r")


def all_hold(conditions: Iterable[str]) -> str:
    """One condition: that all of these hold. False where one is false, else NULL where one is."""
    return _joined("AND", list(conditions))


def counts(asked: Encounters, *, year: int, calendar: Calendar, fits: Fits = fits_row) -> tuple[str, ...]:
    """What must all hold before the encounter `r` counts for what is asked, looking at a school year."""
    parts = [fits(asked), is_within(asked.window, "r", year=year, calendar=calendar)]
    if asked.how is How.ATTENDED:
        parts.append("CASE r.state WHEN 'present' THEN TRUE WHEN 'absent' THEN FALSE ELSE NULL END")
    return tuple(parts)


def is_within(window: Window, row: str, *, year: int, calendar: Calendar) -> str:
    """Was the encounter in the window? NULL without its day, the year group of the time, or the pupil's age."""
    match window:
        case ThisYear():
            return f"{row}.year = {year}"
        case Programme():
            return _day_known(row, f"{row}.year <= {year} AND {row}.in_programme")
        case YearGroups(groups, until, before_age):
            parts = [f"{row}.year <= {year}", one_of(f"{row}.year_group", groups)]
            if until:
                parts.append(_early_enough(row, groups[-1], until, calendar))
            if before_age is not None:
                parts.append(f"{row}.age < {before_age}")
            return _day_known(row, " AND ".join(parts))


def _day_known(row: str, within: str) -> str:
    """Without its day an encounter is neither in a window nor out of it, whatever else is known."""
    return f"CASE WHEN {row}.year IS NULL THEN NULL ELSE {within} END"


def _early_enough(row: str, last_group: str, until: tuple[int, int], calendar: Calendar) -> str:
    """Only in the last year group of the window is there a last day."""
    return f"({row}.day <= {calendar.place(*until)} OR {row}.year_group <> {literal(last_group)})"

"""A measure taken apart: what is added up over a pupil's rows, and how the sums are settled.

The conditions are text of SQL over one row called `r`. Both fast evaluators start here: `verdicts` asks every row,
the segment evaluator asks each class of equal rows once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from trigpoint.engine.evidence.rule_model.measures import (
    AllOf,
    AtLeast,
    AtLeastDifferent,
    AtLeastHours,
    CountedMeasure,
    DestinationKnown,
    EitherOf,
    Encounters,
    InEachYear,
    Measure,
    OneOfEach,
)
from trigpoint.engine.evidence.rule_model.narrowing import each_year, only
from trigpoint.engine.evidence.rule_model.predicates import Is
from trigpoint.engine.evidence.rule_model.windows import ThisYear, Window
from trigpoint.engine.evidence.school_years import Calendar, months_later
from trigpoint.engine.evidence.sql_evaluator.predicates import Fits, counts, fits_row, literal


class Table(StrEnum):
    ENCOUNTERS = "encounters"
    DESTINATIONS = "destinations"


class Unit(StrEnum):
    ROWS = "rows"
    MINUTES = "minutes"  # a row of unknown length weighs as much as is asked for
    DIFFERENT = "different"  # different values of `by`; a row without one may be another


@dataclass(frozen=True)
class Enough:
    """Is what counts at least `wanted`? A row counts when all `conditions` hold. Not met only where the records of the
    window are complete."""

    table: Table
    conditions: tuple[str, ...]
    wanted: int
    window: Window
    records: tuple[str, ...]
    unit: Unit = Unit.ROWS
    by: str = ""


@dataclass(frozen=True)
class Least:
    """Every part is met."""

    parts: tuple[Plan, ...]


@dataclass(frozen=True)
class Greatest:
    """At least one part is met."""

    parts: tuple[Plan, ...]


type Plan = Enough | Least | Greatest


def plan(measure: Measure, *, year: int, calendar: Calendar, fits: Fits = fits_row) -> Plan:
    """The plan of a measure, looking at a school year. `fits`: how it is asked whether an encounter is of the kind."""
    match measure:
        case AllOf(parts):
            return Least(tuple(plan(part, year=year, calendar=calendar, fits=fits) for part in parts))
        case EitherOf(parts):
            return Greatest(tuple(plan(part, year=year, calendar=calendar, fits=fits) for part in parts))
        case DestinationKnown(kind, months):
            due = months_later(calendar.last_day(year), months)
            condition = f"(r.kind = {literal(kind)} AND r.checked_on >= DATE '{due.isoformat()}')"
            return Enough(Table.DESTINATIONS, (condition,), 1, ThisYear(), ("destinations",))
        case _:
            asked = [
                Enough(
                    Table.ENCOUNTERS,
                    counts(encounters, year=year, calendar=calendar, fits=fits),
                    wanted,
                    encounters.window,
                    encounters.records,
                    unit,
                    by,
                )
                for encounters, wanted, unit, by in sums(measure)
            ]
            return asked[0] if len(asked) == 1 else Least(tuple(asked))


def sums(measure: CountedMeasure) -> Iterator[tuple[Encounters, int, Unit, str]]:
    """What each sum of a measure is of, how much is wanted, and in which unit; every one of them must be enough."""
    match measure:
        case AtLeast(n, encounters):
            yield encounters, n, Unit.ROWS, ""
        case AtLeastDifferent(n, by, encounters):
            yield encounters, n, Unit.DIFFERENT, by
        case AtLeastHours(hours, encounters):
            yield encounters, hours * 60, Unit.MINUTES, ""
        case OneOfEach(attribute, values, encounters):
            for value in values:
                yield only(encounters, Is(attribute, (value,))), 1, Unit.ROWS, ""
        case InEachYear(n, encounters):
            for each in each_year(encounters):
                yield each, n, Unit.ROWS, ""


def leaves(plan: Plan) -> tuple[Enough, ...]:
    """The sums that a plan asks for, from left to right."""
    return (
        (plan,) if isinstance(plan, Enough) else tuple(leaf for part in plan.parts for leaf in leaves(part))
    )

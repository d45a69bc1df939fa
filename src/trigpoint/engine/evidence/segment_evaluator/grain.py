"""How finely records are divided into classes: as finely as rules ask, and no finer.

Of an activity a rule asks only whether it has some property, of a day or an age only on which side of some bounds it
lies. All that the rules cannot tell apart is one class, which is why a nation has thousands of classes, not millions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from trigpoint.engine.evidence.rule_model.measures import (
    AllOf,
    DestinationKnown,
    EitherOf,
    Encounters,
    Measure,
)
from trigpoint.engine.evidence.rule_model.predicates import All, AnyOf, Between, Is, Predicate
from trigpoint.engine.evidence.rule_model.rules import PupilRule
from trigpoint.engine.evidence.rule_model.windows import Programme, YearGroups
from trigpoint.engine.evidence.school_years import Calendar
from trigpoint.engine.evidence.sql_evaluator.plans import Unit, sums
from trigpoint.engine.evidence.sql_evaluator.predicates import is_fit


@dataclass(frozen=True)
class Property:
    """What an activity must be, whoever took part in it and when."""

    kinds: tuple[str, ...]
    where: Predicate

    @staticmethod
    def of(encounters: Encounters) -> Property:
        return Property(tuple(sorted(encounters.kinds)), encounters.where)


@dataclass(frozen=True)
class Grain:
    """What is kept apart.

    `properties` of activities, and attributes of them whose `values` are kept; attributes of `pupils`; the kinds of
    `records` whose coverage is asked. `days` and `ages`: bounds. A day is on one side of a bound up to and with it, an
    age is on the other side from it on.
    """

    properties: tuple[Property, ...] = ()
    values: frozenset[str] = frozenset()
    pupils: frozenset[str] = frozenset()
    records: frozenset[str] = frozenset()
    days: frozenset[int] = frozenset()
    ages: frozenset[int] = frozenset()
    asks_age: bool = False
    asks_programmes: bool = False

    def __or__(self, other: Grain) -> Grain:
        return Grain(
            tuple(dict.fromkeys((*self.properties, *other.properties))),
            self.values | other.values,
            self.pupils | other.pupils,
            self.records | other.records,
            self.days | other.days,
            self.ages | other.ages,
            self.asks_age or other.asks_age,
            self.asks_programmes or other.asks_programmes,
        )

    def __str__(self) -> str:
        """The same text for the same grain, in every run."""
        told = ((name, getattr(self, name)) for name in Grain.__annotations__)
        return "\n".join(
            f"{name}: {sorted(each) if isinstance(each, frozenset) else each}" for name, each in told
        )

    def holds(self, other: Grain) -> bool:
        """Can everything be asked of classes of this grain that can be asked of the other?"""
        return self | other == self

    def fits(self, encounters: Encounters) -> str:
        """The property of a class `r`, as a condition; KeyError where the grain does not keep it."""
        try:
            number = self.properties.index(Property.of(encounters))
        except ValueError:
            raise KeyError(Property.of(encounters)) from None
        return f"r.p{number}"


def grain_of(rules: Iterable[PupilRule], *, calendar: Calendar, by: Sequence[str] = ()) -> Grain:
    """The coarsest grain at which these rules, and counts by these attributes of pupils, can still be told."""
    grain = Grain(pupils=frozenset(by) - {"year_group"})
    for rule in rules:
        asked = frozenset(_attributes(rule.population.where))
        grain |= Grain(
            pupils=asked - {"age"},
            asks_age="age" in asked,
            asks_programmes=rule.population.on_programme or not rule.population.groups,
        )
        grain |= _of_measure(rule.measure, calendar)
    return grain


def _of_measure(measure: Measure, calendar: Calendar) -> Grain:
    if isinstance(measure, DestinationKnown):
        return Grain(records=frozenset({"destinations"}))
    grain = Grain()
    if isinstance(measure, AllOf | EitherOf):
        for part in measure.parts:
            grain |= _of_measure(part, calendar)
        return grain
    for encounters, _, unit, by in sums(measure):
        values = {"minutes"} if unit is Unit.MINUTES else {by} - {"", "partner"}
        grain |= Grain((Property.of(encounters),), frozenset(values)) | _of_window(encounters, calendar)
    return grain


def _of_window(encounters: Encounters, calendar: Calendar) -> Grain:
    window, records = encounters.window, frozenset(encounters.records)
    if isinstance(window, Programme):
        return Grain(records=records, asks_programmes=True)
    if not isinstance(window, YearGroups):
        return Grain(records=records)
    days = {calendar.place(*window.until)} if window.until else set()
    ages = set() if window.before_age is None else {window.before_age}
    return Grain(records=records, days=frozenset(days), ages=frozenset(ages))


def _attributes(predicate: Predicate) -> Iterator[str]:
    match predicate:
        case Is(attribute) | Between(attribute):
            yield attribute.name
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from _attributes(part)


def activity_columns(grain: Grain) -> dict[str, str]:
    """What is kept of an activity `r`, as SQL by name: the year, the side of the day, properties (NULL: not known) and
    values."""
    found = {"year": "r.year", "day": _day(grain)}
    for number, each in enumerate(grain.properties):
        found[f"p{number}"] = is_fit(each.kinds, each.where, "r")
    return found | {name: f"r.{name}" for name in sorted(grain.values)}


def moment_columns(grain: Grain) -> dict[str, str]:
    """What is kept of a pupil at an encounter `m`, as SQL by name."""
    return {
        "state": "m.state",
        "year_group": "m.year_group",
        "age": _age(grain),
        "in_programme": "m.in_programme" if grain.asks_programmes else "NULL::BOOLEAN",
    }


def pupil_columns(grain: Grain) -> list[str]:
    """The attributes of pupils that are kept."""
    return sorted(grain.pupils)


def year_columns(grain: Grain) -> dict[str, str]:
    """What is kept of a year `y` of a pupil, as SQL by name."""
    programme = {name: f"y.{name}" for name in ("programme_began", "programme_ends")}
    nothing = {"programme_began": "NULL::INTEGER", "programme_ends": "FALSE"}
    return {
        "year": "y.year",
        "year_group": "y.year_group",
        "counted": "y.counted",
        "age": "y.age" if grain.asks_age else "NULL::INTEGER",
        **(programme if grain.asks_programmes else nothing),
        **{f"known_{record}": f"y.known_{record}" for record in sorted(grain.records)},
    }


def _day(grain: Grain) -> str:
    """The first bound that the day does not pass, or one more than the last."""
    if not grain.days:
        return "NULL::INTEGER"
    bounds = sorted(grain.days)
    sides = " ".join(f"WHEN r.day <= {bound} THEN {bound}" for bound in bounds)
    return f"CASE WHEN r.day IS NULL THEN NULL {sides} ELSE {bounds[-1] + 1} END"


def _age(grain: Grain) -> str:
    """The last bound that the age reaches, or one less than the first."""
    if not grain.ages:
        return "NULL::INTEGER"
    bounds = sorted(grain.ages, reverse=True)
    sides = " ".join(f"WHEN m.age >= {bound} THEN {bound}" for bound in bounds)
    return f"CASE WHEN m.age IS NULL THEN NULL {sides} ELSE {bounds[-1] - 1} END"

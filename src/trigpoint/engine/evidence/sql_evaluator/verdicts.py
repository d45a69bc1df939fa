"""Each measure as an expression over one pupil's features: 2 met, 1 not known, 0 not met."""

from __future__ import annotations

from dataclasses import dataclass, field

from trigpoint.engine.evidence.rule_model.measures import (
    AllOf,
    AtLeast,
    AtLeastDifferent,
    AtLeastHours,
    DestinationKnown,
    EitherOf,
    Encounters,
    InEachYear,
    Measure,
    OneOfEach,
)
from trigpoint.engine.evidence.rule_model.narrowing import each_year, only
from trigpoint.engine.evidence.rule_model.predicates import All, Is
from trigpoint.engine.evidence.rule_model.rules import Population, PupilRule
from trigpoint.engine.evidence.rule_model.windows import Programme, ThisYear, Window, YearGroups
from trigpoint.engine.evidence.school_years import Calendar, months_later
from trigpoint.engine.evidence.sql_evaluator.features import Features
from trigpoint.engine.evidence.sql_evaluator.predicates import condition, counts, literal, one_of

MET, NOT_KNOWN, NOT_MET = 2, 1, 0
ELSEWHERE = -1
"""Of another pupil than those the rule speaks of."""


@dataclass
class Compiler:
    """Rules of one school year as expressions, and the features they need.

    In the expressions `t` is the pupil's row of that school year, `p` the pupil, `e`, `y` and `d` the features of
    encounters, years and destinations.
    """

    year: int
    calendar: Calendar
    encounters: Features = field(default_factory=lambda: Features("e"))
    years: Features = field(default_factory=lambda: Features("y"))
    destinations: Features = field(default_factory=lambda: Features("d"))

    def verdict(self, rule: PupilRule) -> str:
        """The answer of one pupil; -1 for those of whom the rule does not speak."""
        belongs = self._belongs(rule.population)
        return (
            f"CASE WHEN NOT ({belongs}) THEN {ELSEWHERE} WHEN {belongs} THEN {self._measure(rule.measure)} "
            f"ELSE {NOT_KNOWN} END"
        )

    def _belongs(self, population: Population) -> str:
        due = one_of("t.year_group", population.groups) if population.groups else "t.programme_ends"
        if population.where == All():
            return due
        return f"({due} AND {condition(population.where, _of_pupil)})"

    def _measure(self, measure: Measure) -> str:
        match measure:
            case AtLeast(n, encounters):
                return self._at_least(encounters, n)
            case AtLeastDifferent(n, by, encounters):
                return self._different(encounters, by, n)
            case OneOfEach(attribute, values, encounters):
                return _least(
                    [self._at_least(only(encounters, Is(attribute, (value,))), 1) for value in values]
                )
            case AtLeastHours(hours, encounters):
                return self._hours(encounters, hours * 60)
            case InEachYear(n, encounters):
                return _least([self._at_least(each, n) for each in each_year(encounters)])
            case DestinationKnown(kind, months):
                return self._destination(kind, months)
            case AllOf(parts):
                return _least([self._measure(part) for part in parts])
            case EitherOf(parts):
                return f"GREATEST({', '.join(self._measure(part) for part in parts)})"

    def _counts(self, encounters: Encounters) -> str:
        return counts(encounters, "r", year=self.year, calendar=self.calendar)

    def _at_least(self, encounters: Encounters, n: int) -> str:
        counted = self._counts(encounters)
        least, most = self.encounters.number(counted), self.encounters.not_false(counted)
        return self._settle(least, most, n, encounters)

    def _different(self, encounters: Encounters, by: str, n: int) -> str:
        counted, value = self._counts(encounters), f"r.{by}"
        least = self.encounters.name(f"COUNT(DISTINCT CASE WHEN {counted} THEN {value} END)")
        known = self.encounters.name(f"COUNT(DISTINCT CASE WHEN NOT ({counted}) THEN NULL ELSE {value} END)")
        unknown = self.encounters.name(
            f"SUM(CASE WHEN NOT ({counted}) THEN 0 WHEN {value} IS NULL THEN 1 ELSE 0 END)"
        )
        return self._settle(least, f"({known} + {unknown})", n, encounters)

    def _hours(self, encounters: Encounters, minutes: int) -> str:
        counted = self._counts(encounters)
        least = self.encounters.name(f"SUM(CASE WHEN {counted} THEN COALESCE(r.minutes, 0) ELSE 0 END)")
        # An encounter of unknown length that may count leaves no bound: it weighs as much as is asked for.
        most = self.encounters.name(
            f"SUM(CASE WHEN NOT ({counted}) THEN 0 ELSE COALESCE(r.minutes, {minutes}) END)"
        )
        return self._settle(least, most, minutes, encounters)

    def _settle(self, least: str, most: str, n: int, encounters: Encounters) -> str:
        covered = self._covered(encounters.window, encounters.records)
        met, not_met = f"{least} >= {n}", f"{most} < {n} AND {covered}"
        return f"CASE WHEN {met} THEN {MET} WHEN {not_met} THEN {NOT_MET} ELSE {NOT_KNOWN} END"

    def _covered(self, window: Window, records: tuple[str, ...]) -> str:
        """Are the records of the whole window complete?"""
        known = " AND ".join(f"r.known_{record}" for record in records)
        match window:
            case ThisYear():
                return f"{self.years.any(f'r.year = {self.year} AND {known}')} = 1"
            case Programme():
                within = f"r.year BETWEEN t.programme_began AND {self.year}"
                return f"{self.years.number(f'{within} AND {known}')} = {self.year} - t.programme_began + 1"
            case YearGroups(groups):
                parts = [f"{self._group_covered(group, known)}" for group in groups]
                return "(" + " AND ".join(parts) + ")"

    def _group_covered(self, group: str, known: str) -> str:
        inside = f"r.year_group = {literal(group)} AND r.year <= {self.year}"
        complete = self.years.any(f"{inside} AND {known}")
        return f"{complete} = 1 AND {self.years.any(f'{inside} AND NOT ({known})')} = 0"

    def _destination(self, kind: str, months: int) -> str:
        due = months_later(self.calendar.last_day(self.year), months)
        found = self.destinations.any(
            f"r.kind = {literal(kind)} AND r.checked_on >= DATE '{due.isoformat()}'"
        )
        covered = self.years.any(f"r.year = {self.year} AND r.known_destinations")
        return f"CASE WHEN {found} = 1 THEN {MET} WHEN {covered} = 1 THEN {NOT_MET} ELSE {NOT_KNOWN} END"


def _of_pupil(attribute: str) -> str:
    """The age is that of the school year; everything else is as it is today."""
    return "t.age" if attribute == "age" else f"p.{attribute}"


def _least(verdicts: list[str]) -> str:
    return verdicts[0] if len(verdicts) == 1 else f"LEAST({', '.join(verdicts)})"

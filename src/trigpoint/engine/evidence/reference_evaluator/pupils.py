"""What one pupil met: each measure answered from that pupil's rows alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import inf

from trigpoint.engine.evidence.outcomes import Verdict, settle
from trigpoint.engine.evidence.preparation.rows import Cell, Encounter, PupilYear
from trigpoint.engine.evidence.reference_evaluator.encounters import Answer, counts
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
from trigpoint.engine.evidence.rule_model.predicates import Is
from trigpoint.engine.evidence.rule_model.windows import Programme, ThisYear, Window, YearGroups
from trigpoint.engine.evidence.school_years import Calendar, months_later


@dataclass(frozen=True)
class Pupil:
    """One pupil's rows, and the school year that is looked at."""

    years: Sequence[PupilYear]
    encounters: Sequence[Encounter]
    destinations: Sequence[tuple[str, date]]
    year: int
    as_of: date
    calendar: Calendar

    def verdict(self, measure: Measure) -> Verdict:
        """Met, not met or not known."""
        match measure:
            case AtLeast(n, encounters):
                return settle(*self.number(encounters), n)
            case AtLeastDifferent(n, by, encounters):
                return settle(*self.different(encounters, by), n)
            case OneOfEach(attribute, values, encounters):
                return all_of(
                    [settle(*self.number(only(encounters, Is(attribute, (value,)))), 1) for value in values]
                )
            case AtLeastHours(hours, encounters):
                return settle(*self.minutes(encounters), hours * 60)
            case InEachYear(n, encounters):
                return all_of([settle(*self.number(each), n) for each in each_year(encounters)])
            case DestinationKnown(kind, months):
                return self._destination(kind, months)
            case AllOf(parts):
                return all_of([self.verdict(part) for part in parts])
            case EitherOf(parts):
                return either_of([self.verdict(part) for part in parts])

    def counting(self, asked: Encounters) -> list[tuple[Encounter, Answer]]:
        """The encounters that count or may count."""
        found = [
            (each, counts(asked, each, year=self.year, calendar=self.calendar)) for each in self.encounters
        ]
        return [(each, answer) for each, answer in found if answer is not False]

    def number(self, asked: Encounters) -> tuple[float, float]:
        """The least and the most encounters."""
        found = self.counting(asked)
        sure = sum(answer is True for _, answer in found)
        return sure, self._most(asked, len(found))

    def different(self, asked: Encounters, by: str) -> tuple[float, float]:
        """The least and the most different values among encounters."""
        found = self.counting(asked)
        values = [(_value(each, by), answer) for each, answer in found]
        sure = {value for value, answer in values if answer and value is not None}
        known = {value for value, _ in values if value is not None}
        unknown = sum(value is None for value, _ in values)
        return len(sure), self._most(asked, len(known) + unknown)

    def minutes(self, asked: Encounters) -> tuple[float, float]:
        """The least and the most minutes together; no bound where a length is not known."""
        found = [(each.attributes.get("minutes"), answer) for each, answer in self.counting(asked)]
        sure = sum(int(minutes) for minutes, answer in found if answer and minutes is not None)
        if any(minutes is None for minutes, _ in found):
            return sure, inf
        return sure, self._most(asked, sum(int(minutes or 0) for minutes, _ in found))

    def _most(self, asked: Encounters, counted: float) -> float:
        """No bound where records are not complete for the whole window: there may be encounters nobody wrote down."""
        return counted if self.is_covered(asked.window, asked.records) else inf

    def is_covered(self, window: Window, records: tuple[str, ...]) -> bool:
        """Are the records of these kinds complete for the whole window?"""
        wanted = set(records)
        match window:
            case ThisYear():
                years = [each for each in self.years if each.year == self.year]
                return bool(years) and all(wanted <= each.known for each in years)
            case YearGroups(groups):
                return all(self._group_is_covered(group, wanted) for group in groups)
            case Programme():
                return self._programme_is_covered(wanted)

    def _group_is_covered(self, group: str, wanted: set[str]) -> bool:
        years = [each for each in self.years if each.year_group == group and each.year <= self.year]
        return bool(years) and all(wanted <= each.known for each in years)

    def _programme_is_covered(self, wanted: set[str]) -> bool:
        began = next((each.programme_began for each in self.years if each.year == self.year), None)
        if began is None:
            return False
        known = {each.year for each in self.years if wanted <= each.known}
        return all(year in known for year in range(began, self.year + 1))

    def _destination(self, kind: str, months: int) -> Verdict:
        """Found, or looked for: met. No record: not met where destinations are complete for the year of the check."""
        due = months_later(self.calendar.last_day(self.year), months)
        if any(each == kind and checked_on >= due for each, checked_on in self.destinations):
            return Verdict.MET
        return Verdict.NOT_MET if self._destinations_are_covered() else Verdict.NOT_KNOWN

    def _destinations_are_covered(self) -> bool:
        return any(each.year == self.year and "destinations" in each.known for each in self.years)


def _value(encounter: Encounter, by: str) -> Cell:
    if by == "partner":
        return encounter.partner
    return encounter.kind if by == "kind" else encounter.attributes.get(by)


def all_of(verdicts: list[Verdict]) -> Verdict:
    """Not met when one is not met; else not known when one is not known; else met."""
    for verdict in (Verdict.NOT_MET, Verdict.NOT_KNOWN):
        if verdict in verdicts:
            return verdict
    return Verdict.MET


def either_of(verdicts: list[Verdict]) -> Verdict:
    """Met when one is met; else not known when one is not known; else not met."""
    for verdict in (Verdict.MET, Verdict.NOT_KNOWN):
        if verdict in verdicts:
            return verdict
    return Verdict.NOT_MET

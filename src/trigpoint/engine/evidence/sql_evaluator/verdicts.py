"""Each rule as an expression over one pupil's features: 2 met, 1 not known, 0 not met."""

from __future__ import annotations

from dataclasses import dataclass, field

from trigpoint.engine.evidence.rule_model.predicates import All
from trigpoint.engine.evidence.rule_model.rules import Population, PupilRule
from trigpoint.engine.evidence.rule_model.windows import Programme, ThisYear, Window, YearGroups
from trigpoint.engine.evidence.school_years import Calendar
from trigpoint.engine.evidence.sql_evaluator.features import DifferentValues, Features
from trigpoint.engine.evidence.sql_evaluator.plans import Enough, Greatest, Least, Plan, Table, Unit, plan
from trigpoint.engine.evidence.sql_evaluator.predicates import all_hold, condition, literal, one_of

MET, NOT_KNOWN, NOT_MET = 2, 1, 0
ELSEWHERE = -1
"""Of another pupil than those the rule speaks of."""


@dataclass
class Compiler:
    """Rules of one school year as expressions, and the features they need.

    In the expressions `t` is the pupil's row of that school year, `p` the pupil, `e`, `y` and `d` the features of
    encounters, years and destinations; different values have a table for each column they are of.
    """

    year: int
    calendar: Calendar
    encounters: Features = field(default_factory=lambda: Features("e"))
    years: Features = field(default_factory=lambda: Features("y"))
    destinations: Features = field(default_factory=lambda: Features("d"))
    different: dict[str, DifferentValues] = field(default_factory=dict)

    def verdict(self, rule: PupilRule) -> str:
        """The answer of one pupil; -1 for those of whom the rule does not speak."""
        belongs = self.belongs(rule.population)
        settled = self._settled(plan(rule.measure, year=self.year, calendar=self.calendar))
        return (
            f"CASE WHEN NOT ({belongs}) THEN {ELSEWHERE} WHEN {belongs} THEN {settled} ELSE {NOT_KNOWN} END"
        )

    def belongs(self, population: Population) -> str:
        """Is the pupil one of those the rule speaks of? NULL where that is not known."""
        is_due = due(population)
        if population.where == All():
            return is_due
        return f"({is_due} AND {condition(population.where, of_pupil)})"

    def _settled(self, plan: Plan) -> str:
        match plan:
            case Enough():
                return self._enough(plan)
            case Least(parts):
                return _of_several("LEAST", [self._settled(part) for part in parts])
            case Greatest(parts):
                return _of_several("GREATEST", [self._settled(part) for part in parts])

    def _enough(self, asked: Enough) -> str:
        least, most = self._bounds(asked)
        met = f"{least} >= {asked.wanted}"
        not_met = f"{most} < {asked.wanted} AND {self.covered(asked.window, asked.records)}"
        return f"CASE WHEN {met} THEN {MET} WHEN {not_met} THEN {NOT_MET} ELSE {NOT_KNOWN} END"

    def _bounds(self, asked: Enough) -> tuple[str, str]:
        """The least and the most that a pupil's rows allow."""
        features = self.encounters if asked.table is Table.ENCOUNTERS else self.destinations
        counted = all_hold(asked.conditions)
        match asked.unit:
            case Unit.ROWS:
                return features.sum(counted, "1"), features.sum_of_possible(counted, "1")
            case Unit.MINUTES:
                return (
                    features.sum(counted, "COALESCE(r.minutes, 0)"),
                    features.sum_of_possible(counted, f"COALESCE(r.minutes, {asked.wanted})"),
                )
            case Unit.DIFFERENT:
                values = self.different.setdefault(asked.by, DifferentValues(f"by_{asked.by}_", by=asked.by))
                return values.certain(counted), values.possible(counted)

    def covered(self, window: Window, records: tuple[str, ...]) -> str:
        """Are the records of the whole window complete?"""
        known = " AND ".join(f"r.known_{record}" for record in records)
        match window:
            case ThisYear():
                return f"{self.years.sum(f'r.year = {self.year} AND {known}', '1')} = 1"
            case Programme():
                complete = self.years.sum(
                    f"r.year BETWEEN t.programme_began AND {self.year} AND {known}", "1"
                )
                return f"{complete} = {self.year} - t.programme_began + 1"
            case YearGroups(groups):
                return _of_all([self._group_covered(group, known) for group in groups])

    def _group_covered(self, group: str, known: str) -> str:
        """There is a year in the group, and none of them with a gap."""
        inside = f"r.year_group = {literal(group)} AND r.year <= {self.year}"
        years = self.years.sum(f"{inside} AND {known}", "1")
        return f"({years} >= 1 AND {self.years.sum(f'{inside} AND NOT ({known})', '1')} = 0)"


def due(population: Population) -> str:
    """Is the pupil, with the row `t` of the school year, of those the rule is about, whatever else narrows them?"""
    if population.on_programme:
        return "t.programme_began IS NOT NULL"
    return one_of("t.year_group", population.groups) if population.groups else "t.programme_ends"


def _of_several(function: str, verdicts: list[str]) -> str:
    return verdicts[0] if len(verdicts) == 1 else f"{function}({', '.join(verdicts)})"


def _of_all(conditions: list[str]) -> str:
    return conditions[0] if len(conditions) == 1 else "(" + " AND ".join(conditions) + ")"


def of_pupil(attribute: str) -> str:
    """The column of a pupil's attribute. The age is that of the school year; everything else is as it is today."""
    return "t.age" if attribute == "age" else f"p.{attribute}"

"""What the rules ask of the classes: conditions on one row, each to be answered once for each class."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from trigpoint.engine.evidence.questions import Question
from trigpoint.engine.evidence.rule_model.predicates import All
from trigpoint.engine.evidence.rule_model.windows import Programme, ThisYear, Window, YearGroups
from trigpoint.engine.evidence.school_years import Calendar
from trigpoint.engine.evidence.sql_evaluator.plans import Enough, Plan, Table, Unit, leaves, plan
from trigpoint.engine.evidence.sql_evaluator.predicates import Fits, all_hold, condition, fits_row, literal
from trigpoint.engine.evidence.sql_evaluator.verdicts import due, of_pupil


@dataclass(frozen=True)
class Sum:
    """A sum over the rows of a pupil of which all `conditions` hold, that several plans may ask for.

    `wanted` is told only where it matters: 1 row, where any will do, and minutes, of which more than that in one row,
    or a length that is not known, weighs so much.
    """

    table: Table
    conditions: tuple[str, ...]
    unit: Unit
    by: str
    wanted: int

    @staticmethod
    def of(leaf: Enough) -> Sum:
        told = leaf.unit is Unit.MINUTES or (leaf.unit is Unit.ROWS and leaf.wanted == 1)
        return Sum(leaf.table, leaf.conditions, leaf.unit, leaf.by, leaf.wanted if told else 0)

    @property
    def is_any(self) -> bool:
        """Is one row enough?"""
        return self.unit is Unit.ROWS and self.wanted == 1


@dataclass(frozen=True)
class YearPart:
    """One thing that must hold of a pupil's years before their records are complete.

    All `conditions` on a year `r`: true of `wanted` years, or where that is None of any (`there`) or of none. `began`:
    only for learners whose programme began in that school year.
    """

    conditions: tuple[str, ...]
    there: bool = True
    wanted: int | None = None
    began: int | None = None


@dataclass(frozen=True)
class Coverage:
    """Are the records of these kinds complete for a window, looking at a school year?"""

    year: int
    window: Window
    records: tuple[str, ...]

    def parts(self, began: Iterable[int]) -> Iterator[YearPart]:
        """What must hold. `began`: the school years in which programmes of the pupils began."""
        known = tuple(f"r.known_{record}" for record in self.records)
        match self.window:
            case ThisYear():
                yield YearPart((f"r.year = {self.year}", *known))
            case Programme():
                for first in began:
                    if first <= self.year + 1:
                        inside = f"r.year BETWEEN {first} AND {self.year}"
                        yield YearPart((inside, *known), wanted=self.year - first + 1, began=first)
            case YearGroups(groups):
                for group in groups:
                    in_group = (f"r.year_group = {literal(group)}", f"r.year <= {self.year}")
                    yield YearPart((*in_group, *known))
                    yield YearPart((*in_group, f"NOT {all_hold(known)}"), there=False)


@dataclass(frozen=True)
class Asked:
    """One question: `due` is a condition on the pupil's row `t` of the school year, `where` one on the pupil `p`."""

    question: Question
    plan: Plan
    due: str
    where: str

    def coverage(self, leaf: Enough) -> Coverage:
        return Coverage(self.question.view.year, leaf.window, leaf.records)

    @property
    def leaves(self) -> tuple[Enough, ...]:
        return leaves(self.plan)


def ask(questions: Iterable[Question], *, calendar: Calendar, fits: Fits = fits_row) -> list[Asked]:
    """What each question asks, in their order. `fits`: how classes are asked whether they are of the kind."""
    return [_asked(question, calendar, fits) for question in questions]


def _asked(question: Question, calendar: Calendar, fits: Fits) -> Asked:
    population = question.rule.population
    where = "TRUE" if population.where == All() else condition(population.where, of_pupil)
    return Asked(
        question,
        plan(question.rule.measure, year=question.view.year, calendar=calendar, fits=fits),
        due(population),
        where,
    )

"""What the rules ask of the classes: conditions on one row, each to be answered once for each class."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from trigpoint.engine.evidence.questions import Question
from trigpoint.engine.evidence.rule_model.predicates import All
from trigpoint.engine.evidence.rule_model.windows import Programme, ThisYear, Window, YearGroups
from trigpoint.engine.evidence.school_years import Calendar
from trigpoint.engine.evidence.sql_evaluator.plans import Enough, Plan, Table, Unit, leaves, plan
from trigpoint.engine.evidence.sql_evaluator.predicates import Fits, condition, fits_row, literal
from trigpoint.engine.evidence.sql_evaluator.verdicts import due, of_pupil


@dataclass(frozen=True)
class Sum:
    """A sum over the rows of a pupil that several plans may ask for. `wanted` matters to minutes alone: more than that
    in one row, or a length that is not known, weighs so much."""

    table: Table
    condition: str
    unit: Unit
    by: str
    wanted: int

    @staticmethod
    def of(leaf: Enough) -> Sum:
        wanted = leaf.wanted if leaf.unit is Unit.MINUTES else 0
        return Sum(leaf.table, leaf.condition, leaf.unit, leaf.by, wanted)


@dataclass(frozen=True)
class Coverage:
    """Are the records of these kinds complete for a window, looking at a school year?"""

    year: int
    window: Window
    records: tuple[str, ...]

    def parts(self, began: Iterable[int]) -> Iterator[tuple[str, int, int | None]]:
        """The sums over a pupil's years that must all come out: a condition on a year `r`, the exact sum that is wanted
        (-1: any but nought), and the year of the programme's beginning for whose learners it is asked."""
        known = " AND ".join(f"r.known_{record}" for record in self.records)
        match self.window:
            case ThisYear():
                yield f"r.year = {self.year} AND {known}", 1, None
            case Programme():
                for first in began:
                    if first <= self.year + 1:
                        yield (
                            f"r.year BETWEEN {first} AND {self.year} AND {known}",
                            self.year - first + 1,
                            first,
                        )
            case YearGroups(groups):
                for group in groups:
                    inside = f"r.year_group = {literal(group)} AND r.year <= {self.year}"
                    yield f"{inside} AND {known}", -1, None
                    yield f"{inside} AND NOT ({known})", 0, None


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

"""Counts pupils by what they met: every rule, both views, every institution, every breakdown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from trigpoint.engine.evidence.breakdowns import group_of
from trigpoint.engine.evidence.outcomes import NOBODY, Cell, Cells, Counts, Verdict
from trigpoint.engine.evidence.preparation.rows import Cell as Value
from trigpoint.engine.evidence.preparation.rows import Prepared, PupilKey, PupilYear
from trigpoint.engine.evidence.questions import Question
from trigpoint.engine.evidence.reference_evaluator.encounters import Answer, both, holds
from trigpoint.engine.evidence.reference_evaluator.pupils import Pupil
from trigpoint.engine.evidence.rule_model.rules import Population, PupilRule
from trigpoint.engine.evidence.school_years import Calendar, View

ONE = {
    Verdict.MET: Counts(1, 0, 0),
    Verdict.NOT_MET: Counts(0, 1, 0),
    Verdict.NOT_KNOWN: Counts(0, 0, 1),
}


def evaluate_pupils(
    rules: Sequence[PupilRule], prepared: Prepared, *, calendar: Calendar, by: Sequence[str] = ()
) -> Cells:
    """The counts of every rule in its two views, by institution and by each attribute of `by` besides."""
    questions = [Question(rule, view) for rule in rules for view in views_of(rule, prepared, calendar)]
    return count_cells(questions, prepared, calendar=calendar, by=by)


def count_cells(
    questions: Iterable[Question], prepared: Prepared, *, calendar: Calendar, by: Sequence[str] = ()
) -> Cells:
    """The counts of every question by institution, and by each attribute of `by` besides."""
    cells: Cells = defaultdict(lambda: NOBODY)
    for rule, view in ((question.rule, question.view) for question in questions):
        for key, year, verdict in verdicts_of(rule, view, prepared, calendar):
            cells[Cell(rule.id, view, key[0])] += ONE[verdict]
            for attribute in by:
                value = group_of(attribute, prepared.pupils[key], year.year_group, year.age)
                cells[Cell(rule.id, view, key[0], attribute, value)] += ONE[verdict]
    return dict(cells)


def views_of(rule: PupilRule, prepared: Prepared, calendar: Calendar) -> tuple[View, View]:
    """The last full year and the present one so far; for leavers, the years that can be judged by now."""
    months = rule.months_after
    return (
        View.last_full(prepared.as_of, calendar, months),
        View.this_so_far(prepared.as_of, calendar, months),
    )


def verdicts_of(
    rule: PupilRule, view: View, prepared: Prepared, calendar: Calendar
) -> Iterator[tuple[PupilKey, PupilYear, Verdict]]:
    """Every pupil of the rule's population with the answer, in the order of the pupils."""
    for key, years in prepared.years.items():
        for year in years:
            if year.year != view.year or not year.counted:
                continue
            membership = belongs_to(rule.population, year, prepared.pupils[key])
            if membership is False:
                continue
            pupil = Pupil(
                years,
                prepared.encounters[key],
                prepared.destinations[key],
                view.year,
                prepared.as_of,
                calendar,
            )
            yield key, year, pupil.verdict(rule.measure) if membership else Verdict.NOT_KNOWN


def belongs_to(population: Population, year: PupilYear, pupil: Mapping[str, Value]) -> Answer:
    """Is the pupil one of those the rule speaks of? Not known without the year group or an attribute it asks for."""
    if population.on_programme:
        due: Answer = year.programme_began is not None
    elif not population.groups:
        due = year.programme_ends
    else:
        due = None if year.year_group is None else year.year_group in population.groups
    return both((due, holds(population.where, {**pupil, "age": year.age})))


def total(cells: Mapping[Cell, Counts], rule: str, view: View, institutions: Iterable[str]) -> Counts:
    """A rule's counts over several institutions."""
    found = (cells.get(Cell(rule, view, institution), NOBODY) for institution in institutions)
    return sum(found, NOBODY)

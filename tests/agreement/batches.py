"""Invented cases packed together, so that an engine with a slow start answers many of them at once."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

import pyarrow as pa

from tests.agreement.invention import CALENDAR, invent_records, invent_rules
from trigpoint.engine.evidence.outcomes import Cells
from trigpoint.engine.evidence.preparation.pupils import prepare_pupils
from trigpoint.engine.evidence.preparation.rows import Prepared
from trigpoint.engine.evidence.questions import Question
from trigpoint.engine.evidence.reference_evaluator.cells import count_cells, views_of
from trigpoint.engine.evidence.sql_evaluator.prepared import as_tables

BY = ("year_group", "gender", "free_meals")


@dataclass(frozen=True)
class Batch:
    """Cases with their rules asked of one another's records as well; institutions are named apart."""

    questions: tuple[Question, ...]
    prepared: tuple[Prepared, ...]

    @property
    def few_questions(self) -> Batch:
        """One question in eleven, so that each case, which has twelve, is asked another of them: for an engine that
        takes long over each question."""
        return replace(self, questions=self.questions[::11])

    @property
    def tables(self) -> dict[str, pa.Table]:
        each = [as_tables(prepared) for prepared in self.prepared]
        return {name: pa.concat_tables([tables[name] for tables in each]) for name in each[0]}

    def expected(self, by: Sequence[str] = BY) -> Cells:
        """What the reference says."""
        cells: Cells = {}
        for prepared in self.prepared:
            cells |= count_cells(self.questions, prepared, calendar=CALENDAR, by=by)
        return cells


@cache
def batch_of(first: int, size: int) -> Batch:
    """The cases with the seeds from `first` on."""
    questions: list[Question] = []
    prepared: list[Prepared] = []
    for seed in range(first, first + size):
        dice = random.Random(seed)
        rules = [replace(rule, id=f"{seed}-{rule.id}") for rule in invent_rules(dice)]
        records, as_of = invent_records(dice)
        for rows in records.values():
            for row in rows:
                row["institution"] = f"{seed}-{row['institution']}"
        case = prepare_pupils(records, as_of=as_of, calendar=CALENDAR)
        questions += [Question(rule, view) for rule in rules for view in views_of(rule, case, CALENDAR)]
        prepared.append(case)
    return Batch(tuple(questions), tuple(prepared))


def differences(expected: Cells, found: Cells) -> Iterable[str]:
    """One line for each cell that is not the same."""
    for cell in sorted(expected.keys() | found.keys(), key=str):
        if expected.get(cell) != found.get(cell):
            yield f"{cell}: the reference says {expected.get(cell)}, the evaluator {found.get(cell)}"

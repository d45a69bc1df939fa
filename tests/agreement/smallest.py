"""The smallest records on which an evaluator still differs from the reference."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from tests.agreement.batches import Batch, differences
from tests.agreement.invention import CALENDAR, invent_records, invent_rules
from trigpoint.engine.evidence.outcomes import Cells
from trigpoint.engine.evidence.preparation.pupils import prepare_pupils
from trigpoint.engine.evidence.questions import Question
from trigpoint.engine.evidence.reference_evaluator.cells import views_of
from trigpoint.engine.evidence.rule_model.rules import PupilRule

type Evaluate = Callable[[Batch], Cells]
type Rows = Mapping[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Case:
    """One rule, and records looked at on one day."""

    seed: int
    rule: PupilRule
    records: Rows
    as_of: date

    def said(self, evaluate: Evaluate) -> list[str]:
        """What is not the same; nothing where the records no longer hang together."""
        try:
            prepared = prepare_pupils(self.records, as_of=self.as_of, calendar=CALENDAR)
        except KeyError:
            return []
        questions = tuple(Question(self.rule, view) for view in views_of(self.rule, prepared, CALENDAR))
        batch = Batch(questions, (prepared,))
        return list(differences(batch.expected(), evaluate(batch)))

    def without(self, table: str, first: int, size: int) -> Case:
        """The same without some rows of one table."""
        rows = self.records[table]
        return replace(self, records={**self.records, table: rows[:first] + rows[first + size :]})

    def written(self) -> str:
        """The case as text to make a spec of: seed, day, rule, and every row with what is known of it."""
        rows = (
            f"    {name}: {{{', '.join(f'{key}: {value}' for key, value in row.items() if value is not None)}}}"
            for name, table in self.records.items()
            for row in table
        )
        return "\n".join([f"  seed: {self.seed}", f"  as_of: {self.as_of}", f"  rule: {self.rule}", *rows])


def cases_of(seed: int) -> Iterator[Case]:
    """Each rule of a seed with the records of that seed."""
    dice = random.Random(seed)
    rules = invent_rules(dice)
    records, as_of = invent_records(dice)
    for rule in rules:
        yield Case(seed, rule, records, as_of)


def smallest(case: Case, evaluate: Evaluate) -> Case:
    """A case that still differs, from which no row can be taken away without making it agree."""
    while True:
        before = sum(map(len, case.records.values()))
        for table in case.records:
            size = len(case.records[table])
            while size:
                case = _fewer(case, table, size, evaluate)
                size //= 2
        if sum(map(len, case.records.values())) == before:
            return case


def _fewer(case: Case, table: str, size: int, evaluate: Evaluate) -> Case:
    """Without every run of so many rows of a table that is not needed for the difference."""
    first = 0
    while first < len(case.records[table]):
        fewer = case.without(table, first, size)
        if fewer.said(evaluate):
            case = fewer
        else:
            first += size
    return case


def first_difference(first: int, size: int, evaluate: Evaluate) -> Case | None:
    """The smallest case of the first of these seeds that differs by itself."""
    for seed in range(first, first + size):
        for case in cases_of(seed):
            if case.said(evaluate):
                return smallest(case, evaluate)
    return None

"""Counts of verdicts by institution and group, as every evaluator gives them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from trigpoint.engine.evidence.outcomes import Cell, Cells, Counts
from trigpoint.engine.evidence.questions import Question
from trigpoint.engine.evidence.segment_evaluator.answers import Answers
from trigpoint.engine.evidence.segment_evaluator.encoding import Encoded, Whole
from trigpoint.engine.evidence.segment_evaluator.verdicts import AddedUp, Settled

EVERYBODY: tuple[str | None, ...] = ("",)


@dataclass(frozen=True)
class Table:
    """The counts of one question, divided by one attribute or (empty) by none.

    `counts`: institutions × groups × 3: not met, not known, met. `names`: of the groups; None is not known.
    """

    question: Question
    by: str
    institutions: Sequence[str]
    names: tuple[str | None, ...]
    counts: Whole


def count(answers: Answers, encoded: Encoded) -> Iterator[Table]:
    """The tables of every question over one part of the records."""
    added = AddedUp.of(answers, encoded)
    for asked in answers.asked:
        settled = added.settle(asked)
        yield _table(asked.question, "", EVERYBODY, settled, encoded, np.zeros_like(settled.pupils))
        for attribute in answers.by:
            groups = answers.truths.groups[attribute]
            classes = (
                settled.year_classes if attribute == "year_group" else encoded.pupil_classes[settled.pupils]
            )
            yield _table(asked.question, attribute, groups.names, settled, encoded, groups.numbers[classes])


def _table(
    question: Question,
    by: str,
    names: tuple[str | None, ...],
    settled: Settled,
    encoded: Encoded,
    groups: Whole,
) -> Table:
    places, size = len(encoded.institutions), len(names)
    cells = (encoded.pupil_institutions[settled.pupils] * size + groups) * 3 + settled.verdicts
    counts = np.bincount(cells, minlength=places * size * 3).reshape(places, size, 3)
    return Table(question, by, encoded.institutions, names, counts)


def read_cells(tables: Iterable[Table]) -> Cells:
    """The cells of tables; those without pupils are left out."""
    cells: Cells = {}
    for table in tables:
        rule, view = table.question.rule.id, table.question.view
        for place, group in np.argwhere(table.counts.any(axis=2)).tolist():
            not_met, not_known, met = table.counts[place, group].tolist()
            cell = Cell(rule, view, table.institutions[place], table.by, table.names[group])
            cells[cell] = Counts(met, not_met, not_known)
    return cells

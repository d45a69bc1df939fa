"""Counts of many institutions side by side, as one block of numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from trigpoint.engine.evidence.outcomes import NOBODY, Counts
from trigpoint.engine.evidence.questions import Question
from trigpoint.engine.evidence.segment_evaluator.cells import Table

type Column = tuple[str, str | None]
"""An attribute and one of its groups; None is not known. Everybody is two empty words."""

EVERYBODY: Column = ("", "")
NOT_MET, NOT_KNOWN, MET = range(3)


@dataclass(frozen=True, eq=False)
class CountBlock:
    """`counts`: questions × institutions × columns × (not met, not known, met). The first column is everybody."""

    questions: tuple[Question, ...]
    institutions: tuple[str, ...]
    columns: tuple[Column, ...]
    counts: NDArray[np.int32]

    @staticmethod
    def of(tables: Iterable[Table]) -> CountBlock:
        """The tables of one part of the records, all divided by the same groups. ValueError for none."""
        by_question = [(question, list(own)) for question, own in groupby(tables, lambda each: each.question)]
        if not by_question:
            raise ValueError("there are no questions, so there is nothing to count")
        first = by_question[0][1]
        columns = tuple((table.by, name) for table in first for name in table.names)
        institutions = tuple(first[0].institutions)
        counts = np.empty((len(by_question), len(institutions), len(columns), 3), dtype=np.int32)
        for number, (_, own) in enumerate(by_question):
            at = 0
            for table in own:
                counts[number, :, at : at + len(table.names)] = table.counts
                at += len(table.names)
        return CountBlock(tuple(question for question, _ in by_question), institutions, columns, counts)

    @staticmethod
    def together(blocks: Sequence[CountBlock]) -> CountBlock:
        """The institutions of all blocks one after the other. ValueError where blocks do not ask the same."""
        first = blocks[0]
        if any((each.questions, each.columns) != (first.questions, first.columns) for each in blocks):
            raise ValueError("these blocks do not ask the same questions of the same groups")
        institutions = tuple(name for each in blocks for name in each.institutions)
        counts = np.concatenate([each.counts for each in blocks], axis=1)
        return CountBlock(first.questions, institutions, first.columns, counts)

    def everybody(self, question: int, institution: int) -> Counts:
        """The counts of all pupils of one institution; of nobody where the question speaks of none of them."""
        not_met, not_known, met = self.counts[question, institution, 0].tolist()
        return Counts(met, not_met, not_known) if met or not_met or not_known else NOBODY

"""Counts of verdicts by institution and group, as every evaluator gives them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from trigpoint.engine.evidence.outcomes import Cell, Cells, Counts
from trigpoint.engine.evidence.questions import Question
from trigpoint.engine.evidence.segment_evaluator.classes import PupilClasses
from trigpoint.engine.evidence.segment_evaluator.encoding import Encoded, Whole
from trigpoint.engine.evidence.segment_evaluator.verdicts import Verdicts


def count(
    question: Question,
    spoken_of: NDArray[np.bool_],
    verdicts: Verdicts,
    classes: PupilClasses,
    encoded: Encoded,
    by: Sequence[str],
) -> Cells:
    """The cells of one question."""
    at = np.flatnonzero(spoken_of)
    institutions, verdict = encoded.pupil_institutions[at], verdicts[at]
    cells = _cells(
        question, encoded.institutions, institutions, verdict, "", np.zeros(len(at), dtype=np.int64), [""]
    )
    for attribute in by:
        numbers, names = classes.groups[attribute]
        groups = numbers[encoded.pupil_classes[at]] + 1
        cells |= _cells(
            question, encoded.institutions, institutions, verdict, attribute, groups, [None, *names]
        )
    return cells


def _cells(
    question: Question,
    places: Sequence[str],
    institutions: Whole,
    verdicts: Verdicts,
    by: str,
    groups: Whole,
    names: Sequence[str | None],
) -> Cells:
    size = len(names)
    counted = np.bincount((institutions * size + groups) * 3 + verdicts, minlength=len(places) * size * 3)
    table = counted.reshape(len(places), size, 3)
    return {
        Cell(question.rule.id, question.view, places[place], by, names[group]): Counts(
            met=int(table[place, group, 2]),
            not_met=int(table[place, group, 0]),
            not_known=int(table[place, group, 1]),
        )
        for place, group in np.argwhere(table.any(axis=2)).tolist()
    }

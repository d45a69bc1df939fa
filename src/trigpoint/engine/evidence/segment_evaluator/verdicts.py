"""Each question settled for the pupils it speaks of: 2 met, 1 not known, 0 not met."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from trigpoint.engine.evidence.rule_model.windows import Programme
from trigpoint.engine.evidence.segment_evaluator.answers import Answers
from trigpoint.engine.evidence.segment_evaluator.encoding import Encoded, Rows, Whole
from trigpoint.engine.evidence.segment_evaluator.features import Selected, Sums
from trigpoint.engine.evidence.segment_evaluator.inquiry import Asked, Coverage, Sum
from trigpoint.engine.evidence.segment_evaluator.statements import needs_age
from trigpoint.engine.evidence.sql_evaluator.plans import Enough, Greatest, Least, Plan, Table
from trigpoint.engine.evidence.sql_evaluator.verdicts import MET, NOT_KNOWN, NOT_MET

type Verdicts = NDArray[np.int8]
NOT_THERE = -1


@dataclass(frozen=True)
class Settled:
    """The pupils that a question speaks of, by their places, their class of the year looked at, and their verdicts."""

    pupils: Whole
    year_classes: Whole
    verdicts: Verdicts


@dataclass(frozen=True)
class AddedUp:
    """Everything of one part of the records, added up by pupil."""

    answers: Answers
    encoded: Encoded
    encounters: Sums
    destinations: Sums
    years: Sums
    different: Mapping[Sum, tuple[Whole, Whole]]
    year_classes: Mapping[int, Whole]  # by year the class of each pupil's counted row; -1 without one

    @staticmethod
    def of(answers: Answers, encoded: Encoded) -> AddedUp:
        """One pass over the rows for each word of weights."""
        return AddedUp(
            answers,
            encoded,
            answers.encounters.add_up(encoded.encounters),
            answers.destinations.add_up(encoded.destinations),
            answers.years.add_up(encoded.years),
            _different(answers, encoded.encounters),
            {year: _of_year(row.counted, encoded.years) for year, row in answers.rows_of_year.items()},
        )

    def settle(self, asked: Asked) -> Settled:
        """One question."""
        year = asked.question.view.year
        classes = self.year_classes[year]
        belongs = np.where(classes >= 0, self.answers.due[asked.due][classes], 0)
        pupils = np.flatnonzero(belongs)
        classes, belongs = classes[pupils], belongs[pupils]
        if asked.where != "TRUE":
            belongs = np.minimum(belongs, self._where(asked, pupils, classes))
            some = belongs > 0
            pupils, classes, belongs = pupils[some], classes[some], belongs[some]
        verdicts = self._verdicts(asked, asked.plan, pupils, classes)
        verdicts[belongs != MET] = NOT_KNOWN
        return Settled(pupils, classes, verdicts)

    def _where(self, asked: Asked, pupils: Whole, classes: Whole) -> NDArray[np.int8]:
        own = self.encoded.pupil_classes[pupils]
        if needs_age(asked.where):
            ages = self.answers.rows_of_year[asked.question.view.year].ages[classes]
            return self.answers.aged[asked.where][own, ages]
        return self.answers.where[asked.where][own]

    def _verdicts(self, asked: Asked, plan: Plan, pupils: Whole, classes: Whole) -> Verdicts:
        match plan:
            case Least(parts):
                return reduce(np.minimum, (self._verdicts(asked, part, pupils, classes) for part in parts))
            case Greatest(parts):
                return reduce(np.maximum, (self._verdicts(asked, part, pupils, classes) for part in parts))
            case Enough():
                least, most = self._bounds(plan, pupils)
                verdicts = np.full(len(pupils), NOT_KNOWN, dtype=np.int8)
                few = most < plan.wanted
                verdicts[few & self._covered(asked.coverage(plan), pupils, classes)] = NOT_MET
                verdicts[least >= plan.wanted] = MET
                return verdicts

    def _bounds(self, plan: Enough, pupils: Whole) -> tuple[Whole, Whole]:
        key = Sum.of(plan)
        if key in self.different:
            least, most = self.different[key]
            return least[pupils], most[pupils]
        sums = self.encounters if key.table is Table.ENCOUNTERS else self.destinations
        number = self.answers.sums[key]
        return sums.of(number, pupils), sums.of(number + 1, pupils)

    def _covered(self, coverage: Coverage, pupils: Whole, classes: Whole) -> NDArray[np.bool_]:
        """Whether the records of the whole window are complete, for each of the pupils."""
        parts = [
            (self._holds(condition, wanted, pupils), began)
            for condition, wanted, began in coverage.parts(self.answers.began)
        ]
        if not isinstance(coverage.window, Programme):
            return reduce(np.logical_and, (holds for holds, _ in parts))
        programmes = self.answers.rows_of_year[coverage.year].began[classes]
        nobody = np.zeros(len(pupils), dtype=np.bool_)
        return reduce(np.logical_or, (holds & (programmes == began) for holds, began in parts), nobody)

    def _holds(self, condition: str, wanted: int, pupils: Whole) -> NDArray[np.bool_]:
        sums = self.years.of(self.answers.year_sums[condition], pupils)
        return sums > 0 if wanted < 0 else sums == wanted


def _different(answers: Answers, rows: Rows) -> dict[Sum, tuple[Whole, Whole]]:
    """The least and the most different values of each pupil, for each sum that asks for them."""
    if not answers.different:
        return {}
    chosen = reduce(np.logical_or, (each.possible for each in answers.different.values()))
    selected, size = Selected.from_rows(rows, chosen), len(rows.counts)
    found = {}
    for key, each in answers.different.items():
        least, _ = selected.different(each.sure, each.values, size)
        known, unknown = selected.different(each.possible, each.values, size)
        found[key] = (least, known + unknown)
    return found


def _of_year(counted: NDArray[np.bool_], years: Rows) -> Whole:
    """The class of the one row of each pupil that is of the year."""
    selected = Selected.from_rows(years, counted)
    found = np.full(len(years.counts), NOT_THERE, dtype=np.int64)
    found[selected.pupils] = selected.classes
    return found

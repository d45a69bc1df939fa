"""Each question settled for the pupils it speaks of: 2 met, 1 not known, 0 not met."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from trigpoint.engine.evidence.rule_model.windows import Programme
from trigpoint.engine.evidence.segment_evaluator.answers import Answers, Heap, Place
from trigpoint.engine.evidence.segment_evaluator.encoding import Encoded, Rows, Whole
from trigpoint.engine.evidence.segment_evaluator.features import Selected, Sums
from trigpoint.engine.evidence.segment_evaluator.inquiry import Asked, Coverage, Sum, YearPart
from trigpoint.engine.evidence.segment_evaluator.statements import needs_age
from trigpoint.engine.evidence.sql_evaluator.plans import Enough, Greatest, Least, Plan
from trigpoint.engine.evidence.sql_evaluator.verdicts import MET, NOT_KNOWN, NOT_MET

type Verdicts = NDArray[np.int8]
type Flags = NDArray[np.bool_]
NOT_THERE = -1


@dataclass(frozen=True)
class Settled:
    """The pupils that a question speaks of, by their places, their class of the year looked at, and their verdicts."""

    pupils: Whole
    year_classes: Whole
    verdicts: Verdicts


@dataclass(frozen=True)
class AddedUp:
    """Everything of one part of the records, put together by pupil."""

    answers: Answers
    encoded: Encoded
    sums: Mapping[Heap, Sums]
    partners: Mapping[Sum, tuple[Whole, Whole]]
    year_classes: Mapping[int, Whole]  # by year the class of each pupil's counted row; -1 without one
    covered: dict[Coverage, dict[int | None, Flags]] = field(
        default_factory=dict
    )  # found when it is first asked

    @staticmethod
    def of(answers: Answers, encoded: Encoded) -> AddedUp:
        """One pass over the rows for each word of weights or flags."""
        return AddedUp(
            answers,
            encoded,
            {
                heap: packing.put_together(getattr(encoded, heap[0]))
                for heap, packing in answers.packings.items()
            },
            _different(answers, encoded.encounters),
            {year: _of_year(row.counted, encoded.years) for year, row in answers.rows_of_year.items()},
        )

    def read(self, place: Place, pupils: Whole) -> Whole:
        """What was put together at one place, for these pupils."""
        heap, number = place
        return self.sums[heap].of(number, pupils)

    def settle(self, asked: Asked) -> Settled:
        """One question."""
        year = asked.question.view.year
        classes = self.year_classes[year]
        belongs = np.where(classes >= 0, self.answers.truths.due[asked.due][classes], 0)
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
            return self.answers.truths.aged[asked.where][own, ages]
        return self.answers.truths.where[asked.where][own]

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
        if key in self.partners:
            least, most = self.partners[key]
            return least[pupils], most[pupils]
        if key in self.answers.values:
            values = self.answers.values[key]
            without = self.read(values.without, pupils)
            return self._bits(values.sure, pupils), self._bits(values.possible, pupils) + without
        for_least, for_most = self.answers.bounds[key]
        return self.read(for_least, pupils), self.read(for_most, pupils)

    def _bits(self, places: Iterable[Place], pupils: Whole) -> Whole:
        """How many bits there are at all these places together."""
        none = np.zeros(len(pupils), dtype=np.int64)
        return sum((np.bitwise_count(self.read(place, pupils)) for place in places), none)

    def _covered(self, coverage: Coverage, pupils: Whole, classes: Whole) -> Flags:
        """Whether the records of the whole window are complete, for each of the pupils."""
        if coverage not in self.covered:
            self.covered[coverage] = self._complete(coverage)
        parts = self.covered[coverage]
        if not isinstance(coverage.window, Programme):
            return parts[None][pupils]
        programmes = self.answers.rows_of_year[coverage.year].began[classes]
        nobody = np.zeros(len(pupils), dtype=np.bool_)
        return reduce(
            np.logical_or, (holds[pupils] & (programmes == began) for began, holds in parts.items()), nobody
        )

    def _complete(self, coverage: Coverage) -> dict[int | None, Flags]:
        """For every pupil whether the records are complete; by the year in which programmes began, if it matters."""
        parts: dict[int | None, list[YearPart]] = {}
        for part in coverage.parts(self.answers.began):
            parts.setdefault(part.began, []).append(part)
        return {began: self._all_hold(of_began) for began, of_began in parts.items()}

    def _all_hold(self, parts: Sequence[YearPart]) -> Flags:
        flags: dict[Heap, dict[int, bool]] = {}
        found = []
        for part in parts:
            heap, number = self.answers.years[part.conditions, part.wanted is not None]
            if part.wanted is None:
                flags.setdefault(heap, {})[number] = part.there
            else:
                found.append(self.sums[heap].of(number, slice(None)) == part.wanted)
        found += [self.sums[heap].equal(told) for heap, told in flags.items()]
        return reduce(np.logical_and, found)


def _different(answers: Answers, rows: Rows) -> dict[Sum, tuple[Whole, Whole]]:
    """The least and the most different partners of each pupil, for each sum that asks for them."""
    if not answers.partners:
        return {}
    chosen = reduce(np.logical_or, (each.possible for each in answers.partners.values()))
    selected, size = Selected.from_rows(rows, chosen), len(rows.counts)
    found = {}
    for key, each in answers.partners.items():
        least, _ = selected.different(each.sure, size)
        known, unknown = selected.different(each.possible, size)
        found[key] = (least, known + unknown)
    return found


def _of_year(counted: NDArray[np.bool_], years: Rows) -> Whole:
    """The class of the one row of each pupil that is of the year."""
    selected = Selected.from_rows(years, counted)
    found = np.full(len(years.counts), NOT_THERE, dtype=np.int64)
    found[selected.pupils] = selected.classes
    return found

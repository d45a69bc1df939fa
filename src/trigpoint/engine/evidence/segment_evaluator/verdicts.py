"""Each plan settled for all pupils at once: 2 met, 1 not known, 0 not met."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from trigpoint.engine.evidence.segment_evaluator.classes import Coverage, PupilClasses, Truth
from trigpoint.engine.evidence.segment_evaluator.encoding import Encoded, Whole
from trigpoint.engine.evidence.segment_evaluator.features import Segments
from trigpoint.engine.evidence.sql_evaluator.plans import (
    Enough,
    Greatest,
    Least,
    Plan,
    Table,
    Unit,
    leaves,
)
from trigpoint.engine.evidence.sql_evaluator.verdicts import MET, NOT_KNOWN, NOT_MET

type Verdicts = NDArray[np.int8]
type Sums = tuple[Whole, Whole]
"""The least and the most, by pupil."""


@dataclass(frozen=True)
class SumKey:
    """A sum that several plans may ask for. `wanted` matters only to minutes of unknown length."""

    table: Table
    condition: str
    unit: Unit
    by: str
    wanted: int

    @staticmethod
    def of(leaf: Enough) -> SumKey:
        return SumKey(
            leaf.table, leaf.condition, leaf.unit, leaf.by, leaf.wanted if leaf.unit is Unit.MINUTES else 0
        )


def add_up(
    plans: Iterable[Plan], encoded: Encoded, truths: Mapping[Table, Mapping[str, Truth]]
) -> Mapping[SumKey, Sums]:
    """Every sum that the plans ask for, each once."""
    wanted = dict.fromkeys(SumKey.of(leaf) for plan in plans for leaf in leaves(plan))
    found: dict[SumKey, Sums] = {}
    for table, rows in ((Table.ENCOUNTERS, encoded.encounters), (Table.DESTINATIONS, encoded.destinations)):
        segments = Segments(rows)
        plain = [key for key in wanted if key.table is table and key.unit is not Unit.DIFFERENT]
        weights = [each for key in plain for each in _weights(key, truths[table][key.condition], encoded)]
        totals = segments.totals(weights)
        found |= {key: (totals[2 * n], totals[2 * n + 1]) for n, key in enumerate(plain)}
        for key in wanted:
            if key.table is table and key.unit is Unit.DIFFERENT:
                found[key] = _different(segments, key, truths[table][key.condition])
    return found


def _weights(key: SumKey, truth: Truth, encoded: Encoded) -> tuple[Whole, Whole]:
    """What each class weighs at least and at most."""
    sure, possible = (each.astype(np.int64) for each in truth)
    if key.unit is Unit.ROWS:
        return sure, possible
    minutes = encoded.encounters.distinct["minutes"].to_numpy(zero_copy_only=False).astype(np.float64)
    return (
        sure * np.nan_to_num(minutes, nan=0).astype(np.int64),
        possible * np.nan_to_num(minutes, nan=key.wanted).astype(np.int64),
    )


def _different(segments: Segments, key: SumKey, truth: Truth) -> Sums:
    sure, possible = truth
    least, _ = segments.different(key.by, sure)
    known, unknown = segments.different(key.by, possible)
    return least, known + unknown


def settle(
    plan: Plan, sums: Mapping[SumKey, Sums], covered: Mapping[Coverage, NDArray[np.bool_]]
) -> Verdicts:
    """A plan's verdict for every pupil. `covered` by pupil."""
    match plan:
        case Least(parts):
            return reduce(np.minimum, (settle(part, sums, covered) for part in parts))
        case Greatest(parts):
            return reduce(np.maximum, (settle(part, sums, covered) for part in parts))
        case Enough():
            least, most = sums[SumKey.of(plan)]
            verdicts = np.full(len(least), NOT_KNOWN, dtype=np.int8)
            verdicts[(most < plan.wanted) & covered[plan.window, plan.records]] = NOT_MET
            verdicts[least >= plan.wanted] = MET
            return verdicts


def verdicts_of(
    number: int, plan: Plan, sums: Mapping[SumKey, Sums], classes: PupilClasses, pupil_classes: Whole
) -> tuple[NDArray[np.bool_], Verdicts]:
    """Which pupils a question speaks of, and the verdict of each of them."""
    belongs = classes.belongs[number][pupil_classes]
    covered = {
        (leaf.window, leaf.records): classes.covered[leaf.window, leaf.records][pupil_classes]
        for leaf in leaves(plan)
    }
    return belongs > 0, np.where(belongs == 2, settle(plan, sums, covered), NOT_KNOWN).astype(np.int8)

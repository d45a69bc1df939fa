"""What is added up over the rows of each pupil."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from trigpoint.engine.evidence.segment_evaluator.encoding import Rows, Whole


@dataclass
class Segments:
    """Sums over the rows of each pupil. Weights are by class, so that a row is only looked up, never computed."""

    rows: Rows
    starts: Whole = field(init=False)
    some: NDArray[np.bool_] = field(init=False)

    def __post_init__(self) -> None:
        self.some = self.rows.counts > 0
        self.starts = (np.cumsum(self.rows.counts) - self.rows.counts)[self.some]

    def totals(self, weights: list[Whole]) -> list[Whole]:
        """For each list of weights by class, the sum over every pupil's rows. Several lists share one pass: they are
        laid side by side in 64 bits, each in as many as its greatest possible sum needs."""
        if not weights:
            return []
        longest = int(self.rows.counts.max(initial=0))
        widths = [max(1, int(each.max(initial=0)) * longest).bit_length() for each in weights]
        found: list[Whole] = []
        for group in _groups(widths):
            found += self._packed([weights[n] for n in group], [widths[n] for n in group])
        return found

    def _packed(self, weights: list[Whole], widths: list[int]) -> list[Whole]:
        shifts = np.cumsum([0, *widths[:-1]])
        packed = np.zeros(len(weights[0]), dtype=np.uint64)
        for each, shift in zip(weights, shifts, strict=True):
            packed |= each.astype(np.uint64) << np.uint64(shift)
        sums = self._reduced(np.add, packed[self.rows.classes])
        return [
            ((sums >> np.uint64(shift)) & np.uint64((1 << width) - 1)).astype(np.int64)
            for shift, width in zip(shifts, widths, strict=True)
        ]

    def _reduced(self, how: np.ufunc, values: NDArray[np.uint64]) -> NDArray[np.uint64]:
        found = np.zeros(len(self.rows.counts), dtype=values.dtype)
        if len(self.starts):
            found[self.some] = how.reduceat(values, self.starts)
        return found

    def different(self, by: str, chosen: NDArray[np.bool_]) -> tuple[Whole, Whole]:
        """Among the rows of the chosen classes: how many different known values each pupil has, and how many rows
        without a known value."""
        at = np.flatnonzero(chosen[self.rows.classes])
        pupil = np.repeat(np.arange(len(self.rows.counts)), self.rows.counts)[at]
        value = self.rows.values[by][at]
        known = value >= 0
        pairs = np.unique(pupil[known] * (int(value.max(initial=0)) + 1) + value[known])
        size = len(self.rows.counts)
        different = np.bincount(pairs // (int(value.max(initial=0)) + 1), minlength=size)
        return different.astype(np.int64), np.bincount(pupil[~known], minlength=size).astype(np.int64)


def _groups(widths: list[int]) -> list[list[int]]:
    """Which lists go together into 64 bits, in their order."""
    groups: list[list[int]] = [[]]
    used = 0
    for number, width in enumerate(widths):
        if used + width > 64:
            groups.append([])
            used = 0
        groups[-1].append(number)
        used += width
    return groups

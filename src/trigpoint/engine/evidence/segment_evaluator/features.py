"""What is added up over the rows of each pupil."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from trigpoint.engine.evidence.segment_evaluator.encoding import Rows, Whole

type Word = NDArray[np.uint64]


@dataclass(frozen=True)
class Packing:
    """Several weights of a class side by side in words of 64 bits, each in as many bits as its greatest sum over the
    rows of one pupil needs: one pass over the rows adds up all that share a word."""

    words: tuple[Word, ...]
    places: tuple[tuple[int, int, int], ...]  # by weight: its word, its first bit, its width
    longest: int

    @staticmethod
    def of(weights: Sequence[Whole], *, longest: int) -> Packing:
        """`weights`: arrays by class, none negative. `longest`: the most rows that any pupil has."""
        words: list[Word] = []
        places: list[tuple[int, int, int]] = []
        used = 64
        for weight in weights:
            width = max(1, int(weight.max(initial=0)) * longest).bit_length()
            if width > 64:
                raise OverflowError(f"the weights of {longest} rows do not fit into 64 bits")
            if used + width > 64:
                words.append(np.zeros(len(weight), dtype=np.uint64))
                used = 0
            words[-1] |= weight.astype(np.uint64) << np.uint64(used)
            places.append((len(words) - 1, used, width))
            used += width
        return Packing(tuple(words), tuple(places), longest)

    def add_up(self, rows: Rows) -> Sums:
        """The sums over the rows of every pupil. OverflowError where one has more rows than was said."""
        if int(rows.counts.max(initial=0)) > self.longest:
            raise OverflowError(f"a pupil has more than {self.longest} rows")
        some = rows.counts > 0
        starts = (np.cumsum(rows.counts) - rows.counts)[some]
        found = []
        for word in self.words:
            sums = np.zeros(len(rows.counts), dtype=np.uint64)
            if len(starts):
                # Classes are numbers of rows of the words, so "clip" only leaves out a check.
                sums[some] = np.add.reduceat(np.take(word, rows.classes, mode="clip"), starts)
            found.append(sums)
        return Sums(self, tuple(found))


@dataclass(frozen=True)
class Sums:
    """Sums by pupil, still side by side."""

    packing: Packing
    words: tuple[Word, ...]

    def of(self, number: int, at: Whole) -> Whole:
        """The sums of one weight for the pupils at these places."""
        word, first, width = self.packing.places[number]
        sums = self.words[word][at] >> np.uint64(first)
        return (sums & np.uint64((1 << width) - 1)).astype(np.int64)


@dataclass(frozen=True)
class Selected:
    """The rows of some classes, with the pupil of each."""

    pupils: Whole
    classes: Whole
    partners: Whole | None

    @staticmethod
    def from_rows(rows: Rows, chosen: NDArray[np.bool_]) -> Selected:
        at = np.flatnonzero(np.take(chosen, rows.classes, mode="clip"))
        ends = np.cumsum(rows.counts)
        pupils = np.searchsorted(ends, at, side="right").astype(np.int64)
        return Selected(pupils, rows.classes[at], None if rows.partners is None else rows.partners[at])

    def different(self, chosen: NDArray[np.bool_], values: Whole | None, size: int) -> tuple[Whole, Whole]:
        """Among the rows of the chosen classes: how many different known values each of `size` pupils has, and how many
        rows without a known value. `values` by class; None stands for the partners of the rows."""
        at = np.flatnonzero(chosen[self.classes])
        pupils = self.pupils[at]
        if values is not None:
            value = values[self.classes[at]]
        elif self.partners is not None:
            value = self.partners[at]
        else:
            raise ValueError("different partners are asked for, and the partners of the rows were not read")
        known = value >= 0
        pupil, value = pupils[known], value[known]
        if values is not None:
            order = np.lexsort((value, pupil))
            pupil, value = pupil[order], value[order]
        first = np.ones(len(pupil), dtype=np.bool_)
        first[1:] = (pupil[1:] != pupil[:-1]) | (value[1:] != value[:-1])
        return (
            np.bincount(pupil[first], minlength=size).astype(np.int64),
            np.bincount(pupils[~known], minlength=size).astype(np.int64),
        )

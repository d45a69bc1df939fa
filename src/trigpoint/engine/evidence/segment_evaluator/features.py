"""What is added up over the rows of each pupil."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from trigpoint.engine.evidence.segment_evaluator.encoding import Numbers, Rows, Whole

type Word = NDArray[np.uint64]
WORD = 64


@dataclass(frozen=True)
class Packing:
    """Several numbers of a class side by side in words of 64 bits: one pass over the rows puts together, for each
    pupil, all that share a word. `how`: added up, or as flags that are there when any row has them."""

    how: np.ufunc
    words: tuple[Word, ...]
    places: tuple[tuple[int, int, int], ...]  # by number: its word, its first bit, its width
    longest: int

    @staticmethod
    def of_sums(weights: Sequence[Whole], *, longest: int) -> Packing:
        """`weights`: arrays by class, none negative. `longest`: the most rows that any pupil has, which says how many
        bits the greatest sum needs."""
        widths = [max(1, int(each.max(initial=0)) * longest).bit_length() for each in weights]
        return _packed(np.add, weights, widths, longest)

    @staticmethod
    def of_flags(flags: Sequence[Whole], *, longest: int) -> Packing:
        """`flags`: arrays by class, each with a set of bits."""
        widths = [max(1, int(each.max(initial=0)).bit_length()) for each in flags]
        return _packed(np.bitwise_or, flags, widths, longest)

    def put_together(self, rows: Rows) -> Sums:
        """What the rows of every pupil give. OverflowError where one has more rows than was said."""
        if int(rows.counts.max(initial=0)) > self.longest:
            raise OverflowError(f"a pupil has more than {self.longest} rows")
        some = rows.counts > 0
        starts = (np.cumsum(rows.counts) - rows.counts)[some]
        found = []
        for word in self.words:
            sums = np.zeros(len(rows.counts), dtype=np.uint64)
            if len(starts):
                # Classes are numbers of rows of the words, so "clip" only leaves out a check.
                sums[some] = self.how.reduceat(np.take(word, rows.classes, mode="clip"), starts)
            found.append(sums)
        return Sums(self, tuple(found))


def _packed(how: np.ufunc, numbers: Sequence[Whole], widths: Sequence[int], longest: int) -> Packing:
    words: list[Word] = []
    places: list[tuple[int, int, int]] = []
    used = WORD
    for number, width in zip(numbers, widths, strict=True):
        if width > WORD:
            raise OverflowError(f"the sum over {longest} rows does not fit into {WORD} bits")
        if used + width > WORD:
            words.append(np.zeros(len(number), dtype=np.uint64))
            used = 0
        words[-1] |= number.astype(np.uint64) << np.uint64(used)
        places.append((len(words) - 1, used, width))
        used += width
    return Packing(how, tuple(words), tuple(places), longest)


@dataclass(frozen=True)
class Sums:
    """Numbers by pupil, still side by side."""

    packing: Packing
    words: tuple[Word, ...]

    def equal(self, flags: Mapping[int, bool]) -> NDArray[np.bool_]:
        """Whether all these flags, by number, are as said, for every pupil."""
        masks: dict[int, tuple[int, int]] = {}
        for number, there in flags.items():
            word, first, _ = self.packing.places[number]
            mask, wanted = masks.get(word, (0, 0))
            masks[word] = mask | 1 << first, wanted | there << first
        return reduce(
            np.logical_and,
            (
                self.words[word] & np.uint64(mask) == np.uint64(wanted)
                for word, (mask, wanted) in masks.items()
            ),
        )

    def of(self, number: int, at: Whole | slice) -> Whole:
        """One of them, for the pupils at these places."""
        word, first, width = self.packing.places[number]
        sums = self.words[word][at] >> np.uint64(first)
        return (sums & np.uint64((1 << width) - 1)).astype(np.int64)


@dataclass(frozen=True)
class Selected:
    """The rows of some classes, with the pupil of each."""

    pupils: Whole
    classes: Numbers
    partners: Numbers | None

    @staticmethod
    def from_rows(rows: Rows, chosen: NDArray[np.bool_]) -> Selected:
        at = np.flatnonzero(np.take(chosen, rows.classes, mode="clip"))
        ends = np.searchsorted(at, np.cumsum(rows.counts))
        pupils = np.repeat(np.arange(len(rows.counts)), np.diff(ends, prepend=0))
        return Selected(pupils, rows.classes[at], None if rows.partners is None else rows.partners[at])

    def different(self, chosen: NDArray[np.bool_], size: int) -> tuple[Whole, Whole]:
        """Among the rows of the chosen classes: how many different known partners each of `size` pupils has, and how
        many rows without a known one. ValueError where the partners were not read."""
        if self.partners is None:
            raise ValueError("different partners are asked for, and the partners of the rows were not read")
        at = np.flatnonzero(np.take(chosen, self.classes, mode="clip"))
        pupils, partners = self.pupils[at], self.partners[at]
        known = partners > 0
        first = known.copy()
        # Partners stand in order within each pupil, as the rows do.
        first[1:] &= (pupils[1:] != pupils[:-1]) | (partners[1:] != partners[:-1])
        return (
            np.bincount(pupils[first], minlength=size).astype(np.int64),
            np.bincount(pupils[~known], minlength=size).astype(np.int64),
        )

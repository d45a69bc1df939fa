"""Everything that must be known of the classes before rows are added up: the same for every part of the records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from trigpoint.engine.evidence.segment_evaluator.encoding import Classes, Whole, value_numbers
from trigpoint.engine.evidence.segment_evaluator.features import WORD, Packing
from trigpoint.engine.evidence.segment_evaluator.inquiry import Asked, Sum
from trigpoint.engine.evidence.segment_evaluator.statements import UNKNOWN_AGE, Truth, Truths, all_of
from trigpoint.engine.evidence.sql_evaluator.plans import Unit

type Heap = tuple[str, bool]
"""Numbers that go into the same words: a table, and whether they are added up."""
type Place = tuple[Heap, int]
type YearKey = tuple[tuple[str, ...], bool]
"""Conditions on years, and whether the years are counted of which they hold."""


@dataclass(frozen=True)
class Longest:
    """The most rows that any pupil has."""

    years: int
    encounters: int
    destinations: int


@dataclass(frozen=True)
class Partners:
    """Rows whose partners must differ: the classes that count, and those that may."""

    sure: NDArray[np.bool_]
    possible: NDArray[np.bool_]


@dataclass(frozen=True)
class Values:
    """Rows whose values must differ, as sets of bits in as many places as the values need: those that count, those that
    may, and how many rows have no value."""

    sure: tuple[Place, ...]
    possible: tuple[Place, ...]
    without: Place


@dataclass(frozen=True)
class ThisYearsRow:
    """Of one school year: which classes of years are a pupil's counted row of it, and what they say."""

    counted: NDArray[np.bool_]
    ages: Whole  # number of the age, by class
    began: Whole  # school year in which the programme began, by class; -1 without one


@dataclass(frozen=True)
class Answers:
    """All that is asked, ready to be put together over the rows of any part of the records.

    `bounds`: where the least and the most of a sum are found; `years`: where conditions on years are, as a flag or as
    a sum.
    """

    asked: Sequence[Asked]
    by: Sequence[str]
    truths: Truths
    rows_of_year: Mapping[int, ThisYearsRow]
    packings: Mapping[Heap, Packing]
    bounds: Mapping[Sum, tuple[Place, Place]]
    values: Mapping[Sum, Values]
    partners: Mapping[Sum, Partners]
    years: Mapping[YearKey, Place]
    began: Sequence[int]


@dataclass
class Heaps:
    """Numbers by class, each given its place among those that share words with it."""

    longest: Longest
    numbers: dict[Heap, list[Whole]] = field(default_factory=dict)

    def put(self, table: str, numbers: Whole, *, added_up: bool) -> Place:
        heap = self.numbers.setdefault((table, added_up), [])
        heap.append(numbers)
        return (table, added_up), len(heap) - 1

    def pack(self) -> dict[Heap, Packing]:
        return {
            (table, added_up): (Packing.of_sums if added_up else Packing.of_flags)(
                numbers, longest=getattr(self.longest, table)
            )
            for (table, added_up), numbers in self.numbers.items()
        }


def answer(
    asked: Sequence[Asked], classes: Classes, truths: Truths, longest: Longest, by: Sequence[str]
) -> Answers:
    """Weighs every class for everything that is asked for."""
    heaps = Heaps(longest)
    bounds: dict[Sum, tuple[Place, Place]] = {}
    values: dict[Sum, Values] = {}
    partners: dict[Sum, Partners] = {}
    for each in dict.fromkeys(Sum.of(leaf) for one in asked for leaf in one.leaves):
        truth = all_of(each.conditions, getattr(truths, each.table))
        if each.unit is not Unit.DIFFERENT:
            least, most = _weights(each, truth, classes)
            bounds[each] = (
                heaps.put(each.table, least, added_up=not each.is_any),
                heaps.put(each.table, most, added_up=not each.is_any),
            )
        elif (found := _values(each, truth, classes, heaps)) is not None:
            values[each] = found
        else:
            partners[each] = Partners(truth == 2, truth > 0)
    began = began_in(classes)
    years = _years(asked, truths, heaps, began)
    looked_at = {each.question.view.year for each in asked}
    rows_of_year = {year: _row_of(year, classes, truths.ages) for year in looked_at}
    return Answers(asked, by, truths, rows_of_year, heaps.pack(), bounds, values, partners, years, began)


def began_in(classes: Classes) -> list[int]:
    """The school years in which programmes of pupils began."""
    return sorted(each for each in set(classes.years["programme_began"].to_pylist()) if each is not None)


def ages_in(classes: Classes) -> Whole:
    """The ages that pupils have in some year, in order; -1 stands for no age."""
    ages = {UNKNOWN_AGE if each is None else each for each in classes.years["age"].to_pylist()}
    return np.array(sorted(ages), dtype=np.int64)


def _weights(asked: Sum, truth: Truth, classes: Classes) -> tuple[Whole, Whole]:
    """What each class weighs at least and at most."""
    sure, possible = (truth == 2).astype(np.int64), (truth > 0).astype(np.int64)
    if asked.unit is Unit.ROWS:
        return sure, possible
    minutes = classes.encounters["minutes"].to_numpy(zero_copy_only=False).astype(np.float64)
    # A row that is enough alone weighs what is wanted and no more, which keeps the sums short.
    capped = [
        np.minimum(np.nan_to_num(minutes, nan=unknown), asked.wanted).astype(np.int64)
        for unknown in (0, asked.wanted)
    ]
    return sure * capped[0], possible * capped[1]


def _values(asked: Sum, truth: Truth, classes: Classes, heaps: Heaps) -> Values | None:
    """A bit for each value of the classes; None for partners, who are told row by row."""
    if asked.by == "partner":
        return None
    numbers, size = value_numbers(classes.encounters[asked.by])
    sets = [_bits(numbers, first) for first in range(0, size, WORD - 1)]
    return Values(
        tuple(heaps.put(asked.table, np.where(truth == 2, bits, 0), added_up=False) for bits in sets),
        tuple(heaps.put(asked.table, np.where(truth > 0, bits, 0), added_up=False) for bits in sets),
        heaps.put(asked.table, ((truth > 0) & (numbers < 0)).astype(np.int64), added_up=True),
    )


def _bits(numbers: Whole, first: int) -> Whole:
    """A bit for each number from `first` on, as many as there are in an integer that has a sign."""
    there = (numbers >= first) & (numbers < first + WORD - 1)
    return np.where(there, np.int64(1) << np.where(there, numbers - first, 0), 0)


def _years(
    asked: Sequence[Asked], truths: Truths, heaps: Heaps, began: Sequence[int]
) -> dict[YearKey, Place]:
    """Conditions on years as a flag, and as a sum where an exact number of years is asked for."""
    found: dict[YearKey, Place] = {}
    for each in asked:
        for leaf in each.leaves:
            for part in each.coverage(leaf).parts(began):
                key = (part.conditions, part.wanted is not None)
                if key not in found:
                    inside = (all_of(part.conditions, truths.years) == 2).astype(np.int64)
                    found[key] = heaps.put("years", inside, added_up=key[1])
    return found


def _row_of(year: int, classes: Classes, ages: Whole) -> ThisYearsRow:
    table = classes.years
    years = table["year"].to_numpy(zero_copy_only=False)
    counted = table["counted"].to_numpy(zero_copy_only=False).astype(np.bool_)
    age = [UNKNOWN_AGE if each is None else each for each in table["age"].to_pylist()]
    began = [-1 if each is None else each for each in table["programme_began"].to_pylist()]
    return ThisYearsRow(
        (years == year) & counted,
        np.searchsorted(ages, np.array(age, dtype=np.int64)),
        np.array(began, dtype=np.int64),
    )

"""Everything that must be known of the classes before rows are added up: the same for every part of the records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from trigpoint.engine.evidence.segment_evaluator.encoding import Classes, Whole, value_numbers
from trigpoint.engine.evidence.segment_evaluator.features import Packing
from trigpoint.engine.evidence.segment_evaluator.inquiry import Asked, Coverage, Sum
from trigpoint.engine.evidence.segment_evaluator.statements import UNKNOWN_AGE, Groups, Truth, Truths
from trigpoint.engine.evidence.sql_evaluator.plans import Table, Unit


@dataclass(frozen=True)
class Longest:
    """The most rows that any pupil has."""

    years: int
    encounters: int
    destinations: int


@dataclass(frozen=True)
class DifferentValues:
    """What is asked of rows whose values must differ: the classes that count and those that may; the values by class,
    or None for the partners of the rows."""

    sure: NDArray[np.bool_]
    possible: NDArray[np.bool_]
    values: Whole | None


@dataclass(frozen=True)
class ThisYearsRow:
    """Of one school year: which classes of years are a pupil's counted row of it, and what they say."""

    counted: NDArray[np.bool_]
    ages: Whole  # number of the age, by class
    began: Whole  # school year in which the programme began, by class; -1 without one


@dataclass(frozen=True)
class Answers:
    """All that is asked, ready to be added up over the rows of any part of the records."""

    asked: Sequence[Asked]
    by: Sequence[str]
    groups: Mapping[str, Groups]
    due: Mapping[str, Truth]
    where: Mapping[str, Truth]
    aged: Mapping[str, NDArray[np.int8]]
    rows_of_year: Mapping[int, ThisYearsRow]
    encounters: Packing
    destinations: Packing
    years: Packing
    sums: Mapping[Sum, int]  # the weight for the least; the one for the most follows it
    year_sums: Mapping[str, int]
    different: Mapping[Sum, DifferentValues]
    began: Sequence[int]

    def coverage(self, asked: Asked) -> list[Coverage]:
        """What must be covered for the sums of a question, in their order."""
        return [asked.coverage(leaf) for leaf in asked.leaves]


def answer(
    asked: Sequence[Asked], classes: Classes, truths: Truths, longest: Longest, by: Sequence[str]
) -> Answers:
    """Weighs every class for every sum that is asked for."""
    sums: dict[Sum, int] = {}
    packings: dict[Table, Packing] = {}
    wanted = dict.fromkeys(Sum.of(leaf) for each in asked for leaf in each.leaves)
    for table, by_condition, rows in (
        (Table.ENCOUNTERS, truths.encounters, longest.encounters),
        (Table.DESTINATIONS, truths.destinations, longest.destinations),
    ):
        weights: list[Whole] = []
        for each in wanted:
            if each.table is table and each.unit is not Unit.DIFFERENT:
                sums[each] = len(weights)
                weights += _weights(each, by_condition[each.condition], classes)
        packings[table] = Packing.of(weights, longest=rows)
    year_sums = {condition: number for number, condition in enumerate(truths.years)}
    inside = [(truth == 2).astype(np.int64) for truth in truths.years.values()]
    return Answers(
        asked,
        by,
        truths.groups,
        truths.due,
        truths.where,
        truths.aged,
        {year: _row_of(year, classes, truths.ages) for year in {each.question.view.year for each in asked}},
        packings[Table.ENCOUNTERS],
        packings[Table.DESTINATIONS],
        Packing.of(inside, longest=longest.years),
        sums,
        year_sums,
        {
            each: _different(each, truths.encounters[each.condition], classes)
            for each in wanted
            if each.unit is Unit.DIFFERENT
        },
        began_in(classes),
    )


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


def _different(asked: Sum, truth: Truth, classes: Classes) -> DifferentValues:
    values = None if asked.by == "partner" else value_numbers(classes.encounters[asked.by])[0]
    return DifferentValues(truth == 2, truth > 0, values)


def _row_of(year: int, classes: Classes, ages: Whole) -> ThisYearsRow:
    table = classes.years
    years = table["year"].to_numpy(zero_copy_only=False)
    counted = table["counted"].to_numpy(zero_copy_only=False).astype(np.bool_)
    age = np.array(
        [UNKNOWN_AGE if each is None else each for each in table["age"].to_pylist()], dtype=np.int64
    )
    began = [-1 if each is None else each for each in table["programme_began"].to_pylist()]
    return ThisYearsRow(
        (years == year) & counted, np.searchsorted(ages, age), np.array(began, dtype=np.int64)
    )

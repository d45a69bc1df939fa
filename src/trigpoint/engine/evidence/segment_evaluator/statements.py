"""The SELECTs that ask every class every condition, and what comes back by number of class."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from trigpoint.engine.evidence.segment_evaluator.encoding import Whole
from trigpoint.engine.evidence.segment_evaluator.inquiry import Asked, Sum
from trigpoint.engine.evidence.sql_evaluator.plans import Table
from trigpoint.engine.evidence.sql_evaluator.statements import group_column

type Truth = NDArray[np.int8]
"""By class: 0 false, 1 not known, 2 true."""
UNKNOWN_AGE = -1
"""Stands for no age where ages are numbers of an array."""


@dataclass(frozen=True)
class Conditions:
    """The different conditions that are asked of each table, in the order in which they first come up.

    `years` are asked of every year of a pupil, `due` of the one that is looked at; `where` of pupils, `aged` of pupils
    and their age in that year.
    """

    encounters: tuple[str, ...]
    destinations: tuple[str, ...]
    years: tuple[str, ...]
    due: tuple[str, ...]
    where: tuple[str, ...]
    aged: tuple[str, ...]

    @staticmethod
    def of(asked: Iterable[Asked], began: Sequence[int]) -> Conditions:
        """`began`: the years in which programmes of the pupils began."""
        found: dict[str, dict[str, None]] = {name: {} for name in Conditions.__annotations__}
        for each in asked:
            found["due"][each.due] = None
            found["aged" if needs_age(each.where) else "where"][each.where] = None
            for leaf in each.leaves:
                table = "encounters" if leaf.table is Table.ENCOUNTERS else "destinations"
                found[table] |= dict.fromkeys(Sum.of(leaf).conditions)
                for part in each.coverage(leaf).parts(began):
                    found["years"] |= dict.fromkeys(part.conditions)
        return Conditions(**{name: tuple(conditions) for name, conditions in found.items()})


def needs_age(where: str) -> bool:
    """Does a condition on pupils ask how old they are in the year that is looked at?"""
    return "t.age" in where


def truth_statement(conditions: Sequence[str], source: str, order: str) -> str:
    """A SELECT with a column for each condition: true, false, or NULL for not known."""
    return f"SELECT {', '.join(f'({each})' for each in conditions)}\nFROM {source}\nORDER BY {order}"


def read_truth(column: pa.ChunkedArray) -> Truth:
    """A column of what `truth_statement` gave."""
    known = column.is_valid().to_numpy(zero_copy_only=False)
    true = pc.fill_null(column, False).to_numpy(zero_copy_only=False)
    return np.where(known, 2 * true.astype(np.int8), 1).astype(np.int8)


def group_statement(by: Sequence[str], table: str, alias: str) -> str:
    """A SELECT with the groups that each class is in, NULL where that is not known."""
    columns = ", ".join(group_column(attribute) for attribute in by)
    return f"SELECT {columns}\nFROM {table} {alias}\nORDER BY {alias}.class"


@dataclass(frozen=True)
class Groups:
    """By class the number of its group, 0 where that is not known, and the names by number."""

    numbers: Whole
    names: tuple[str | None, ...]

    @staticmethod
    def of(column: NDArray[np.generic]) -> Groups:
        """Numbers the words of a column; None is not known."""
        names = sorted({str(each) for each in column.tolist() if each is not None})
        number: dict[str | None, int] = {name: n for n, name in enumerate(names, start=1)}
        numbers = [0 if each is None else number[str(each)] for each in column.tolist()]
        return Groups(np.array(numbers, dtype=np.int64), (None, *names))


def all_of(conditions: Iterable[str], truths: Mapping[str, Truth]) -> Truth:
    """Whether all conditions hold: of false, not known and true the least."""
    return reduce(np.minimum, (truths[condition] for condition in conditions))


@dataclass(frozen=True)
class Truths:
    """What every condition is for every class. `aged`: by class of pupil and number of age, `ages` by number."""

    encounters: Mapping[str, Truth]
    destinations: Mapping[str, Truth]
    years: Mapping[str, Truth]
    due: Mapping[str, Truth]
    where: Mapping[str, Truth]
    aged: Mapping[str, NDArray[np.int8]]
    ages: Whole
    groups: Mapping[str, Groups]

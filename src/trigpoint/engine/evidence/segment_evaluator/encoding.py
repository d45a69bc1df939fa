"""Rows as class numbers: what is equal for every rule has one number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from trigpoint.engine.evidence.sql_evaluator.prepared import DESTINATIONS, ENCOUNTERS, PUPILS, YEARS

type Whole = NDArray[np.int64]
type Numbers = NDArray[np.integer[Any]]


@dataclass(frozen=True)
class Rows:
    """Rows of all pupils, those of one pupil together and in the order of the pupils.

    `counts`: rows by pupil. `classes`: the class of each row. `partners`: the number of each row's partner, 0 where it
    is not known; the rows of one pupil stand in the order of these numbers. None where nobody was met, or none asks.
    """

    counts: Whole
    classes: Numbers
    partners: Numbers | None = None


@dataclass(frozen=True)
class Encoded:
    """Prepared tables as numbers. Pupils of one institution stand together, in the order of `institutions`."""

    institutions: Sequence[str]
    pupil_institutions: Whole
    pupil_classes: Numbers
    years: Rows
    encounters: Rows
    destinations: Rows


@dataclass(frozen=True)
class Classes:
    """One row for each class, in the order of their numbers."""

    pupils: pa.Table
    years: pa.Table
    encounters: pa.Table
    destinations: pa.Table


_OF_WHOM = ("institution", "pupil", "partner")
COLUMNS = {
    name: tuple(column for column in schema.names if column not in _OF_WHOM)
    for name, schema in (
        ("pupils", PUPILS),
        ("years", YEARS),
        ("encounters", ENCOUNTERS),
        ("destinations", DESTINATIONS),
    )
}
"""What makes a class, by table."""


def encode(tables: Mapping[str, pa.Table]) -> tuple[Encoded, Classes]:
    """Encodes the four prepared tables."""
    pupils = tables["pupils"].sort_by([("institution", "ascending"), ("pupil", "ascending")])
    keys = _key(pupils)
    institutions, numbers = np.unique(
        pupils["institution"].to_numpy(zero_copy_only=False), return_inverse=True
    )
    pupil_classes, distinct = _classes(pupils, COLUMNS["pupils"])
    years, year_classes = _rows(tables["years"], keys, COLUMNS["years"])
    encounters, encounter_classes = _rows(tables["encounters"], keys, COLUMNS["encounters"])
    destinations, destination_classes = _rows(tables["destinations"], keys, COLUMNS["destinations"])
    return (
        Encoded(
            [str(each) for each in institutions], numbers, pupil_classes, years, encounters, destinations
        ),
        Classes(distinct, year_classes, encounter_classes, destination_classes),
    )


def _key(table: pa.Table) -> pa.Array:
    # Lengths make the key of institution "a" and pupil "bc" another than that of "ab" and "c".
    length = pc.cast(pc.binary_length(table["institution"]), pa.string())
    joined = pc.binary_join_element_wise(length, table["institution"], table["pupil"], " ")
    return joined.combine_chunks()


def _rows(table: pa.Table, keys: pa.Array, columns: Sequence[str]) -> tuple[Rows, pa.Table]:
    owner = pc.index_in(_key(table), keys).to_numpy()
    partners = value_numbers(table["partner"])[0] + 1 if "partner" in table.column_names else None
    order = np.argsort(owner, kind="stable") if partners is None else np.lexsort((partners, owner))
    classes, distinct = _classes(table.take(pa.array(order)), columns)
    counts = np.bincount(owner, minlength=len(keys)).astype(np.int64)
    return Rows(counts, classes, None if partners is None else partners[order]), distinct


def _classes(table: pa.Table, columns: Sequence[str]) -> tuple[Whole, pa.Table]:
    """The class of each row, and one row for each class."""
    numbers = class_numbers(table, columns)
    return numbers, table.take(pa.array(first_rows(numbers))).select(list(columns))


def class_numbers(table: pa.Table, columns: Sequence[str]) -> Whole:
    """A number for each row, the same for rows that are equal in these columns; empty cells are equal. Numbers are from
    0 on, in the order in which they first come up."""
    number = np.zeros(table.num_rows, dtype=np.int64)
    sizes = 1
    for name in columns:
        codes, size = value_numbers(table[name])
        if sizes * (size + 1) > MOST:
            number = _renumber(number)
            sizes = int(number.max(initial=0)) + 1
        number = number * (size + 1) + codes + 1
        sizes *= size + 1
    return _renumber(number)


def first_rows(numbers: Whole) -> Whole:
    """The first row of each class."""
    rows = np.empty(int(numbers.max(initial=-1)) + 1, dtype=np.int64)
    # Of rows of one class the last to be written is the first of them.
    rows[numbers[::-1]] = np.arange(len(numbers))[::-1]
    return rows


def _renumber(numbers: Whole) -> Whole:
    indices = pc.dictionary_encode(pa.array(numbers)).indices
    renumbered: Whole = indices.to_numpy(zero_copy_only=False).astype(np.int64)
    return renumbered


MOST = 1 << 62
"""A product of numbers of values that still fits into an integer."""


def value_numbers(column: pa.ChunkedArray) -> tuple[Whole, int]:
    """The number of each value, -1 where the cell is empty, and how many values there are."""
    encoded = pc.dictionary_encode(column.combine_chunks())
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.combine_chunks()
    return pc.fill_null(encoded.indices, -1).to_numpy(zero_copy_only=False).astype(np.int64), len(
        encoded.dictionary
    )

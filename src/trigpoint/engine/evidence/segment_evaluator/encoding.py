"""Rows as class numbers: what is equal for every rule has one number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from trigpoint.engine.evidence.rule_model.measures import DIFFERENT_BY
from trigpoint.engine.evidence.sql_evaluator.prepared import ENCOUNTERS

type Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Rows:
    """Rows of all pupils, those of one pupil together and in the order of the pupils.

    `counts`: rows by pupil. `classes`: the class of each row. `values`: for each column that encounters can differ by,
    the number of each row's value, -1 where it is not known. `distinct`: one row for each class.
    """

    counts: Whole
    classes: Whole
    values: Mapping[str, Whole]
    distinct: pa.Table


@dataclass(frozen=True)
class Encoded:
    """Prepared tables as numbers. Pupils of one institution stand together, in the order of `institutions`.

    `pupils` and `years` hold one pupil for each class of pupils, under the number of the class as `pupil`.
    """

    institutions: Sequence[str]
    pupil_institutions: Whole
    pupil_classes: Whole
    pupils: pa.Table
    years: pa.Table
    encounters: Rows
    destinations: Rows


_ENCOUNTER_COLUMNS = tuple(
    name for name in ENCOUNTERS.names if name not in ("institution", "pupil", "partner")
)


def encode(tables: Mapping[str, pa.Table]) -> Encoded:
    """Encodes the four prepared tables."""
    keys, order = _pupil_keys(tables["pupils"])
    pupils = tables["pupils"].take(pa.array(order))
    classes, class_pupils, class_years = _pupil_classes(pupils, tables["years"], keys)
    institutions, numbers = np.unique(
        pupils["institution"].to_numpy(zero_copy_only=False), return_inverse=True
    )
    return Encoded(
        [str(each) for each in institutions],
        numbers,
        classes,
        class_pupils,
        class_years,
        _rows(tables["encounters"], keys, _ENCOUNTER_COLUMNS, DIFFERENT_BY),
        _rows(tables["destinations"], keys, ("kind", "checked_on"), ()),
    )


def _pupil_keys(pupils: pa.Table) -> tuple[pa.Array, Whole]:
    """The pupils' keys in the order of institutions and pupils, and where each stood before."""
    keys = _key(pupils)
    order = pc.sort_indices(pupils, [("institution", "ascending"), ("pupil", "ascending")]).to_numpy()
    return keys.take(pa.array(order)), order


def _key(table: pa.Table) -> pa.Array:
    # Lengths make the key of institution "a" and pupil "bc" another than that of "ab" and "c".
    length = pc.cast(pc.binary_length(table["institution"]), pa.string())
    joined = pc.binary_join_element_wise(length, table["institution"], table["pupil"], " ")
    return joined.combine_chunks()


def class_numbers(table: pa.Table, columns: Sequence[str]) -> Whole:
    """A number for each row, the same for rows that are equal in these columns; empty cells are equal."""
    number = np.zeros(table.num_rows, dtype=np.int64)
    for name in columns:
        codes, size = value_numbers(table[name])
        number = number * (size + 1) + codes + 1
        _, number = np.unique(number, return_inverse=True)  # keeps the product of sizes small
    return number


def value_numbers(column: pa.ChunkedArray) -> tuple[Whole, int]:
    """The number of each value, -1 where the cell is empty, and how many values there are."""
    encoded = pc.dictionary_encode(column.combine_chunks())
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.combine_chunks()
    return pc.fill_null(encoded.indices, -1).to_numpy(zero_copy_only=False).astype(np.int64), len(
        encoded.dictionary
    )


def _first_of_each(classes: Whole) -> Whole:
    _, first = np.unique(classes, return_index=True)
    return first


def _pupil_classes(pupils: pa.Table, years: pa.Table, keys: pa.Array) -> tuple[Whole, pa.Table, pa.Table]:
    """The class of each pupil, and one pupil with their years for each class."""
    attributes = class_numbers(
        pupils, [name for name in pupils.column_names if name not in ("institution", "pupil")]
    )
    owner = pc.index_in(_key(years), keys).to_numpy()
    kinds = class_numbers(
        years, [name for name in years.column_names if name not in ("institution", "pupil")]
    )
    patterns: list[tuple[int, ...]] = [(int(each),) for each in attributes]
    order = np.lexsort((kinds, owner))
    for pupil, kind in zip(owner[order].tolist(), kinds[order].tolist(), strict=True):
        patterns[pupil] += (kind,)
    numbers: dict[tuple[int, ...], int] = {}
    classes = np.array([numbers.setdefault(pattern, len(numbers)) for pattern in patterns], dtype=np.int64)
    first = _first_of_each(classes)
    class_of_pupil = np.full(len(keys), -1, dtype=np.int64)
    class_of_pupil[first] = classes[first]
    kept = np.flatnonzero(class_of_pupil[owner] >= 0)
    return (
        classes,
        _under_class_numbers(pupils.take(pa.array(first)), classes[first]),
        _under_class_numbers(years.take(pa.array(kept)), class_of_pupil[owner[kept]]),
    )


def _under_class_numbers(table: pa.Table, classes: Whole) -> pa.Table:
    index = {name: number for number, name in enumerate(table.column_names)}
    table = table.set_column(
        index["institution"], "institution", pa.array(np.zeros(len(classes), dtype=np.int64))
    )
    return table.set_column(index["pupil"], "pupil", pa.array(classes))


def _rows(table: pa.Table, keys: pa.Array, columns: Sequence[str], differ_by: Sequence[str]) -> Rows:
    owner = pc.index_in(_key(table), keys).to_numpy()
    order = np.argsort(owner, kind="stable")
    table = table.take(pa.array(order))
    classes = class_numbers(table, columns)
    first = _first_of_each(classes)
    return Rows(
        np.bincount(owner, minlength=len(keys)).astype(np.int64),
        classes,
        {name: value_numbers(table[name])[0] for name in differ_by},
        table.take(pa.array(first)).select(list(columns)),
    )

"""Codes and days as Arrow columns in the types that the evidence tables are kept in. -1 is not known throughout."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pyarrow as pa

from trigpoint.engine.datasets.columns import Table, Type
from trigpoint.engine.synthetic.nation.dice import Whole

NO_DAY = np.iinfo(np.int32).min
"""Stands for a day that is not known, or has not come."""
TYPES = {
    Type.KEY: pa.dictionary(pa.int32(), pa.string()),
    Type.WORD: pa.dictionary(pa.int32(), pa.string()),
    Type.DATE: pa.date32(),
    Type.YES_NO: pa.bool_(),
    Type.WHOLE: pa.int32(),
}
PLAIN_KEYS = {("pupils", "person"), ("institutions", "institution"), ("institutions", "name")}
"""Columns in which hardly a value comes twice."""


def arrow_type(table: Table, name: str) -> pa.DataType:
    """The type of a column of an evidence table in files of an invented nation."""
    return pa.string() if (table.name, name) in PLAIN_KEYS else TYPES[table.column(name).type]


def words(codes: Whole, names: Iterable[str]) -> pa.DictionaryArray:
    """Words by their place in a list."""
    listed = pa.array(list(names), pa.string())
    return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int32), mask=codes < 0), listed)


def days(numbers: Whole) -> pa.Array:
    """Days counted from 1 January 1970."""
    empty = numbers == NO_DAY
    return pa.array(np.where(empty, 0, numbers).astype(np.int32), mask=empty).cast(pa.date32())


def yes_no(codes: Whole) -> pa.Array:
    """1 yes, 0 no."""
    return pa.array(codes == 1, mask=codes < 0)


def whole(numbers: Whole) -> pa.Array:
    """Whole numbers that are never negative."""
    return pa.array(numbers.astype(np.int32), mask=numbers < 0)


def numbered(letter: str, digits: int, most: int) -> Sequence[str]:
    """Keys of one letter and a number, from 1: the list that codes point into."""
    return [f"{letter}{n:0{digits}}" for n in range(1, most + 1)]


def as_table(table: Table, columns: Mapping[str, pa.Array], rows: int) -> pa.Table:
    """A table with every column in its order; what is not given is not known."""
    filled = [
        columns[column.name].cast(arrow_type(table, column.name))
        if column.name in columns
        else pa.nulls(rows, arrow_type(table, column.name))
        for column in table
    ]
    schema = pa.schema([pa.field(column.name, arrow_type(table, column.name)) for column in table])
    return pa.Table.from_arrays(filled, schema=schema)

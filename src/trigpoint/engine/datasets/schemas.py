"""The evidence tables as Arrow has them."""

from __future__ import annotations

import pyarrow as pa

from trigpoint.engine.datasets.columns import Table, Type

ARROW_TYPES = {
    Type.WORD: pa.string(),
    Type.KEY: pa.string(),
    Type.YES_NO: pa.bool_(),
    Type.WHOLE: pa.int32(),
    Type.DATE: pa.date32(),
}


def schema_of(table: Table) -> pa.Schema:
    """The columns of an evidence table with their types; an empty cell is null."""
    return pa.schema([(column.name, ARROW_TYPES[column.type]) for column in table])

"""The only door to DuckDB: connections with the optimizer switches that our queries need."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

OPTIMIZERS_OFF = ("partitioned_execution", "partial_aggregate_pushdown")
"""On sorted files of one hub the first makes a query three times slower; the second pushes aggregates below the join of
evidence classes and makes it six times slower. Measured with DuckDB 2.0.0; the names are an error in other versions."""


class DuckDBSession:
    """A connection to a database in this process. What it holds is gone when its context ends."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def keep(self, name: str, select: str) -> None:
        """Keeps the result of a SELECT as a table."""
        self._connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {select}")

    def keep_view(self, name: str, select: str) -> None:
        """Gives a SELECT a name, to be run when it is read."""
        self._connection.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS {select}")

    def write(self, select: str, path: Path) -> None:
        """Writes the result of a SELECT to a Parquet file. OSError where the disk refuses."""
        place = str(path).replace("'", "''")
        try:
            self._connection.execute(f"COPY ({select}) TO '{place}' (FORMAT parquet, COMPRESSION zstd)")
        except duckdb.IOException as error:
            raise OSError(5, str(error), str(path)) from error

    def rows(self, select: str) -> list[tuple[object, ...]]:
        """The rows of a SELECT."""
        return self._connection.execute(select).fetchall()

    def table(self, select: str) -> pa.Table:
        """The result of a SELECT as an Arrow table."""
        return self._connection.sql(select).to_arrow_table()

    def columns(self, select: str) -> list[NDArray[np.generic]]:
        """The columns of a SELECT as arrays, in order; of words, an array of objects with None."""
        return [column.to_numpy(zero_copy_only=False) for column in self.table(select).columns]

    def register(self, name: str, table: pa.Table) -> None:
        """Makes an Arrow table readable under a name, without a copy."""
        self._connection.register(name, table)


def parquet(path: Path) -> str:
    """A Parquet file as what a SELECT is from."""
    return "read_parquet('" + str(path).replace("'", "''") + "')"


@cache
def _database(threads: int | None, memory: str | None) -> duckdb.DuckDBPyConnection:
    """One database of the process for each way of running it: to start one takes as long as to ask a hub."""
    asked = {"disabled_optimizers": ",".join(OPTIMIZERS_OFF), "threads": threads, "memory_limit": memory}
    try:
        return duckdb.connect(config={name: value for name, value in asked.items() if value is not None})
    except duckdb.ParserException as error:
        unknown = re.search(r'Optimizer type "(\w+)"', str(error))
        if not unknown:
            raise
        raise RuntimeError(
            f"DuckDB {duckdb.__version__} has no optimizer '{unknown[1]}', which must be off: without that, rules are "
            "still counted rightly, but many times slower. Install DuckDB 2.0, or see OPTIMIZERS_OFF."
        ) from error


@contextmanager
def duckdb_session(
    tables: Mapping[str, pa.Table] | None = None, *, threads: int | None = None, memory: str | None = None
) -> Iterator[DuckDBSession]:
    """Tables of one's own in memory, and Arrow tables under their names. `memory` as DuckDB writes it: "1GB"."""
    connection = _database(threads, memory).cursor()
    try:
        for name, table in (tables or {}).items():
            connection.register(name, table)
        yield DuckDBSession(connection)
    finally:
        connection.close()

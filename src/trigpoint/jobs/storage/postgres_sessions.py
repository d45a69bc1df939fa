"""PostgreSQL as an engine for rules: prepared tables go in by COPY, statements are the common SQL."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import psycopg
import pyarrow as pa
from psycopg import sql

_TYPES = {
    pa.string(): "text",
    pa.bool_(): "boolean",
    pa.int32(): "integer",
    pa.int64(): "bigint",
    pa.date32(): "date",
}


class PostgresSession:
    """A connection whose tables are temporary: they are gone when its context ends."""

    def __init__(self, connection: psycopg.Connection) -> None:
        self._connection = connection

    def load(self, name: str, table: pa.Table) -> None:
        """Copies an Arrow table into a temporary table of the same columns."""
        columns = sql.SQL(", ").join(
            sql.SQL("{} {}").format(sql.Identifier(field.name), sql.SQL(_TYPES[field.type]))
            for field in table.schema
        )
        self._connection.execute(sql.SQL("CREATE TEMP TABLE {} ({})").format(sql.Identifier(name), columns))
        copying = sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(name))
        with self._connection.cursor().copy(copying) as copy:
            for batch in table.to_batches(max_chunksize=10_000):
                for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                    copy.write_row(row)
        self._connection.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(name)))

    def keep(self, name: str, select: str) -> None:
        """Keeps the result of a SELECT as a table."""
        create = sql.SQL("CREATE TEMP TABLE {} AS ").format(sql.Identifier(name))
        self._connection.execute(create + sql.SQL(select))

    def rows(self, select: str) -> list[tuple[object, ...]]:
        """The rows of a SELECT."""
        return self._connection.execute(select.encode()).fetchall()


@contextmanager
def postgres_session(address: str, tables: Mapping[str, pa.Table]) -> Iterator[PostgresSession]:
    """A connection to `address` (as in postgres://…) with the tables loaded under their names."""
    with psycopg.connect(address) as connection:
        session = PostgresSession(connection)
        for name, table in tables.items():
            session.load(name, table)
        yield session
        connection.rollback()

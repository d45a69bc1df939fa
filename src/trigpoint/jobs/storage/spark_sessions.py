"""Apache Spark as an engine for rules: the only door to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession


class SparkSqlSession:
    """A session whose tables are views: of Arrow tables, or of Parquet files on a disk that all workers read."""

    def __init__(self, spark: SparkSession) -> None:
        self._spark = spark
        self._kept: list[DataFrame] = []

    def load(self, name: str, table: pa.Table | Path) -> None:
        """Makes a table readable under a name."""
        if isinstance(table, Path):
            frame = self._spark.read.parquet(str(table))
        else:
            # In PySpark 4.3 an Arrow table of several chunks arrives without most of its rows.
            frame = self._spark.createDataFrame(table.combine_chunks())
        frame.createOrReplaceTempView(name)

    def keep(self, name: str, select: str) -> None:
        """Keeps the result of a SELECT, on the workers, under a name. What a lost worker held is computed again."""
        frame = self._spark.sql(select).persist()
        frame.createOrReplaceTempView(name)
        self._kept.append(frame)

    def rows(self, select: str) -> list[tuple[object, ...]]:
        """The rows of a SELECT."""
        return [tuple(row) for row in self._spark.sql(select).collect()]

    def forget(self) -> None:
        """Lets go of everything that was kept."""
        for frame in self._kept:
            frame.unpersist()
        self._kept.clear()


@contextmanager
def spark_session(
    master: str, tables: Mapping[str, pa.Table | Path], *, settings: Mapping[str, str] | None = None
) -> Iterator[SparkSqlSession]:
    """A session on the cluster at `master` (spark://…, or local[2] for none) with the tables under their names."""
    builder = SparkSession.builder.master(master).appName("trigpoint")
    wanted = {
        "spark.ui.enabled": "false",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.ansi.enabled": "true",  # an overflow is an error, not another number
        "spark.sql.shuffle.partitions": "8",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.execution.arrow.pyspark.enabled": "true",
        # A rule set is one wide SELECT: making Java of it costs more than running it.
        "spark.sql.codegen.wholeStage": "false",
        "spark.sql.codegen.factoryMode": "NO_CODEGEN",
        **(settings or {}),
    }
    for name, value in wanted.items():
        builder = builder.config(name, value)
    session = SparkSqlSession(builder.getOrCreate())
    try:
        for name, table in tables.items():
            session.load(name, table)
        yield session
    finally:
        session.forget()

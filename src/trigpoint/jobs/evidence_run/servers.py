"""The common SQL on engines outside this process. Each is imported only when it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pyarrow as pa

from trigpoint.engine.evidence.outcomes import Cells
from trigpoint.engine.evidence.questions import Question
from trigpoint.engine.evidence.school_years import Calendar
from trigpoint.jobs.evidence_run.common_sql import evaluate_with_sql


def evaluate_with_postgres(
    address: str,
    tables: Mapping[str, pa.Table],
    questions: Iterable[Question],
    *,
    calendar: Calendar,
    by: Sequence[str] = (),
) -> Cells:
    """The cells of all questions, worked out by the PostgreSQL server at `address`."""
    from trigpoint.jobs.storage.postgres_sessions import postgres_session

    with postgres_session(address, tables) as session:
        return evaluate_with_sql(session, questions, calendar=calendar, by=by)


def evaluate_with_spark(
    master: str,
    tables: Mapping[str, pa.Table | Path],
    questions: Iterable[Question],
    *,
    calendar: Calendar,
    by: Sequence[str] = (),
    settings: Mapping[str, str] | None = None,
) -> Cells:
    """The cells of all questions, worked out by the Spark cluster at `master`. A path is a Parquet file, or a folder of
    them, where every worker finds it; `settings` are Spark's own, by name."""
    from trigpoint.jobs.storage.spark_sessions import spark_session

    with spark_session(master, tables, settings=settings) as session:
        return evaluate_with_sql(session, questions, calendar=calendar, by=by)

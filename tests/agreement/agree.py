"""Thousands of invented cases on every evaluator, up to the first on which two of them differ.

    script/agree [--cases N] [--engines segments,sql,postgres,spark] [--seed S]

The reference is always asked, and the others held against it. Seeds count up from S, so that a run that was broken off
goes on with the seed it told last. PostgreSQL and Spark are at TRIGPOINT_TEST_DATABASE and TRIGPOINT_TEST_SPARK, which
script/agree starts where they are asked for.
"""

from __future__ import annotations

import argparse
import os
import sys
import time

from tests.agreement.batches import BY, Batch, batch_of, differences
from tests.agreement.invented_institutions import InstitutionBatch, institution_batch
from tests.agreement.invention import CALENDAR
from tests.agreement.smallest import Evaluate, first_difference
from trigpoint.engine.evidence.outcomes import Cells
from trigpoint.jobs.evidence_run.common_sql import (
    count_institutions_with_sql,
    evaluate_with_duckdb,
    institution_tables,
)
from trigpoint.jobs.evidence_run.segments import evaluate_with_segments
from trigpoint.jobs.evidence_run.servers import evaluate_with_postgres, evaluate_with_spark
from trigpoint.jobs.storage.duckdb_sessions import duckdb_session

SIZE = 15


def on_segments(batch: Batch) -> Cells:
    return evaluate_with_segments(batch.tables, batch.questions, calendar=CALENDAR, by=BY)


def on_duckdb(batch: Batch) -> Cells:
    return evaluate_with_duckdb(batch.tables, batch.questions, calendar=CALENDAR, by=BY)


def on_postgres(batch: Batch) -> Cells:
    address = os.environ["TRIGPOINT_TEST_DATABASE"]
    return evaluate_with_postgres(address, batch.tables, batch.questions, calendar=CALENDAR, by=BY)


def on_spark(batch: Batch) -> Cells:
    master = os.environ["TRIGPOINT_TEST_SPARK"]
    return evaluate_with_spark(master, batch.tables, batch.questions, calendar=CALENDAR, by=BY)


ENGINES: dict[str, Evaluate] = {
    "segments": on_segments,
    "sql": on_duckdb,
    "postgres": on_postgres,
    "spark": on_spark,
}


def main() -> None:
    asked = argparse.ArgumentParser(prog="script/agree")
    asked.add_argument("--cases", type=int, default=2000)
    asked.add_argument("--engines", default="reference,segments,sql")
    asked.add_argument("--seed", type=int, default=0)
    given = asked.parse_args()
    names = [name for name in given.engines.split(",") if name != "reference"]
    unknown = [name for name in names if name not in ENGINES]
    if unknown:
        asked.error(f"there is no engine {', '.join(unknown)}; there are: reference, {', '.join(ENGINES)}")
    began = time.perf_counter()
    cells = compare(given.seed, given.cases, {name: ENGINES[name] for name in names})
    took = time.perf_counter() - began
    say(
        f"{given.cases} cases from seed {given.seed} on: {cells:,} cells the same on {', '.join(names)}; {took:.0f} s"
    )


def compare(first: int, cases: int, engines: dict[str, Evaluate]) -> int:
    """How many cells were compared. Ends the program at the first that differs."""
    compared = 0
    for start in range(first, first + cases, SIZE):
        size = min(SIZE, first + cases - start)
        batch = batch_of.__wrapped__(start, size)  # thousands of batches are not to be remembered
        expected = batch.expected()
        for name, evaluate in engines.items():
            found = list(differences(expected, evaluate(batch)))
            if found:
                stop(name, start, size, evaluate, found[0])
        institutions = institution_batch.__wrapped__(start, size)
        if "sql" in engines:
            found = list(differences(institutions.expected(), institutions_on_duckdb(institutions)))
            if found:
                sys.exit(f"\nsql, rules about institutions, batch --seed {start}:\n  {found[0]}")
        compared += len(expected)
        progress(f"{start + size - first} of {cases} cases; go on with --seed {start + size}")
    return compared


def institutions_on_duckdb(batch: InstitutionBatch) -> Cells:
    with duckdb_session(institution_tables(batch.records, batch.institutions)) as session:
        return count_institutions_with_sql(session, batch.questions, as_of=batch.as_of, calendar=CALENDAR)


def stop(name: str, start: int, size: int, evaluate: Evaluate, cell: str) -> None:
    """Tells of a difference by the smallest case that shows it."""
    progress("looking for the smallest case")
    case = first_difference(start, size, evaluate)
    shown = "\n".join([*case.said(evaluate), case.written()]) if case else f"only in the whole batch: {cell}"
    sys.exit(f"\n{name} differs from the reference, --seed {case.seed if case else start}:\n{shown}")


def progress(text: str) -> None:
    print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)  # noqa: T201


def say(text: str) -> None:
    print(f"\r\033[K{text}", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()

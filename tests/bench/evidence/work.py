"""What is measured, each in a child process of its own that prints one line of JSON."""

from __future__ import annotations

import json
import resource
import shutil
import statistics
import time
from collections.abc import Callable
from datetime import date

from inputs import BY, WORKERS, Inputs, asked_columns, calendar, grain, questions

from trigpoint.engine.disclosure.levels import Place
from trigpoint.engine.disclosure.release import Release, publish
from trigpoint.jobs.evidence_store.classing import class_rows, name_of
from trigpoint.jobs.national_run.counting import count_store
from trigpoint.jobs.national_run.release import to_protect
from trigpoint.jobs.storage.duckdb_sessions import duckdb_session

TIMES = 3


def clock() -> tuple[float, float]:
    """Wall and CPU seconds, of child processes too."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.perf_counter(), own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def measured(work: Callable[[], dict], times: int = TIMES) -> dict:
    """The median of several runs, and the most memory that the process ever had."""
    walls, cpus, said = [], [], {}
    for _ in range(times):
        wall, cpu = clock()
        said = work()
        walls.append(clock()[0] - wall)
        cpus.append(clock()[1] - cpu)
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {
        "wall_s": round(statistics.median(walls), 3),
        "cpu_s": round(statistics.median(cpus), 3),
        "peak_mb": round(peak / 1024),
        **said,
    }


def classes(inputs: Inputs) -> dict:
    """Every row its class, at the grain of the rules."""

    def work() -> dict:
        shutil.rmtree(inputs.store.classes(name_of(grain())).root, ignore_errors=True)
        class_rows(inputs.store, inputs.hubs, grain(), workers=WORKERS)
        return {}

    return measured(work, times=1)


def cells(inputs: Inputs) -> dict:
    """From stored Parquet to released cells: all rules, three breakdowns, and the release."""
    asked, at = questions(), grain()
    policy = Release(
        "2024/25", date(2026, 1, 31), 6, 5, dict.fromkeys(BY, Place.INSTITUTION), known_absences=frozenset()
    )

    def work() -> dict:
        folder = class_rows(inputs.store, inputs.hubs, at)
        counts = count_store(
            inputs.store, folder, inputs.hubs, asked, at, calendar=calendar(), by=BY, workers=WORKERS
        )
        counted = clock()
        released = publish(to_protect(counts, BY), policy)
        return {
            "questions": len(asked),
            "cells": int(counts.block.counts.any(axis=3).sum()),
            "released_rows": int(released.rule.size),
            "lost": {str(reason.name).lower(): round(share, 4) for reason, share in released.lost().items()},
            "release_cpu_s": round(clock()[1] - counted[1], 3),
        }

    return measured(work)


def wide_scan(inputs: Inputs) -> dict:
    """Every raw column that a rule asks, read and added up: the least that an evaluator of wide rows must do."""
    return _scan(inputs, inputs.wide("*", coded=True), ["institution", "pupil", *asked_columns()])


def narrow_scan(inputs: Inputs) -> dict:
    """Only what our own evaluator reads: the class and the partner of each row."""
    folder = inputs.store.classes(name_of(grain()))
    found = _scan(inputs, folder.root / "hubs" / "*-encounters.parquet", ["class"])
    partners = _scan(inputs, inputs.store.root / "hubs" / "*" / "partners.parquet", ["partner"])
    return {name: round(found[name] + partners[name], 3) for name in ("wall_s", "cpu_s")}


def _scan(inputs: Inputs, files, columns) -> dict:
    sums = ", ".join(f"sum({column}::INTEGER)" for column in columns)

    def work() -> dict:
        with duckdb_session(threads=WORKERS) as session:
            row = session.rows(f"SELECT count(*), {sums} FROM read_parquet('{files}')")[0]
        return {"rows": row[0], "columns": len(columns)}

    return measured(work)


WORK = {"classes": classes, "cells": cells, "wide_scan": wide_scan, "narrow_scan": narrow_scan}


def tell(found: dict) -> None:
    print(json.dumps(found))  # noqa: T201

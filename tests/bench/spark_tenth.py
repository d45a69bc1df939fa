"""A tenth of the nation on a Spark cluster of two workers, twice, the second time with one of them killed.

    script/bench spark [--size hub|tenth|nation] [--institutions N] [--in FOLDER]

Invents records, builds their store, writes the prepared rows hub by hub to folders of Parquet that the workers read,
and holds every cell of Spark against the store's. What is in FOLDER is found there by the next run. The last line is
one JSON object.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq

from tests.bench.evidence.inputs import (
    AS_OF,
    BY,
    SEED,
    WORKERS,
    Inputs,
    calendar,
    grain,
    make_store,
    questions,
)
from trigpoint.engine.datasets.schemas import schema_of
from trigpoint.engine.evidence.segment_evaluator.cells import read_cells
from trigpoint.engine.evidence.sql_evaluator.prepared import SCHEMAS
from trigpoint.jobs.evidence_run.servers import evaluate_with_spark
from trigpoint.jobs.evidence_store.classing import class_rows
from trigpoint.jobs.evidence_store.evaluating import evaluate_store
from trigpoint.jobs.evidence_store.layout import RecordFolders
from trigpoint.jobs.evidence_store.preparing import READ, prepare_with_duckdb
from trigpoint.jobs.evidence_store.travelling import arrivals, together
from trigpoint.jobs.synthesis.shapes import packaged_shape
from trigpoint.jobs.synthesis.writing import Plan, synthesise

ROOT = Path(__file__).parents[2]
SETTINGS = {"spark.executor.memory": "1536m", "spark.task.maxFailures": "8"}


def main() -> None:
    asked = argparse.ArgumentParser(prog="script/bench spark")
    asked.add_argument("--size", default="tenth", choices=("hub", "tenth", "nation"))
    asked.add_argument("--institutions", type=int)
    asked.add_argument("--in", dest="folder", type=Path, default=ROOT / "var" / "bench")
    given = asked.parse_args()
    shape = packaged_shape("england")
    name = str(given.institutions or given.size)
    inputs = Inputs((given.folder / name).resolve())
    plan = Plan(shape, given.institutions or shape.sizes[given.size], SEED, AS_OF)
    synthesise(plan, inputs.records, told=lambda done, of: progress(f"inventing hub {done} of {of}"))
    make_store(inputs, progress)
    for hub in inputs.hubs:
        progress(f"preparing {hub} for Spark")
        prepare(inputs, hub)
    figures = compare(inputs)
    print(json.dumps({"bench": "spark", "figures": {"size": name, **figures}}))  # noqa: T201
    sys.exit(0 if figures["equal"] and figures["equal_with_a_worker_killed"] else 1)


def folder(inputs: Inputs, table: str) -> Path:
    """Where the prepared rows of a table are, a file for each hub."""
    return inputs.root / "prepared" / table


def prepare(inputs: Inputs, hub: str) -> None:
    """Writes the four prepared tables of a hub, with what was recorded elsewhere of those who moved."""
    records = RecordFolders(inputs.records)
    if (folder(inputs, "destinations") / f"{hub}.parquet").exists():
        return
    own = {
        table.name: pq.read_table(records.table(hub, table.name))
        .select(schema_of(table).names)
        .cast(schema_of(table))
        for table in READ
        if records.table(hub, table.name).exists()
    }
    targets = pc.unique(own["pupils"]["institution"]).to_pylist()
    tables = together(own, arrivals(inputs.store.travellers, own["pupils"], hub))
    found = prepare_with_duckdb(tables, targets, as_of=AS_OF, calendar=calendar())
    for name in SCHEMAS:  # destinations last: with them a hub is whole
        out = folder(inputs, name) / f"{hub}.parquet"
        out.parent.mkdir(parents=True, exist_ok=True)
        making = out.with_name(f".{out.name}")  # Spark passes over names with a dot
        pq.write_table(found[name], making, compression="zstd")
        making.rename(out)


def compare(inputs: Inputs) -> dict:
    """The cells of the store and of Spark, twice."""
    asked, at = questions(), grain()
    rows = sum(pq.read_metadata(path).num_rows for path in folder(inputs, "encounters").glob("*.parquet"))
    began = time.perf_counter()
    classed = class_rows(inputs.store, inputs.hubs, at, workers=WORKERS)
    tables = evaluate_store(
        inputs.store, classed, inputs.hubs, asked, at, calendar=calendar(), by=BY, workers=WORKERS
    )
    expected = read_cells(table for hub in tables for table in hub)
    figures = {"rows": rows, "questions": len(asked), "cells": len(expected)}
    figures["store_wall_s"] = round(time.perf_counter() - began, 1)
    say(f"the store: {rows:,} rows, {len(expected):,} cells, {figures['store_wall_s']} s")
    with cluster(inputs.root) as master:
        for kill in (False, True):
            name = "_with_a_worker_killed" if kill else ""
            began = time.perf_counter()
            with killed_in_the_middle(inputs.root / "spark" / "worker-1.pid") if kill else nothing() as told:
                found = evaluate_with_spark(
                    master,
                    {table: folder(inputs, table) for table in SCHEMAS},
                    asked,
                    calendar=calendar(),
                    by=BY,
                    settings=SETTINGS,
                )
            figures[f"wall_s{name}"] = round(time.perf_counter() - began, 1)
            figures[f"equal{name}"] = found == expected and (not kill or bool(told))
            figures |= told
            say(
                f"Spark{name.replace('_', ' ')}: {figures[f'wall_s{name}']} s, equal: {figures[f'equal{name}']}"
            )
    return figures


@contextmanager
def cluster(root: Path):
    """Two workers of our own, with their process numbers in `root`."""
    surroundings = os.environ | {"TRIGPOINT_VAR": str(root)}
    script = str(ROOT / "script" / "spark")
    # Its workers keep what is given to them for output, so that a pipe would never end.
    address = root / "master"
    with address.open("w") as out:
        subprocess.run([script, "start"], stdout=out, env=surroundings, check=True)
    try:
        yield address.read_text().split()[-1]
    finally:
        subprocess.run([script, "stop"], env=surroundings, check=True)


@contextmanager
def nothing():
    yield {}


@contextmanager
def killed_in_the_middle(pid_file: Path):
    """Kills a worker as soon as a task has ended while others are still to come; tells when it did."""
    told: dict = {}
    over = threading.Event()

    def watch() -> None:
        from pyspark import SparkContext

        tracker = SparkContext._active_spark_context.statusTracker()
        while not over.wait(0.02):
            stages = [tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds()]
            done, of = (
                sum(getattr(each, n) for each in stages if each) for n in ("numCompletedTasks", "numTasks")
            )
            if 0 < done < of:
                os.kill(int(pid_file.read_text()), signal.SIGKILL)
                told.update(killed_after_tasks=done, of_tasks=of)
                return

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield told
    finally:
        over.set()
        watcher.join()


def progress(text: str) -> None:
    print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)  # noqa: T201


def say(text: str) -> None:
    print(f"\r\033[K{text}", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()

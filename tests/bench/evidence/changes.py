"""What a change costs: one row at one institution, one rule for everybody."""

from __future__ import annotations

import random
import shutil
import statistics
import time
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from inputs import AS_OF, BY, SEED, WORKERS, Inputs, calendar, grain, questions
from work import clock, measured

from trigpoint.engine.datasets.records import ACTIVITIES, PARTICIPATIONS
from trigpoint.engine.datasets.schemas import schema_of
from trigpoint.engine.datasets.words import STATES
from trigpoint.engine.evidence.live_counts import Change, LiveCounts
from trigpoint.engine.evidence.preparation.pupils import prepare_pupils
from trigpoint.engine.evidence.rule_model.measures import AtLeast
from trigpoint.engine.evidence.segment_evaluator.grain import grain_of
from trigpoint.engine.evidence.sql_evaluator.prepared import as_tables
from trigpoint.jobs.evidence_run.segments import evaluate_with_segments
from trigpoint.jobs.evidence_store.classing import class_rows, name_of
from trigpoint.jobs.evidence_store.days import append_day
from trigpoint.jobs.evidence_store.layout import RecordFolders, Store
from trigpoint.jobs.national_run.counting import count_store

CHANGES = 200
KEY = ["institution", "activity"]
A_DAY, A_NATION = 150_000, 100_000_000  # participations


def one_change(inputs: Inputs) -> dict:
    """The register of one pupil is marked, one after another, at one institution: until all its cells are new."""
    records = institution(inputs)
    prepared = prepare_pupils(records, as_of=AS_OF, calendar=calendar())
    asked = questions()
    cells = evaluate_with_segments(as_tables(prepared), asked, calendar=calendar(), by=BY)
    live = LiveCounts.over(records, asked, cells, as_of=AS_OF, calendar=calendar(), by=BY)
    dice = random.Random(1)
    walls = []
    for _ in range(CHANGES):
        row = dice.choice(records["participations"])
        change = Change("participations", row | {"state": dice.choice(["present", "absent", None])})
        start = time.perf_counter()
        live.apply([change])
        walls.append(1000 * (time.perf_counter() - start))
    walls.sort()
    return {
        "wall_s": round(statistics.median(walls) / 1000, 4),
        "cpu_s": 0.0,
        "median_ms": round(statistics.median(walls), 1),
        "p95_ms": round(walls[int(0.95 * CHANGES)], 1),
        "pupils": len(records["pupils"]),
        "participations": len(records["participations"]),
    }


def institution(inputs: Inputs) -> dict:
    """The records of the institution of middle size of the first hub, as rows."""
    hub = inputs.hubs[0]
    folders = RecordFolders(inputs.records)
    counts = pc.value_counts(pq.read_table(folders.table(hub, "pupils"))["institution"]).to_pylist()
    chosen = sorted(counts, key=lambda each: each["counts"])[len(counts) // 2]["values"]
    names = ("pupils", "enrolments", "coverage", "activities", "participations", "destinations")
    return {
        name: pq.read_table(folders.table(hub, name), filters=[("institution", "=", chosen)]).to_pylist()
        for name in names
    }


def changed_rule(inputs: Inputs) -> dict:
    """One rule asks for something that no rule asked for: its classes are made, and everybody is counted again."""
    first = next(question.rule for question in questions() if isinstance(question.rule.measure, AtLeast))
    kinds = first.measure.encounters.kinds[:1]
    measure = AtLeast(first.measure.n + 1, replace(first.measure.encounters, kinds=kinds))
    rule = replace(first, measure=measure)
    asked = [question for question in questions() if question.rule == first]
    grain = grain_of([rule], calendar=calendar(), by=BY)

    def work() -> dict:
        start = clock()
        shutil.rmtree(inputs.store.classes(name_of(grain)).root, ignore_errors=True)
        folder = class_rows(inputs.store, inputs.hubs, grain, workers=WORKERS)
        classed = clock()
        anew = [replace(question, rule=rule) for question in asked]
        count_store(
            inputs.store, folder, inputs.hubs, anew, grain, calendar=calendar(), by=BY, workers=WORKERS
        )
        return {"of_which_classes_s": round(classed[0] - start[0], 2)}

    return measured(work, times=1)


def a_day(inputs: Inputs) -> dict:
    """A day's rows of all hubs, of each as many as its share: until the store and its classes have them."""
    with TemporaryDirectory(dir=inputs.root) as folder:
        store = Store(Path(folder) / "store")
        shutil.copytree(inputs.store.root, store.root)
        class_rows(store, inputs.hubs, grain(), workers=WORKERS)
        day = rows_of_a_day(inputs)
        start = clock()
        hubs = append_day(
            store, day, records=inputs.records, calendar=calendar(), grains=[grain()], workers=WORKERS
        )
        end = clock()
    return {
        "wall_s": round(end[0] - start[0], 2),
        "cpu_s": round(end[1] - start[1], 2),
        "rows": day["participations"].num_rows,
        "activities": day["activities"].num_rows,
        "hubs": len(hubs),
    }


def rows_of_a_day(inputs: Inputs) -> dict[str, pa.Table]:
    """Registers marked otherwise, and one new activity in a hundred rows, of pupils all over the nation."""
    dice = np.random.default_rng(SEED)
    folders = RecordFolders(inputs.records)
    parts, held = [], []
    for hub in inputs.hubs:
        activities = pq.read_table(folders.table(hub, "activities")).cast(schema_of(ACTIVITIES))
        activities = activities.filter(pc.less_equal(activities["held_on"], pa.scalar(AS_OF)))
        known = pq.read_table(folders.table(hub, "participations")).cast(schema_of(PARTICIPATIONS))
        asked = round(known.num_rows * A_DAY / A_NATION)
        rows = known.take(pa.array(np.sort(dice.choice(known.num_rows, size=2 * asked, replace=False))))
        part = rows.join(activities.select(KEY), keys=KEY, join_type="left semi").slice(0, asked)
        states = pa.array(dice.choice(STATES, size=part.num_rows))
        parts.append(part.set_column(part.column_names.index("state"), "state", states))
        new, rows_of_new = new_activities(part, activities, hub)
        held.append(new)
        parts.append(rows_of_new)
    return {"activities": pa.concat_tables(held), "participations": pa.concat_tables(parts)}


def new_activities(part: pa.Table, activities: pa.Table, hub: str) -> tuple[pa.Table, pa.Table]:
    """One activity like one that was held, for every hundredth row, with the pupil of that row."""
    asked = part.slice(0, part.num_rows // 100)
    names = pa.array([f"{hub}-new-{number}" for number in range(asked.num_rows)])
    like = activities.slice(0, asked.num_rows)
    for name, column in (("activity", names), ("institution", asked["institution"])):
        like = like.set_column(like.column_names.index(name), name, column)
    return like, asked.set_column(asked.column_names.index("activity"), "activity", names)

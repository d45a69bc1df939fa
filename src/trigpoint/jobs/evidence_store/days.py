"""Adds a day's rows to a store: new and changed participations, and new activities.

A store stays a store of its day: what was held after it is refused, and so is every table that a day does not bring.
Enrolments, coverage, people and destinations change by building the store again from all records.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from trigpoint.engine.datasets.columns import Table
from trigpoint.engine.datasets.records import ACTIVITIES, PARTICIPATIONS
from trigpoint.engine.datasets.schemas import schema_of
from trigpoint.engine.evidence.school_years import Calendar
from trigpoint.engine.evidence.segment_evaluator.grain import Grain
from trigpoint.jobs.evidence_store.classing import name_of
from trigpoint.jobs.evidence_store.day_rows import DayRows, homes_of, prepare_day
from trigpoint.jobs.evidence_store.layout import ClassFolder, RecordFolders, Store
from trigpoint.jobs.evidence_store.merging import Merged, merge_into_hub
from trigpoint.jobs.evidence_store.origins import changed_tables
from trigpoint.jobs.evidence_store.reclassing import reclass
from trigpoint.jobs.evidence_store.refused_days import RefusedDay
from trigpoint.jobs.storage.whole_folders import whole_folder

BROUGHT = (ACTIVITIES, PARTICIPATIONS)
READ = ("pupils", "enrolments", "activities", "participations")


def append_day(
    store: Store,
    day: Mapping[str, pa.Table],
    *,
    records: Path,
    calendar: Calendar,
    grains: Iterable[Grain] = (),
    workers: int = 1,
    tell: Callable[[str], None] = lambda hub: None,
) -> list[str]:
    """Adds `day` (evidence tables by name) to a store; the hubs whose rows are not what they were.

    `records` are those that the store was made from. A participation replaces the one of the same pupil and activity.
    Classes at these `grains` are brought up to date, all others are taken away, to be made again when they are asked.
    Each hub takes in the day whole or not at all; a day that was broken off is added again, and no other before it.
    `tell` is called with the name of each hub that is done.

    RefusedDay, and nothing is changed, where the day holds what a store cannot take; FileNotFoundError without a whole
    store; OSError where the disk refuses.
    """
    told = _read_manifest(store)
    hubs = [str(hub) for hub in told["hubs"]]
    as_of = date.fromisoformat(told["as_of"])
    tables = {table.name: checked_rows(table, day, as_of) for table in BROUGHT}
    _refuse_others(day)
    digest = _digest(tables)
    if told.get("adding", digest) != digest:
        raise RefusedDay(
            "another day was broken off while it was added to this store; add that one again first"
        )
    folders = RecordFolders(records)
    homes = homes_of(store, hubs, tables)
    if not homes:
        return []
    _refuse_changed(folders, store, homes)
    rows = prepare_day(folders, store, tables, homes, as_of=as_of, calendar=calendar, workers=workers)
    number = int(told.get("days", 0)) + 1
    _write_manifest(store, told | {"adding": digest})
    _keep_day(store, tables, number)
    with _classes_aside(store, grains) as classes:
        merged = _merge(store, rows, workers, tell)
        for folder, grain in classes:
            reclass(folder, grain, merged)
    _write_manifest(
        store, {name: value for name, value in told.items() if name != "adding"} | {"days": number}
    )
    return rows.hubs


def checked_rows(table: Table, day: Mapping[str, pa.Table], as_of: date) -> pa.Table:
    """A day's table with its columns in order and the number of each `row`, 1 for the first."""
    schema = schema_of(table)
    given = day.get(table.name, schema.empty_table())
    lacking = [name for name in schema.names if name not in given.column_names]
    if lacking:
        raise RefusedDay(f"{table.name}: no column {', '.join(lacking)}; add it, with empty cells if need be")
    rows = given.select(schema.names).cast(schema)
    rows = rows.append_column("row", pa.array(np.arange(1, rows.num_rows + 1, dtype=np.int64)))
    for name in table.key:
        empty = rows.filter(pc.is_null(rows[name]))
        if empty.num_rows:
            raise RefusedDay(f"{table.name}, row {empty['row'][0]}: {name} is empty; every row needs one")
    twice = rows.group_by(list(table.key)).aggregate([("row", "count"), ("row", "max")])
    twice = twice.filter(pc.greater(twice["row_count"], 1))
    if twice.num_rows:
        row = pc.min(twice["row_max"])
        key = ", ".join(str(rows[name][row.as_py() - 1]) for name in table.key)
        raise RefusedDay(f"{table.name}, row {row}: a second row of {key}; keep the one that holds")
    if "held_on" in schema.names:
        later = rows.filter(pc.greater(rows["held_on"], pa.scalar(as_of)))
        if later.num_rows:
            raise RefusedDay(
                f"{table.name}, row {later['row'][0]}: held on {later['held_on'][0]}, after the day of the store, "
                f"{as_of}; leave it out, or build a store of a later day from all records"
            )
    return rows


def _refuse_others(day: Mapping[str, pa.Table]) -> None:
    for name in sorted(set(day) - {table.name for table in BROUGHT}):
        if day[name].num_rows:
            raise RefusedDay(
                f"{name}: a day brings activities and participations only; build the store again from all records"
            )


def _refuse_changed(records: RecordFolders, store: Store, homes: Mapping[str, str]) -> None:
    """The day is put between records and store: they must belong together."""
    for hub in sorted(set(homes.values())):
        changed = changed_tables(records, store.hub(hub), READ[:3])
        if changed:
            raise RefusedDay(
                f"records of {hub}: {', '.join(changed)} changed since the store was made; build the store again"
            )


def _merge(store: Store, rows: DayRows, workers: int, tell: Callable[[str], None]) -> dict[str, Merged]:
    def one(hub: str) -> Merged:
        met = rows.met.filter(pc.equal(rows.met["hub"], hub))
        own = pc.equal(rows.held["hub"], hub)
        elsewhere = pa.concat_tables([rows.held.filter(pc.invert(own)), rows.travelled])
        merged = merge_into_hub(store, hub, met, rows.held.filter(own), elsewhere)
        tell(hub)
        return merged

    with ThreadPoolExecutor(workers) as pool:
        return dict(zip(rows.hubs, pool.map(one, rows.hubs), strict=True))


@contextmanager
def _classes_aside(store: Store, grains: Iterable[Grain]) -> Iterator[list[tuple[ClassFolder, Grain]]]:
    """The class folders of these grains, where nobody reads them while hubs change. All others go; and so do these
    where something goes wrong."""
    aside = store.all_classes.with_name(f".{store.all_classes.name}")
    shutil.rmtree(aside, ignore_errors=True)
    if store.all_classes.exists():
        store.all_classes.rename(aside)
    folders = [(ClassFolder(aside / name_of(grain)), grain) for grain in dict.fromkeys(grains)]
    kept = [(folder, grain) for folder, grain in folders if folder.manifest.exists()]
    try:
        yield kept
        store.all_classes.mkdir()
        for folder, _ in kept:
            folder.root.rename(store.all_classes / folder.root.name)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _keep_day(store: Store, tables: Mapping[str, pa.Table], number: int) -> None:
    with whole_folder(store.days / f"{number:06}") as making:
        for name, table in tables.items():
            pq.write_table(table.drop_columns(["row"]), making / f"{name}.parquet", compression="zstd")


def _read_manifest(store: Store) -> dict[str, Any]:
    """What the store was made from; FileNotFoundError where it is not whole."""
    if not store.manifest.exists():
        raise FileNotFoundError(2, "no store here; build it first", str(store.root))
    told: dict[str, Any] = json.loads(store.manifest.read_text(encoding="utf-8"))
    for hub in told["hubs"]:
        if not store.hub(hub).exists():
            raise FileNotFoundError(
                2, "this hub of the store is not built yet; build it first", str(store.hub(hub))
            )
    return told


def _write_manifest(store: Store, told: Mapping[str, Any]) -> None:
    making = store.manifest.with_name(f".{store.manifest.name}")
    making.write_text(json.dumps(told, indent=2), encoding="utf-8")
    making.rename(store.manifest)


def _digest(tables: Mapping[str, pa.Table]) -> str:
    """The same for the same rows in the same order."""
    hashed = sha256()
    for name, table in tables.items():
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, table.schema) as writer:
            writer.write_table(table.combine_chunks())
        hashed.update(name.encode())
        hashed.update(memoryview(sink.getvalue()))
    return hashed.hexdigest()

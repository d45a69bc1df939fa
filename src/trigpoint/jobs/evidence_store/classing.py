"""Gives every row of a store its class, at the grain of a set of rules."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from trigpoint.engine.evidence.segment_evaluator.answers import Longest
from trigpoint.engine.evidence.segment_evaluator.encoding import Whole, class_numbers, first_rows
from trigpoint.engine.evidence.segment_evaluator.grain import (
    Grain,
    activity_columns,
    moment_columns,
    pupil_columns,
    year_columns,
)
from trigpoint.jobs.evidence_store.layout import ClassFolder, Store
from trigpoint.jobs.evidence_store.numbers import write_numbers
from trigpoint.jobs.storage.duckdb_sessions import DuckDBSession, duckdb_session, parquet

KINDS = ("pupils", "years", "encounters", "destinations")


def name_of(grain: Grain) -> str:
    """A short name that two grains share only when they are the same."""
    return sha256(str(grain).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Classed:
    """A hub's rows by kind: the class of each, numbered within the hub, and one row for each class."""

    numbers: Mapping[str, Whole]
    distinct: Mapping[str, pa.Table]
    longest: Longest


def class_rows(store: Store, hubs: Sequence[str], grain: Grain, *, workers: int = 1) -> ClassFolder:
    """The classes of the whole store at this grain, made where they are not there yet."""
    folder = store.classes(name_of(grain))
    if folder.manifest.exists():
        return folder
    making = ClassFolder(folder.root.with_name(f".{folder.root.name}"))
    shutil.rmtree(making.root, ignore_errors=True)
    (making.root / "hubs").mkdir(parents=True)
    with ThreadPoolExecutor(workers) as pool:
        classed = list(pool.map(lambda hub: _keep(making, store, hub, grain), hubs))
    for kind in KINDS:
        _merge(making, kind, hubs, [distinct[kind] for distinct, _ in classed])
    longest = [max(getattr(each, name) for _, each in classed) for name in Longest.__annotations__]
    making.manifest.write_text(json.dumps({"grain": str(grain), "longest": longest}), encoding="utf-8")
    making.root.rename(folder.root)
    return folder


def _keep(
    folder: ClassFolder, store: Store, hub: str, grain: Grain
) -> tuple[Mapping[str, pa.Table], Longest]:
    classed = class_hub(store, hub, grain)
    for kind in KINDS:
        write_numbers({"class": classed.numbers[kind]}, folder.hub(f"{hub}-{kind}"))
    return classed.distinct, classed.longest


def class_hub(store: Store, hub: str, grain: Grain) -> Classed:
    """The classes of one hub's rows."""
    place = store.hub(hub)
    with duckdb_session(threads=1) as session:
        activities = _kept(session, activity_columns(grain), place / "activities.parquet", "r")
        moments = _kept(session, moment_columns(grain), place / "moments.parquet", "m")
        years = _kept(session, year_columns(grain), place / "years.parquet", "y")
    pupils = pq.read_table(
        place / "pupils.parquet", columns=[*pupil_columns(grain), *Longest.__annotations__]
    )
    known = pupils.select(pupil_columns(grain)) if grain.pupils else _nothing(pupils.num_rows)
    destinations = pq.read_table(place / "destinations.parquet")
    numbers, distinct = {}, {}
    numbers["encounters"], distinct["encounters"] = _encounters(
        activities, moments, pq.read_table(place / "rows.parquet")
    )
    for kind, table in (("pupils", known), ("years", years), ("destinations", destinations)):
        numbers[kind], distinct[kind] = _classes(table)
    longest = (int(np.max(pupils[name].to_numpy(), initial=0)) for name in Longest.__annotations__)
    return Classed(numbers, distinct, Longest(*longest))


def _kept(session: DuckDBSession, columns: Mapping[str, str], file: Path, row: str) -> pa.Table:
    """What is kept of the rows of a file, in their order."""
    kept = ", ".join(f"{text} AS {name}" for name, text in columns.items())
    return session.table(f"SELECT {kept} FROM {parquet(file)} {row}")


def _nothing(rows: int) -> pa.Table:
    """A table with nothing to tell its rows apart."""
    return pa.table({"alike": pa.nulls(rows, pa.int32())})


def _classes(table: pa.Table) -> tuple[Whole, pa.Table]:
    numbers = class_numbers(table, table.column_names)
    return numbers, table.take(pa.array(first_rows(numbers)))


def _encounters(activities: pa.Table, moments: pa.Table, rows: pa.Table) -> tuple[Whole, pa.Table]:
    """Each row's class is the pair of its activity's and its moment's; only pairs that occur are classes."""
    of_activity, activity_classes = _classes(activities)
    of_moment, moment_classes = _classes(moments)
    size = max(moment_classes.num_rows, 1)
    pairs = of_activity[rows["activity"].to_numpy()] * size + of_moment[rows["moment"].to_numpy()]
    there = np.zeros(activity_classes.num_rows * size, dtype=np.bool_)
    there[pairs] = True
    found = np.flatnonzero(there)
    number = np.cumsum(there) - 1
    distinct = activity_classes.take(pa.array(found // size))
    for name in moment_classes.column_names:
        distinct = distinct.append_column(name, moment_classes[name].take(pa.array(found % size)))
    return number[pairs], distinct


def _merge(folder: ClassFolder, kind: str, hubs: Sequence[str], tables: Sequence[pa.Table]) -> None:
    """One list of classes of all hubs, and for each hub where its own are in it."""
    whole = pa.concat_tables(tables, promote_options="permissive")
    numbers, distinct = _classes(whole)
    pq.write_table(distinct, folder.table(kind), compression="zstd")
    ends = np.cumsum([table.num_rows for table in tables])
    for hub, part in zip(hubs, np.split(numbers, ends[:-1]), strict=True):
        write_numbers({"class": part}, folder.hub(f"{hub}-{kind}-all"))

"""Gives the new rows of merged hubs their classes, in the classes that a store has already."""

from __future__ import annotations

import json
from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from trigpoint.engine.evidence.segment_evaluator.answers import Longest
from trigpoint.engine.evidence.segment_evaluator.encoding import Whole, class_numbers, first_rows
from trigpoint.engine.evidence.segment_evaluator.grain import Grain, activity_columns, moment_columns
from trigpoint.jobs.evidence_store.layout import ClassFolder
from trigpoint.jobs.evidence_store.merging import Merged
from trigpoint.jobs.evidence_store.numbers import read_numbers, write_numbers
from trigpoint.jobs.storage.duckdb_sessions import duckdb_session

KIND = "encounters"


def reclass(folder: ClassFolder, grain: Grain, merged: Mapping[str, Merged]) -> None:
    """Brings the classes of encounters of these hubs up to date. Not whole when it is broken off: the folder must stand
    where nobody reads it."""
    kept = pq.read_table(folder.table(KIND))
    asked = {hub: new_classes(grain, one) for hub, one in merged.items()}
    whole = pa.concat_tables([kept, *(table for table, _ in asked.values())], promote_options="permissive")
    numbers = class_numbers(whole, whole.column_names)
    # Classes that are kept are all different: each has its own place as its number.
    pq.write_table(whole.take(pa.array(first_rows(numbers))), folder.table(KIND), compression="zstd")
    sizes = [kept.num_rows, *(table.num_rows for table, _ in asked.values())]
    parts = np.split(numbers, np.cumsum(sizes)[:-1])[1:]
    for (hub, (_, of_row)), part in zip(asked.items(), parts, strict=True):
        _reclass_hub(folder, hub, merged[hub], part[of_row])
    told = json.loads(folder.manifest.read_text(encoding="utf-8"))
    longest = dict(zip(Longest.__annotations__, told["longest"], strict=True))
    longest[KIND] = max(longest[KIND], *(one.most for one in merged.values()))
    told["longest"] = list(longest.values())
    folder.manifest.write_text(json.dumps(told), encoding="utf-8")


def new_classes(grain: Grain, merged: Merged) -> tuple[pa.Table, Whole]:
    """What a grain keeps of the new rows: one row for each pair of activity and moment, and which is that of each."""
    size = max(merged.moments.num_rows, 1)
    pairs, of_row = np.unique(merged.activity * size + merged.moment, return_inverse=True)
    asked = {
        "r": merged.activities.take(pa.array(pairs // size)),
        "m": merged.moments.take(pa.array(pairs % size)),
    }
    with duckdb_session(asked, threads=1) as session:
        columns = {
            "r": activity_columns(grain),
            "m": moment_columns(grain),
        }
        found = [
            session.table(
                f"SELECT {', '.join(f'{text} AS {name}' for name, text in kept.items())} FROM {row}"
            )
            for row, kept in columns.items()
        ]
    table = found[0]
    for name in found[1].column_names:
        table = table.append_column(name, found[1][name])
    return table, of_row


def _reclass_hub(folder: ClassFolder, hub: str, merged: Merged, classes: Whole) -> None:
    """`classes`: the class of each new row, in the list of all hubs."""
    of_all = read_numbers(folder.hub(f"{hub}-{KIND}-all"), "class").astype(np.int64)
    own = np.full(int(max(classes.max(initial=0), of_all.max(initial=0))) + 1, -1, dtype=np.int64)
    own[of_all] = np.arange(len(of_all))
    new = np.unique(classes[own[classes] < 0])
    own[new] = len(of_all) + np.arange(len(new))
    rows = read_numbers(folder.hub(f"{hub}-{KIND}"), "class")
    write_numbers({"class": merged.patched(rows, own[classes])}, folder.hub(f"{hub}-{KIND}"))
    write_numbers({"class": np.concatenate([of_all, new])}, folder.hub(f"{hub}-{KIND}-all"))

"""Reads classes and rows of a store as the evaluator wants them."""

from __future__ import annotations

import json

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from trigpoint.engine.evidence.segment_evaluator.answers import Longest
from trigpoint.engine.evidence.segment_evaluator.encoding import Classes, Encoded, Rows, Whole
from trigpoint.jobs.evidence_store.classing import KINDS
from trigpoint.jobs.evidence_store.layout import ClassFolder, Store


def read_classes(folder: ClassFolder) -> tuple[Classes, Longest]:
    """One row for each class, and the most rows that any pupil has."""
    tables = {kind: pq.read_table(folder.table(kind)) for kind in KINDS}
    longest = json.loads(folder.manifest.read_text(encoding="utf-8"))["longest"]
    return Classes(**tables), Longest(*longest)


def read_hub(store: Store, folder: ClassFolder, hub: str, *, partners: bool) -> Encoded:
    """The rows of a hub by class. Without `partners`, they are not read: for rules that do not ask who was met."""
    pupils = pq.read_table(
        store.hub(hub) / "pupils.parquet",
        columns=["institution", *Longest.__annotations__],
        read_dictionary=["institution"],
        use_threads=False,
    )
    places = pupils["institution"].combine_chunks()
    names, numbers = np.unique(np.array(places.dictionary.to_pylist(), dtype=object), return_inverse=True)
    classes = {kind: _classes(folder, hub, kind) for kind in KINDS}
    rows = {
        name: Rows(_column(pupils, name).astype(np.int64), classes[name]) for name in Longest.__annotations__
    }
    if partners:
        found = pq.read_table(store.hub(hub) / "rows.parquet", columns=["partner"], use_threads=False)
        rows["encounters"] = Rows(rows["encounters"].counts, classes["encounters"], _column(found, "partner"))
    return Encoded(
        [str(name) for name in names],
        numbers[places.indices.to_numpy()].astype(np.int64),
        classes["pupils"],
        rows["years"],
        rows["encounters"],
        rows["destinations"],
    )


def _classes(folder: ClassFolder, hub: str, kind: str) -> Whole:
    """The class of each row, numbered for the whole store."""
    own = _column(pq.read_table(folder.hub(f"{hub}-{kind}"), use_threads=False), "class")
    whole = _column(pq.read_table(folder.hub(f"{hub}-{kind}-all"), use_threads=False), "class")
    return np.take(whole, own)


def _column(table: pa.Table, name: str) -> NDArray[np.int64]:
    column: NDArray[np.int64] = table[name].to_numpy()
    return column

"""Reads classes and rows of a store as the evaluator wants them."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from trigpoint.engine.evidence.segment_evaluator.answers import Longest
from trigpoint.engine.evidence.segment_evaluator.encoding import Classes, Encoded, Rows, Whole
from trigpoint.jobs.evidence_store.classing import KINDS
from trigpoint.jobs.evidence_store.layout import ClassFolder, Store
from trigpoint.jobs.evidence_store.numbers import read_numbers


def read_classes(folder: ClassFolder) -> tuple[Classes, Longest]:
    """One row for each class, and the most rows that any pupil has."""
    tables = {kind: pq.read_table(folder.table(kind)) for kind in KINDS}
    longest = json.loads(folder.manifest.read_text(encoding="utf-8"))["longest"]
    return Classes(**tables), Longest(*longest)


def read_hub(store: Store, folder: ClassFolder, hub: str, *, partners: bool) -> Encoded:
    """The rows of a hub by class. Without `partners`, they are not read: for rules that do not ask who was met."""
    pupils = _read(store.hub(hub) / "pupils.parquet", ["institution", *Longest.__annotations__])
    names, numbers = _numbered(pupils["institution"])
    classes = {}
    for kind in KINDS:
        own = read_numbers(folder.hub(f"{hub}-{kind}"), "class")
        whole = read_numbers(folder.hub(f"{hub}-{kind}-all"), "class").astype(np.intp)
        classes[kind] = whole[own]
    met = read_numbers(store.hub(hub) / "partners.parquet", "partner") if partners else None
    counts = {name: pupils[name].to_numpy().astype(np.int64) for name in Longest.__annotations__}
    return Encoded(
        names,
        numbers,
        classes["pupils"],
        Rows(counts["years"], classes["years"]),
        Rows(counts["encounters"], classes["encounters"], met),
        Rows(counts["destinations"], classes["destinations"]),
    )


def _read(path: Path, columns: list[str]) -> pa.Table:
    words = ["institution"] if "institution" in columns else None
    file = pq.ParquetFile(path, memory_map=True, read_dictionary=words)
    return file.read(columns=columns, use_threads=False).combine_chunks()


def _numbered(places: pa.ChunkedArray) -> tuple[list[str], Whole]:
    """The institutions in order, and the number of each pupil's."""
    words = places.combine_chunks() if isinstance(places, pa.ChunkedArray) else places
    if isinstance(words, pa.ChunkedArray):  # no rows, no chunk
        return [], np.zeros(0, dtype=np.int64)
    names, numbers = np.unique(np.array(words.dictionary.to_pylist(), dtype=object), return_inverse=True)
    return [str(name) for name in names], numbers[words.indices.to_numpy()].astype(np.int64)

"""Keeps an evaluation: Parquet files to query, pages to read, and a manifest of what it was made from."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from trigpoint import __version__
from trigpoint.engine.evidence.explaining.words import Words
from trigpoint.engine.frameworks.edition import Edition
from trigpoint.jobs.evidence_run.evaluation import Evaluation
from trigpoint.jobs.evidence_run.pages.index import evaluation_pages
from trigpoint.jobs.storage.packaged_content import edition_hash
from trigpoint.jobs.storage.whole_folders import whole_folder


def keep_evaluation(found: Evaluation, edition: Edition, words: Words, inputs: Path, out: Path) -> None:
    """Writes everything beside the place and moves it there at the end, so that nothing half-written is ever found.
    What was there before stays until then. OSError where the disk refuses."""
    with whole_folder(out) as making:
        pq.write_table(_lines(found), making / "lines.parquet", compression="zstd")
        groups = _groups(found)
        if groups.num_rows:
            pq.write_table(groups, making / "breakdowns.parquet", compression="zstd")
        for file, text in evaluation_pages(found, edition, words):
            (making / file).parent.mkdir(exist_ok=True)
            (making / file).write_text(text, encoding="utf-8")
        (making / "manifest.json").write_text(
            json.dumps(_manifest(found, inputs), indent=2), encoding="utf-8"
        )


def _lines(found: Evaluation) -> pa.Table:
    return pa.Table.from_pylist(
        [line.as_row() for line in found.lines],
        schema=pa.schema(
            [
                *((name, pa.string()) for name in ("institution", "criterion", "rule")),
                ("year", pa.int32()),
                ("so_far", pa.bool_()),
                *((name, pa.int64()) for name in ("met", "not_met", "not_known")),
                *((name, pa.string()) for name in ("status", "deadline", "due")),
                ("not_yet_due", pa.int64()),
            ]
        ),
    )


def _groups(found: Evaluation) -> pa.Table:
    """Counts by group of pupils, not protected. A group that is not known is empty."""
    words = [(name, pa.string()) for name in ("institution", "rule", "by", "group")]
    numbers = [(name, pa.int64()) for name in ("met", "not_met", "not_known")]
    rows = [
        {
            "institution": cell.institution,
            "rule": cell.rule,
            "year": cell.view.year,
            "so_far": cell.view.so_far,
            "by": cell.by,
            "group": cell.value,
            "met": counts.met,
            "not_met": counts.not_met,
            "not_known": counts.not_known,
        }
        for cell, counts in found.cells.items()
        if cell.by
    ]
    return pa.Table.from_pylist(
        rows, schema=pa.schema([*words, ("year", pa.int32()), ("so_far", pa.bool_()), *numbers])
    )


def _manifest(found: Evaluation, inputs: Path) -> dict[str, object]:
    """What the result was made from: every input file with its hash, the edition's, and the version of Trigpoint."""
    files = sorted(path for path in inputs.iterdir() if path.is_file())
    return {
        "trigpoint": __version__,
        "edition": found.edition_id,
        "edition_sha256": edition_hash(found.edition_id),
        "as_of": found.as_of.isoformat(),
        "inputs": {path.name: _sha256(path) for path in files},
    }


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

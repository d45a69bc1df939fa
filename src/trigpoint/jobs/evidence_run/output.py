"""Keeps an evaluation: a Parquet file to query, a page to read, and a manifest of what it was made from."""

from __future__ import annotations

import hashlib
import html
import json
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from trigpoint import __version__
from trigpoint.jobs.evidence_run.evaluation import Evaluation
from trigpoint.jobs.storage.packaged_content import edition_hash
from trigpoint.jobs.storage.whole_folders import whole_folder

STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #ccc}"
    "td.n{text-align:right}"
)


def keep_evaluation(found: Evaluation, inputs: Path, out: Path) -> None:
    """Writes everything beside the place and moves it there at the end, so that nothing half-written is ever found.
    What was there before stays until then. OSError where the disk refuses."""
    with whole_folder(out) as making:
        pq.write_table(_lines(found), making / "lines.parquet", compression="zstd")
        (making / "index.html").write_text("".join(_page(found)), encoding="utf-8")
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
                ("status", pa.string()),
            ]
        ),
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


def _page(found: Evaluation) -> Iterator[str]:
    title = html.escape(f"{found.edition_id}: what records show, {found.as_of.isoformat()}")
    yield f"<!doctype html><html lang=en><meta charset=utf-8><title>{title}</title><style>{STYLE}</style>"
    yield f"<h1>{title}</h1>"
    for institution, name in found.institutions.items():
        yield f"<h2>{html.escape(name)}</h2>"
        for so_far, caption in ((False, "The last full year"), (True, "This year so far")):
            yield f"<table><caption>{caption}</caption><thead><tr><th>Criterion<th>Rule<th>Year<th>Met<th>Not met"
            yield "<th>Not known<th>Share<th>Standing</thead>"
            for line in found.lines:
                if (line.institution, line.so_far) == (institution, so_far):
                    numbers = (line.counts.met, line.counts.not_met, line.counts.not_known)
                    cells = "".join(f"<td class=n>{n}" for n in numbers)
                    yield (
                        f"<tr><td>{html.escape(line.criterion)}<td>{html.escape(line.rule)}<td>{line.year}"
                        f"{cells}<td>{line.share}<td>{line.status.replace('_', ' ')}"
                    )
            yield "</table>"

"""Streams an invented nation to files: one hub in memory at a time, and no half of one ever in its place."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from trigpoint import __version__
from trigpoint.engine.frameworks.problems import BadContent, Problem
from trigpoint.engine.synthetic.nation.hub import hubs_of, invent_hub, invent_institutions
from trigpoint.engine.synthetic.nation.pupil_tables import hub_key
from trigpoint.engine.synthetic.nation.school_days import school_days
from trigpoint.engine.synthetic.nation.shape import Shape
from trigpoint.jobs.storage.packaged_content import packaged_calendar

MANIFEST = "synthesis.json"
HUBS, UNFINISHED = "hubs", ".unfinished-"
ROWS_IN_GROUP = 122_880
"""Rows of a row group: few enough that one institution is found without reading the whole hub."""


@dataclass(frozen=True)
class Plan:
    """What to invent. The same plan gives the same bytes."""

    shape: Shape
    institutions: int
    seed: int
    as_of: date

    def as_data(self) -> dict[str, Any]:
        """What a folder says it was made from."""
        return {
            "trigpoint": __version__,
            "numpy_and_pyarrow": [version("numpy"), version("pyarrow")],
            "shape": self.shape.id,
            "shape_sha256": hashlib.sha256(self.shape.model_dump_json().encode()).hexdigest(),
            "edition": self.shape.edition,
            "institutions": self.institutions,
            "seed": self.seed,
            "as_of": self.as_of.isoformat(),
        }


@dataclass(frozen=True)
class Synthesis:
    """What was written: rows by table over all hubs, and how many hubs were there already."""

    rows: Mapping[str, int]
    hubs: int
    kept: int


def synthesise(
    plan: Plan, out: Path, *, told: Callable[[int, int], None] = lambda done, of: None
) -> Synthesis:
    """Writes all hubs of a plan under `out`; whole ones that the same plan wrote before are kept.

    `told` hears after each hub how many are done, and of how many. BadContent where the folder holds anything else;
    OSError where the disk refuses.
    """
    _take_folder(plan, out)
    _write_whole(invent_institutions(plan.shape, plan.seed, plan.institutions), out / "institutions.parquet")
    days = school_days(plan.as_of, plan.shape.years_kept, packaged_calendar(plan.shape.jurisdiction))
    hubs = list(hubs_of(plan.shape, plan.institutions))
    rows: Counter[str] = Counter()
    kept = 0
    for done, (hub, count) in enumerate(hubs, start=1):
        place = out / HUBS / hub_key(hub)
        if place.is_dir():
            kept += 1
        else:
            _write_hub(invent_hub(plan.shape, plan.seed, hub, count, days), place)
        rows.update(_rows(place))
        told(done, len(hubs))
    _write_manifest(out, {**plan.as_data(), "hubs": len(hubs), "rows": dict(rows)})
    return Synthesis(dict(rows), len(hubs), kept)


@contextmanager
def named(file: Path) -> Iterator[None]:
    """Arrow does not say which file it could not write; whoever must make room for it has to know."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno or 0, error.strerror or str(error), str(file)) from error


def first_hub(out: Path) -> Path:
    """The folder of the first hub of a synthesis."""
    return out / HUBS / hub_key(1)


def _take_folder(plan: Plan, out: Path) -> None:
    """Makes the folder, or goes on with one of the same plan. What a kill left unfinished is taken away."""
    manifest = out / MANIFEST
    if manifest.is_file():
        try:
            said = json.loads(manifest.read_text(encoding="utf-8"))
        except ValueError:
            said = {}
        other = [name for name, value in plan.as_data().items() if said.get(name) != value]
        if other:
            wrong = f"it holds tables that were made with another {', '.join(other)}."
            raise BadContent(
                [Problem(str(out), 0, MANIFEST, wrong, "Name a new folder, or ask for the same.")]
            )
    elif out.exists() and any(out.iterdir()):
        wrong = "the folder is not empty."
        raise BadContent([Problem(str(out), 0, "", wrong, "Name a new folder.")])
    else:
        out.mkdir(parents=True, exist_ok=True)
        _write_manifest(out, plan.as_data())
    for unfinished in (*out.glob(f"{UNFINISHED}*"), *(out / HUBS).glob(f"{UNFINISHED}*")):
        shutil.rmtree(unfinished) if unfinished.is_dir() else unfinished.unlink()


def _write_manifest(out: Path, data: Mapping[str, Any]) -> None:
    making = out / f"{UNFINISHED}{MANIFEST}"
    making.write_text(json.dumps(data, indent=2) + "\n", encoding="utf-8")
    making.rename(out / MANIFEST)


def _write_hub(tables: Mapping[str, pa.Table], place: Path) -> None:
    making = place.with_name(f"{UNFINISHED}{place.name}")
    making.mkdir(parents=True)
    for name, table in tables.items():
        _write_table(table, making / f"{name}.parquet")
    making.rename(place)


def _write_whole(table: pa.Table, file: Path) -> None:
    making = file.with_name(f"{UNFINISHED}{file.name}")
    _write_table(table, making)
    making.rename(file)


def _write_table(table: pa.Table, file: Path) -> None:
    with named(file):
        pq.write_table(table, file, compression="zstd", row_group_size=ROWS_IN_GROUP)


def _rows(place: Path) -> dict[str, int]:
    return {file.stem: pq.read_metadata(file).num_rows for file in sorted(place.glob("*.parquet"))}

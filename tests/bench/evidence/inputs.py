"""What is measured on: an invented nation, its store, and its rows as one wide table for each hub."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from trigpoint.engine.evidence.rule_model.attributes import ENCOUNTER_ATTRIBUTES
from trigpoint.engine.evidence.rule_reading.reading import RuleSet
from trigpoint.engine.evidence.school_years import Calendar
from trigpoint.engine.evidence.segment_evaluator.grain import Grain, grain_of
from trigpoint.jobs.evidence_store.building import build_store
from trigpoint.jobs.evidence_store.layout import RecordFolders, Store
from trigpoint.jobs.national_run.counting import questions_of
from trigpoint.jobs.storage.packaged_content import packaged_calendar, packaged_rules
from trigpoint.jobs.synthesis.shapes import packaged_shape
from trigpoint.jobs.synthesis.writing import Plan, synthesise

SEED = 1
EDITIONS = ("gatsby-2024-schools", "provider-access-2023")
BY = ("gender", "free_meals", "special_needs")
AS_OF = date(2026, 1, 31)
WORKERS = 2
MOST_IN_A_HUB = 1000


@dataclass(frozen=True)
class Inputs:
    """Everything under one folder, which a second run finds and does not make again."""

    root: Path

    @property
    def records(self) -> Path:
        return self.root / "records"

    @property
    def store(self) -> Store:
        return Store(self.root / "store")

    @property
    def hubs(self) -> list[str]:
        return RecordFolders(self.records).hubs()

    def wide(self, hub: str, *, coded: bool) -> Path:
        """Rows with every column that a rule asks, words as small numbers or as words."""
        return self.root / ("coded" if coded else "worded") / f"{hub}.parquet"


def calendar() -> Calendar:
    return packaged_calendar("england")


def rule_sets() -> list[RuleSet]:
    return [packaged_rules(edition) for edition in EDITIONS]


def questions():
    rules = [rule for each in rule_sets() for rule in each.pupil_rules]
    return questions_of(rules, as_of=AS_OF, calendar=calendar())


def grain() -> Grain:
    rules = [rule for each in rule_sets() for rule in each.pupil_rules]
    return grain_of(rules, calendar=calendar(), by=BY)


def make_records(inputs: Inputs, size: str, tell) -> None:
    shape = packaged_shape("england")
    plan = Plan(shape, shape.sizes[size], SEED, AS_OF)
    synthesise(plan, inputs.records, told=lambda done, of: tell(f"inventing hub {done} of {of}"))


def make_store(inputs: Inputs, tell) -> None:
    build_store(
        inputs.records,
        inputs.store.root,
        as_of=AS_OF,
        calendar=calendar(),
        workers=WORKERS,
        tell=lambda hub: tell(f"preparing {hub}"),
    )


def asked_columns() -> list[str]:
    """The columns of an encounter that any of the rules reads, with its partner and its day."""
    text = repr(grain().properties)
    named = [name for name in ENCOUNTER_ATTRIBUTES if f"name='{name}'" in text]
    always = ("state", "year_group", "year", "day", "age", "in_programme", "kind", "partner")
    return list(dict.fromkeys((*always, *named, *sorted(grain().values))))


def make_wide(inputs: Inputs, hub: str, *, coded: bool) -> None:
    """Puts the rows of a hub side by side with what they are about, pupil by pupil."""
    out = inputs.wide(hub, coded=coded)
    if out.exists():
        return
    place = inputs.store.hub(hub)
    rows = pq.read_table(place / "rows.parquet")
    pupils = pq.read_table(place / "pupils.parquet", columns=["institution", "encounters"])
    activities = pq.read_table(place / "activities.parquet")
    moments = pq.read_table(place / "moments.parquet")
    # Numbers of institutions are of the whole nation, so that nobody's pupils fall together.
    first = inputs.hubs.index(hub) * MOST_IN_A_HUB
    institutions = first + pc.dictionary_encode(pupils["institution"].combine_chunks()).indices.to_numpy()
    counts = pupils["encounters"].to_numpy()
    columns = {
        "institution": pa.array(np.repeat(institutions, counts).astype(np.int32)),
        "pupil": pa.array(np.repeat(np.arange(len(counts), dtype=np.int32), counts)),
    }
    for name in asked_columns():
        of = moments if name in moments.column_names else activities
        at = rows["moment" if of is moments else "activity"]
        columns[name] = _column(of[name], coded=coded).take(at.combine_chunks())
    out.parent.mkdir(parents=True, exist_ok=True)
    making = out.with_suffix(".making")
    pq.write_table(pa.table(columns), making, compression="zstd")
    making.rename(out)


def _column(column: pa.ChunkedArray, *, coded: bool) -> pa.Array:
    """Words as small numbers, empty where they are; yes and no, and numbers, as they are."""
    whole = column.combine_chunks()
    if not (pa.types.is_string(whole.type) or pa.types.is_large_string(whole.type)):
        return whole.cast(pa.int8()) if coded and pa.types.is_boolean(whole.type) else whole
    if not coded:
        return whole
    encoded = whole.dictionary_encode().indices
    return encoded.cast(pa.int8() if len(encoded.unique()) < 100 else pa.int32())

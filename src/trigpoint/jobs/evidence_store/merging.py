"""Puts new rows into the rows of a hub: at the pupil's place, in the order of partners."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from trigpoint.engine.evidence.segment_evaluator.encoding import (
    Numbers,
    Whole,
    class_numbers,
    first_rows,
    value_numbers,
)
from trigpoint.jobs.evidence_store.layout import Store
from trigpoint.jobs.evidence_store.numbers import read_numbers, write_numbers
from trigpoint.jobs.storage.whole_folders import whole_folder

MOMENT = ("state", "year_group", "age", "in_programme")


@dataclass(frozen=True)
class Merged:
    """What became of the rows of a hub: `gone` are those that were replaced, by their old place; then new rows are put
    in before `places` of what is left. `activity` and `moment` are those of the new rows, of the tables beside them."""

    gone: Whole
    places: Whole
    activity: Whole
    moment: Whole
    activities: pa.Table
    moments: pa.Table
    most: int  # rows of any pupil

    def patched(self, column: Numbers, values: Numbers) -> Numbers:
        """A column of the old rows, with the values of the new ones put in."""
        wide: Numbers = np.insert(np.delete(column, self.gone).astype(np.uint32), self.places, values)
        return wide


def merge_into_hub(store: Store, hub: str, met: pa.Table, held: pa.Table, elsewhere: pa.Table) -> Merged:
    """Merges the rows of a day into one hub, whole or not at all.

    `met`: rows of pupils of the hub; `held`: the day's new activities of its institutions; `elsewhere`: activities of
    others that may have come with its pupils. OSError where the disk refuses.
    """
    place = store.hub(hub)
    pupils = pq.read_table(place / "pupils.parquet")
    activities = _activities(pq.read_table(place / "activities.parquet"), met, held, elsewhere)
    moments, moment = _moments(pq.read_table(place / "moments.parquet"), met)
    rows = pq.read_table(place / "rows.parquet")
    old_activity, old_moment = (rows[name].combine_chunks().to_numpy() for name in ("activity", "moment"))
    old_partner = read_numbers(place / "partners.parquet", "partner")
    activity = _found(_keys(met, "place", "activity"), _keys(activities, "institution", "activity"))
    pupil = _found(_keys(met, "institution", "pupil"), _keys(pupils, "institution", "pupil"))
    partner = _partners(activities, old_activity, old_partner)[activity]
    order = np.lexsort((moment, activity, partner, pupil))
    activity, moment, partner, pupil = (each[order] for each in (activity, moment, partner, pupil))
    counts = pupils["encounters"].to_numpy().astype(np.int64)
    gone, places, counts = _places(counts, (old_activity, old_partner), (pupil, activity, partner))
    merged = Merged(gone, places, activity, moment, activities, moments, int(counts.max(initial=0)))
    with whole_folder(place) as making:
        _copy(place, making, ("years.parquet", "destinations.parquet", "made_from.json"))
        column = pupils.column_names.index("encounters")
        pupils = pupils.set_column(column, "encounters", pa.array(counts.astype(np.int32)))
        for name, table in (("pupils", pupils), ("activities", activities), ("moments", moments)):
            pq.write_table(table, making / f"{name}.parquet", compression="zstd")
        columns = {
            "activity": merged.patched(old_activity, activity),
            "moment": merged.patched(old_moment, moment),
        }
        write_numbers(columns, making / "rows.parquet")
        write_numbers({"partner": merged.patched(old_partner, partner)}, making / "partners.parquet")
    return merged


def _places(
    counts: Whole, old: tuple[Numbers, Numbers], new: tuple[Whole, Whole, Whole]
) -> tuple[Whole, Whole, Whole]:
    """Which old rows go, before which of those left the new ones stand, and how many rows each pupil has then.

    `old`: activity and partner of the old rows; `new`: pupil, activity and partner of the new ones, in the order of
    pupil and partner. A new row replaces whatever the pupil had of its activity.
    """
    pupil, activity, partner = new
    touched = np.unique(pupil)
    own = counts[touched]
    starts = np.cumsum(counts) - counts
    # The old rows of the pupils who are touched, one after the other.
    before = np.cumsum(own) - own
    at = np.repeat(starts[touched] - before, own) + np.arange(int(own.sum()))
    owner = np.repeat(touched, own)
    wide = int(max(activity.max(initial=0), old[0].max(initial=0))) + 1
    replaced = np.isin(owner * wide + old[0][at], pupil * wide + activity)
    gone, owner, at = at[replaced], owner[~replaced], at[~replaced]
    left = counts - np.bincount(np.repeat(touched, own)[replaced], minlength=len(counts))
    wide = int(max(partner.max(initial=0), old[1].max(initial=0))) + 1
    kept = owner * wide + old[1][at]
    within = np.searchsorted(kept, pupil * wide + partner, side="right") - np.searchsorted(kept, pupil * wide)
    places = (np.cumsum(left) - left)[pupil] + within
    return gone, places, left + np.bincount(pupil, minlength=len(counts))


def _activities(kept: pa.Table, met: pa.Table, held: pa.Table, elsewhere: pa.Table) -> pa.Table:
    """The activities of a hub with those that are new to it behind them."""
    known = _keys(kept, "institution", "activity")
    asked = _keys(met, "place", "activity")
    came = elsewhere.filter(pc.is_in(_keys(elsewhere, "institution", "activity"), asked))
    new = pa.concat_tables([held, came])
    keys = _keys(new, "institution", "activity")
    new = new.filter(pc.invert(pc.is_in(keys, known)))
    return pa.concat_tables([part.select(kept.column_names).cast(kept.schema) for part in (kept, new)])


def _moments(kept: pa.Table, met: pa.Table) -> tuple[pa.Table, Whole]:
    """The moments of a hub with new ones behind them, and which is that of each row."""
    asked = met.select(list(MOMENT)).cast(kept.schema)
    numbers = class_numbers(pa.concat_tables([kept, asked]), MOMENT)
    # Moments that are kept are all different: each has its own place as its number.
    new = first_rows(numbers)[kept.num_rows :] - kept.num_rows
    return pa.concat_tables([kept, asked.take(pa.array(new))]), numbers[kept.num_rows :]


def _partners(activities: pa.Table, old_activity: Numbers, old_partner: Numbers) -> Whole:
    """The number of the partner of each activity, 0 where it is not known: as the rows have it; for one whom nobody has
    met yet, the next."""
    names, size = value_numbers(activities["partner"])
    of_name = np.full(size + 1, -1, dtype=np.int64)
    of_name[names[old_activity] + 1] = old_partner
    of_name[0] = 0
    new = np.flatnonzero(of_name < 0)
    of_name[new] = int(old_partner.max(initial=0)) + 1 + np.arange(len(new))
    found: Whole = of_name[names + 1]
    return found


def _keys(table: pa.Table, *names: str) -> pa.Array:
    # A length makes the key of "a" and "bc" another than that of "ab" and "c".
    first, second = (table[name] for name in names)
    length = pc.cast(pc.binary_length(first), pa.string())
    return pc.binary_join_element_wise(length, first, second, " ").combine_chunks()


def _found(asked: pa.Array, among: pa.Array) -> Whole:
    found: Whole = pc.index_in(asked, among).to_numpy(zero_copy_only=False).astype(np.int64)
    return found


def _copy(source: Path, target: Path, names: tuple[str, ...]) -> None:
    for name in names:
        if (source / name).exists():
            shutil.copyfile(source / name, target / name)

"""Pupils who are known in several hubs under one key of the person: their records travel to each of these hubs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from trigpoint.jobs.evidence_store.layout import RecordFolders
from trigpoint.jobs.storage.duckdb_sessions import duckdb_session

OF_PUPILS = ("pupils", "enrolments", "participations", "destinations")
OF_INSTITUTIONS = ("coverage", "activities")


def keep_travellers(records: RecordFolders, out: Path) -> int:
    """Writes the records of everybody who is known in several hubs, table by table, each row with the hub it is from as
    `hub` and, for pupils, the `person`. How many pupils there are, counted once for each hub."""
    out.mkdir(parents=True, exist_ok=True)
    with duckdb_session() as session:
        there = [
            name
            for name in (*OF_PUPILS, *OF_INSTITUTIONS)
            if any(records.table(hub, name).exists() for hub in records.hubs())
        ]
        for name in there:
            session.keep_view(
                f"all_{name}",
                f"SELECT * EXCLUDE (filename), {_HUB} AS hub FROM {_files(records.table('*', name))}",
            )
        session.keep("travellers", _TRAVELLERS)
        for name in there:
            if name == "activities" and "participations" not in there:
                continue
            select = _ROWS_OF_PUPILS if name in OF_PUPILS else _ROWS_OF[name]
            session.write(select.format(f"all_{name}"), out / f"{name}.parquet")
        return int(str(session.rows("SELECT count(*) FROM travellers")[0][0]))


def arrivals(travellers: Path, pupils: pa.Table, hub: str) -> dict[str, pa.Table]:
    """What was recorded elsewhere of the pupils of a hub, by table."""
    if not (travellers / "pupils.parquet").exists():
        return {}
    known = pq.read_table(travellers / "pupils.parquet", filters=[("hub", "!=", hub)])
    known = known.filter(pc.is_in(known["person"], pc.drop_null(pupils["person"].combine_chunks())))
    if not known.num_rows:
        return {}
    found = {"pupils": known}
    keys = _keys(known)
    for name in (*OF_PUPILS[1:], *OF_INSTITUTIONS):
        path = travellers / f"{name}.parquet"
        if path.exists():
            rows = pq.read_table(path, filters=[("hub", "!=", hub)])
            if name in OF_PUPILS:
                rows = rows.filter(pc.is_in(_keys(rows), keys))
            found[name] = rows
    if "participations" in found and "activities" in found:
        met = _keys(found["participations"], "activity")
        found["activities"] = found["activities"].filter(
            pc.is_in(_keys(found["activities"], "activity"), met)
        )
    return {name: table.drop_columns(["hub"]) for name, table in found.items()}


def together(own: Mapping[str, pa.Table], arrived: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    """The tables of a hub with what was recorded elsewhere."""
    return {
        name: pa.concat_tables([table, arrived[name].select(table.column_names).cast(table.schema)])
        if name in arrived
        else table
        for name, table in own.items()
    }


_HUB = "regexp_extract(filename, '([^/]+)/[^/]+$', 1)"
_TRAVELLERS = """
SELECT institution, pupil, hub FROM all_pupils WHERE person IN (
  SELECT person FROM all_pupils WHERE person IS NOT NULL GROUP BY person HAVING min(hub) <> max(hub))"""
_ROWS_OF_PUPILS = (
    "SELECT r.* FROM {} r SEMI JOIN travellers t ON t.institution = r.institution AND t.pupil = r.pupil"
)
_ROWS_OF = {
    "coverage": "SELECT r.* FROM {} r WHERE r.institution IN (SELECT institution FROM travellers)",
    "activities": """
SELECT r.* FROM {} r SEMI JOIN (
  SELECT p.institution, p.activity FROM all_participations p
  SEMI JOIN travellers t ON t.institution = p.institution AND t.pupil = p.pupil
) a ON a.institution = r.institution AND a.activity = r.activity""",
}


def _files(pattern: Path) -> str:
    return "read_parquet('" + str(pattern).replace("'", "''") + "', filename = true)"


def _keys(table: pa.Table, column: str = "pupil") -> pa.Array:
    return pc.binary_join_element_wise(table["institution"], table[column], "\n").combine_chunks()

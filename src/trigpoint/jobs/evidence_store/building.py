"""Makes a store from records: every hub prepared once, its rows by pupil and partner."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import date
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq

from trigpoint import __version__
from trigpoint.engine.datasets.schemas import schema_of
from trigpoint.engine.evidence.rule_model.attributes import ENCOUNTER_ATTRIBUTES
from trigpoint.engine.evidence.school_years import Calendar
from trigpoint.jobs.evidence_store import preparation_sql as sql
from trigpoint.jobs.evidence_store.layout import RecordFolders, Store
from trigpoint.jobs.evidence_store.numbers import write_numbers
from trigpoint.jobs.evidence_store.origins import forget_changed, keep_origin, make_travellers
from trigpoint.jobs.evidence_store.preparing import READ, prepared_session
from trigpoint.jobs.evidence_store.travelling import arrivals, together
from trigpoint.jobs.storage.duckdb_sessions import DuckDBSession

FORMAT = 2


def build_store(
    records: Path,
    out: Path,
    *,
    as_of: date,
    calendar: Calendar,
    workers: int = 1,
    tell: Callable[[str], None] = lambda hub: None,
) -> None:
    """Prepares every hub of `records` (see `layout`) as records stood at the end of `as_of`.

    Hubs that are in the store already are kept, if they were made from the same files: a run that was broken off goes
    on where it stopped. `tell` is called with the name of each hub that is done. FileExistsError where the store is of
    something else; OSError where the disk refuses: what is whole stays.
    """
    folders, store = RecordFolders(records), Store(out)
    asked = {"format": FORMAT, "trigpoint": __version__, "as_of": as_of.isoformat(), "hubs": folders.hubs()}
    _refuse_another(store, asked)
    store.root.mkdir(parents=True, exist_ok=True)
    store.manifest.write_text(json.dumps(asked, indent=2), encoding="utf-8")
    forget_changed(folders, store)
    if not store.travellers.exists():
        make_travellers(folders, store)
    missing = [hub for hub in folders.hubs() if not store.hub(hub).exists()]
    build = partial(_build, folders, store, as_of=as_of, calendar=calendar)
    with _mapping(workers) as over:
        for hub in over(build, missing):
            tell(hub)


@contextmanager
def _mapping(workers: int) -> Iterator[Callable[[Callable[[str], str], Iterable[str]], Iterable[str]]]:
    """A `map` over processes; over this one where one is enough, which then need not wait for another to start."""
    if workers == 1:
        yield map
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield pool.map


def _refuse_another(store: Store, asked: dict[str, object]) -> None:
    """A store is of one day and one set of hubs."""
    if store.manifest.exists():
        found = json.loads(store.manifest.read_text(encoding="utf-8"))
        if found != asked:
            raise FileExistsError(
                17, "holds a store made from something else; name another folder", str(store.root)
            )


def _build(records: RecordFolders, store: Store, hub: str, *, as_of: date, calendar: Calendar) -> str:
    """One hub, written beside its place and moved there when it is whole."""
    own = {
        table.name: pq.read_table(records.table(hub, table.name))
        .select(schema_of(table).names)
        .cast(schema_of(table))
        for table in READ
        if records.table(hub, table.name).exists()
    }
    targets = pc.unique(own["pupils"]["institution"]).to_pylist()
    tables = together(own, arrivals(store.travellers, own["pupils"], hub))
    making = store.hub(f".{hub}")
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(parents=True)
    with prepared_session(tables, targets, as_of=as_of, calendar=calendar) as session:
        _number(session)
        for name, select in TABLES.items():
            pq.write_table(session.table(select), making / f"{name}.parquet", compression="zstd")
        write_numbers({"partner": session.table(PARTNERS)["partner"].to_numpy()}, making / "partners.parquet")
    keep_origin(records, hub, making)
    making.rename(store.hub(hub))
    return hub


def _number(session: DuckDBSession) -> None:
    """Numbers moments and partners, so that a row is three whole numbers."""
    session.keep(
        "moments",
        "SELECT (row_number() OVER () - 1)::INTEGER AS m, * FROM "
        "(SELECT DISTINCT state, year_group, age, in_programme FROM met)",
    )
    session.keep(
        "partners",
        "SELECT (row_number() OVER (ORDER BY partner) - 1)::INTEGER AS number, partner FROM "
        "(SELECT DISTINCT partner FROM held WHERE partner IS NOT NULL)",
    )
    session.keep(
        "places",
        "SELECT a, coalesce(p.number, -1)::INTEGER AS partner FROM held LEFT JOIN partners p USING (partner)",
    )


_MOMENT = ("state", "year_group", "age", "in_programme")
_SAME = " AND ".join(
    f"m.{name} IS NOT DISTINCT FROM e.{name}" for name in ("state", "year_group", "age", "in_programme")
)
_COUNTS = ", ".join(
    f"coalesce({name}.n, 0)::INTEGER AS {name}" for name in ("years", "encounters", "destinations")
)
TABLES = {
    "pupils": f"""
SELECT p.* EXCLUDE (k), {_COUNTS} FROM ({sql.PUPILS}) p
LEFT JOIN (SELECT k, count(*) AS n FROM years GROUP BY k) years ON years.k = p.k
LEFT JOIN (SELECT k, count(*) AS n FROM met GROUP BY k) encounters ON encounters.k = p.k
LEFT JOIN (SELECT k, count(*) AS n FROM found GROUP BY k) destinations ON destinations.k = p.k
ORDER BY p.k""",
    "years": "SELECT * EXCLUDE (k) FROM years ORDER BY k, year",
    "activities": f"""
SELECT institution, activity, held_on, partner, year, day, {", ".join(ENCOUNTER_ATTRIBUTES)} FROM held ORDER BY a""",
    "moments": "SELECT * EXCLUDE (m) FROM moments ORDER BY m",
    "rows": f"""
SELECT e.a - 1 AS activity, m.m AS moment
FROM met e JOIN moments m ON {_SAME} JOIN places p ON p.a = e.a
ORDER BY e.k, p.partner""",
    "destinations": "SELECT kind, checked_on FROM found ORDER BY k",
}
"""What is kept of a hub. Rows of one pupil stand together, in the order of the pupils."""

PARTNERS = "SELECT p.partner + 1 AS partner FROM met e JOIN places p ON p.a = e.a ORDER BY e.k, p.partner"
"""Whom each row of `rows` is about, in their order; 0 where it is not known."""

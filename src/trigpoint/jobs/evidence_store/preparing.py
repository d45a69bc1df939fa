"""Prepares the records of many pupils at once, in DuckDB, as `engine.evidence.preparation` does it one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date

import pyarrow as pa

from trigpoint.engine.datasets.records import (
    ACTIVITIES,
    COVERAGE,
    DESTINATIONS,
    ENROLMENTS,
    PARTICIPATIONS,
    PUPILS,
)
from trigpoint.engine.datasets.schemas import schema_of
from trigpoint.engine.datasets.words import RECORDS
from trigpoint.engine.evidence.preparation.pupils import covers
from trigpoint.engine.evidence.school_years import Calendar
from trigpoint.engine.evidence.sql_evaluator import prepared
from trigpoint.jobs.evidence_store import preparation_sql as sql
from trigpoint.jobs.evidence_store.school_year_table import school_year_table
from trigpoint.jobs.storage.duckdb_sessions import DuckDBSession, duckdb_session

READ = (PUPILS, ENROLMENTS, COVERAGE, ACTIVITIES, PARTICIPATIONS, DESTINATIONS)
"""The tables of which prepared rows are made."""

type Coverage = Mapping[tuple[str, str], list[tuple[date, date]]]


@contextmanager
def prepared_session(
    tables: Mapping[str, pa.Table], targets: Iterable[str], *, as_of: date, calendar: Calendar
) -> Iterator[DuckDBSession]:
    """A database in which the pupils of the institutions `targets` are prepared: tables `keys`, `years`, `met`, `held`
    and `found` as `preparation_sql` describes them.

    `tables` are raw evidence tables by name; pupils of other institutions are there for the history of those who moved.
    """
    given = {each.name: tables.get(each.name, schema_of(each).empty_table()) for each in READ}
    with duckdb_session(given, threads=1) as session:
        session.register("targets", pa.table({"institution": pa.array(list(targets), pa.string())}))
        began = session.rows("SELECT min(started_on) FROM enrolments")[0][0]
        first = calendar.year_of(began) if isinstance(began, date) else calendar.year_of(as_of)
        session.register("school_years", school_year_table(first, as_of=as_of, calendar=calendar))
        for name, select in sql.steps(as_of, calendar):
            session.keep(name, select)
        session.register("completeness", _completeness(session, as_of))
        session.keep("years", sql.years(calendar))
        yield session


def prepare_with_duckdb(
    tables: Mapping[str, pa.Table], targets: Iterable[str], *, as_of: date, calendar: Calendar
) -> dict[str, pa.Table]:
    """The four prepared tables of the pupils of these institutions."""
    own = "SELECT k.institution, k.pupil, x.* EXCLUDE (k) FROM {} x JOIN keys k ON k.k = x.k ORDER BY x.k"
    with prepared_session(tables, targets, as_of=as_of, calendar=calendar) as session:
        found = {
            "pupils": session.table(f"SELECT * EXCLUDE (k) FROM ({sql.PUPILS})"),
            "years": session.table(own.format("years")),
            "encounters": session.table(sql.WIDE),
            "destinations": session.table(own.format("found")),
        }
    return {name: found[name].cast(schema) for name, schema in prepared.SCHEMAS.items()}


def _completeness(session: DuckDBSession, as_of: date) -> pa.Table:
    """For every presence of a year, which kinds of record are complete for it."""
    covered = _coverage(session, as_of)
    asked = session.rows(
        "SELECT DISTINCT p.year, p.presence, y.since, y.roll FROM presences p JOIN school_years y ON y.year = p.year"
    )
    columns: dict[str, list[object]] = defaultdict(list)
    for year, presence, since, roll in asked:
        columns["year"].append(year)
        columns["presence"].append(presence)
        places = _places(str(presence))
        for record in RECORDS:
            parts = [
                (max(started, first), min(ended, last))
                for institution, started, ended in places
                for first, last in covered.get((institution, record), ())
            ]
            assert isinstance(since, date)
            assert isinstance(roll, date)
            columns[f"known_{record}"].append(covers(parts, since, roll))
    schema = pa.schema(
        [
            ("year", pa.int32()),
            ("presence", pa.string()),
            *((f"known_{record}", pa.bool_()) for record in RECORDS),
        ]
    )
    return pa.table({name: columns[name] for name in schema.names}, schema=schema)


def _places(presence: str) -> list[tuple[str, date, date]]:
    """What `PRESENCES` wrote: institution, first and last day."""
    parts = (line.split("\t") for line in presence.split("\n"))
    return [(place, date.fromisoformat(first), date.fromisoformat(last)) for place, first, last in parts]


def _coverage(session: DuckDBSession, as_of: date) -> Coverage:
    found: dict[tuple[str, str], list[tuple[date, date]]] = defaultdict(list)
    for institution, records, first, last in session.rows(
        "SELECT institution, records, from_on, to_on FROM coverage"
    ):
        assert isinstance(first, date)
        found[str(institution), str(records)].append((first, last if isinstance(last, date) else as_of))
    return found

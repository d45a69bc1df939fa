"""Prepares the rows of a day alone: the statements that make a store, over the pupils whom the day is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa

from trigpoint.engine.datasets.records import ENROLMENTS, PARTICIPATIONS
from trigpoint.engine.datasets.schemas import schema_of
from trigpoint.engine.evidence.rule_model.attributes import ENCOUNTER_ATTRIBUTES
from trigpoint.engine.evidence.school_years import Calendar
from trigpoint.jobs.evidence_store import preparation_sql as sql
from trigpoint.jobs.evidence_store.layout import RecordFolders, Store
from trigpoint.jobs.evidence_store.refused_days import RefusedDay, refuse_rows
from trigpoint.jobs.evidence_store.school_year_table import school_year_table
from trigpoint.jobs.storage.duckdb_sessions import DuckDBSession, duckdb_session

OF_ENCOUNTERS = (
    "keys",
    "history",
    "spells",
    "touching",
    "held",
    "took_part",
    "groups",
    "several",
    "group_on",
    "in_programme",
    "met",
)
"""The steps of `preparation_sql` that an encounter needs. Years of pupils do not change with a day's rows."""

HELD = ("institution", "activity", "held_on", "partner", "year", "day", *ENCOUNTER_ATTRIBUTES)
"""The columns of `activities.parquet`."""


@dataclass(frozen=True)
class DayRows:
    """`met`: a row for each hub, pupil and activity that the day is about, as it is from now on. `held`: the day's new
    activities as `activities.parquet` has them, with the hub of each; `travelled`: those held before, of people who
    have come to another hub that does not have them."""

    met: pa.Table
    held: pa.Table
    travelled: pa.Table

    @property
    def hubs(self) -> list[str]:
        """Where rows change."""
        return sorted({*self.met["hub"].to_pylist(), *self.held["hub"].to_pylist()})


def store_hubs(store: Store) -> list[str]:
    """The hubs that are in a store, in the order of their names."""
    return sorted(path.name for path in store.hub("").iterdir() if path.name[0] != ".")


def homes_of(store: Store, hubs: Sequence[str], day: Mapping[str, pa.Table]) -> dict[str, str]:
    """The hub of each institution of the day; RefusedDay for one that the store does not know."""
    with duckdb_session(day) as session:
        session.keep(
            "asked", "SELECT institution FROM activities UNION SELECT institution FROM participations"
        )
        files = _files([store.hub(hub) / "pupils.parquet" for hub in hubs])
        found = session.rows(
            f"SELECT DISTINCT institution, {_HUB} FROM {files} SEMI JOIN asked USING (institution)"
        )
        homes = {str(institution): str(hub) for institution, hub in found}
        asked = [str(row[0]) for row in session.rows("SELECT institution FROM asked ORDER BY 1")]
    for institution in asked:
        if institution not in homes:
            raise RefusedDay(
                f"institution {institution}: the store has no pupils of it; build the store again from all records"
            )
    return homes


def prepare_day(
    records: RecordFolders,
    store: Store,
    day: Mapping[str, pa.Table],
    homes: Mapping[str, str],
    *,
    as_of: date,
    calendar: Calendar,
    workers: int = 1,
) -> DayRows:
    """The rows of a day in every hub that knows the pupils. RefusedDay where the store cannot take them."""
    hubs = sorted(set(homes.values()))
    with duckdb_session(threads=workers) as session:
        for name, table in day.items():
            session.register(f"day_{name}", table)
        session.register("homes", pa.table({"institution": list(homes), "home": list(homes.values())}))
        _pupils(session, records, store, hubs)
        _activities(session, records, store, hubs)
        refuse_rows(session)
        _participations(session, records, store, hubs)
        _enrolments(session, records, store, hubs)
        began = session.rows("SELECT min(started_on) FROM enrolments")[0][0]
        first = calendar.year_of(began) if isinstance(began, date) else calendar.year_of(as_of)
        session.register("school_years", school_year_table(first, as_of=as_of, calendar=calendar))
        for name, select in sql.steps(as_of, calendar):
            if name in OF_ENCOUNTERS:
                session.keep(name, select)
        session.keep("all_met", _MET)
        session.keep("travelled", _whole(session, store, _TRAVELLED))
        return DayRows(
            session.table("SELECT * FROM all_met"),
            session.table(_DAY_HELD),
            session.table("SELECT * FROM travelled"),
        )


def _pupils(session: DuckDBSession, records: RecordFolders, store: Store, hubs: Sequence[str]) -> None:
    """Whom the day is about, and everybody who is the same person as one of them."""
    session.keep("touched", "SELECT DISTINCT institution, pupil FROM day_participations")
    columns = "institution, pupil, person, born_on"
    known = f"SELECT {columns}, {_HUB} AS hub FROM {_tables(records, hubs, 'pupils')}"
    elsewhere = store.travellers / "pupils.parquet"
    if elsewhere.exists():
        known += (
            f" UNION ALL SELECT {columns}, hub FROM {_files([elsewhere])} WHERE hub NOT IN ({_words(hubs)})"
        )
    session.keep_view("known", known)
    session.keep("own", "SELECT * FROM known SEMI JOIN touched USING (institution, pupil)")
    session.keep(
        "pupils",
        "SELECT * FROM own UNION SELECT * FROM known WHERE person IN (SELECT person FROM own)",
    )
    session.keep("targets", "SELECT DISTINCT institution FROM pupils")


def _activities(session: DuckDBSession, records: RecordFolders, store: Store, hubs: Sequence[str]) -> None:
    """The day's activities, and those held before that the day speaks of. Of the latter only the day they were held on
    is read: all else about them is in the store."""
    kept = _files([store.hub(hub) / "activities.parquet" for hub in hubs])
    session.keep(
        "asked",
        "SELECT institution, activity FROM day_participations UNION SELECT institution, activity FROM day_activities",
    )
    session.keep(
        "seen",
        f"""
SELECT institution, activity, held_on, {_HUB} AS hub FROM {kept} SEMI JOIN asked USING (institution, activity)""",
    )
    session.keep(
        "before",
        "SELECT s.* FROM seen s SEMI JOIN homes h ON h.institution = s.institution AND h.home = s.hub",
    )
    session.keep(
        "repeated",
        _whole(session, store, "SELECT * FROM before SEMI JOIN day_activities USING (institution, activity)"),
    )
    planned = [path for hub in hubs if (path := records.table(hub, "activities")).exists()]
    session.keep(
        "planned",
        f"""
SELECT institution, activity FROM {_files(planned)}
SEMI JOIN (SELECT institution, activity FROM asked ANTI JOIN before USING (institution, activity)) a
USING (institution, activity)"""
        if planned
        else "SELECT institution, activity FROM asked WHERE FALSE",
    )
    nothing = ", ".join(f"NULL AS {name}" for name in ("partner", *ENCOUNTER_ATTRIBUTES))
    session.keep_view(
        "activities",
        f"""
SELECT institution, activity, held_on, {nothing} FROM before
UNION ALL BY NAME
SELECT institution, activity, held_on, partner, {", ".join(ENCOUNTER_ATTRIBUTES)} FROM day_activities
ANTI JOIN before USING (institution, activity)""",
    )


def _whole(session: DuckDBSession, store: Store, asked: str) -> str:
    """A SELECT of everything that is kept of activities, asked for by `institution`, `activity` and `hub`."""
    session.keep("wanted", asked)
    hubs = [str(row[0]) for row in session.rows("SELECT DISTINCT hub FROM wanted ORDER BY 1")]
    columns = ", ".join(HELD)
    # Without anything wanted, one file says what the columns are.
    files = _files([store.hub(hub) / "activities.parquet" for hub in hubs or store_hubs(store)[:1]])
    return f"""
SELECT {columns}, hub FROM (SELECT *, {_HUB} AS hub FROM {files}) SEMI JOIN wanted USING (institution, activity, hub)"""


def _participations(
    session: DuckDBSession, records: RecordFolders, store: Store, hubs: Sequence[str]
) -> None:
    """The day's, and what is known of others who are the same person at the same institution and activity: rows of a
    person at an activity are replaced together."""
    names = ", ".join(schema_of(PARTICIPATIONS).names)
    session.keep(
        "twins",
        """
SELECT DISTINCT q.institution, q.pupil, d.activity, q.hub FROM day_participations d
JOIN pupils p ON p.institution = d.institution AND p.pupil = d.pupil
JOIN pupils q ON q.person = p.person AND q.institution = p.institution AND q.pupil <> p.pupil
ANTI JOIN day_participations o ON o.institution = q.institution AND o.pupil = q.pupil AND o.activity = d.activity""",
    )
    found = f"SELECT {names} FROM day_participations"
    there = sorted({str(row[0]) for row in session.rows("SELECT DISTINCT hub FROM twins")})
    files = [
        path
        for path in (
            *(records.table(hub, "participations") for hub in there),
            *(sorted(store.days.glob("*/participations.parquet")) if there else ()),
        )
        if path.exists()
    ]
    if files:
        every = " UNION ALL ".join(
            f"SELECT {names}, {number} AS number FROM {_files([path])}" for number, path in enumerate(files)
        )
        found += f"""
UNION ALL SELECT {names} FROM (
  SELECT * FROM ({every}) SEMI JOIN twins USING (institution, pupil, activity)
  QUALIFY row_number() OVER (PARTITION BY institution, pupil, activity ORDER BY number DESC) = 1)"""
    session.keep("participations", found)


def _enrolments(session: DuckDBSession, records: RecordFolders, store: Store, hubs: Sequence[str]) -> None:
    names = ", ".join(schema_of(ENROLMENTS).names)
    own = [path for hub in hubs if (path := records.table(hub, "enrolments")).exists()]
    parts = [f"SELECT {names} FROM {_files(own)}"] if own else []
    elsewhere = store.travellers / "enrolments.parquet"
    if elsewhere.exists():
        parts.append(f"SELECT {names} FROM {_files([elsewhere])} WHERE hub NOT IN ({_words(hubs)})")
    if not parts:
        session.register("enrolments", schema_of(ENROLMENTS).empty_table())
        return
    session.keep(
        "enrolments",
        f"SELECT * FROM ({' UNION ALL '.join(parts)}) SEMI JOIN pupils USING (institution, pupil)",
    )


_HUB = "regexp_extract(filename, '([^/]+)/[^/]+$', 1)"
_MET = """
SELECT p.hub, p.institution, p.pupil, a.institution AS place, a.activity,
  m.state, m.year_group, m.age, m.in_programme
FROM met m JOIN keys p ON p.k = m.k JOIN held a ON a.a = m.a"""
_DAY_HELD = f"""
SELECT {", ".join(f"a.{name}" for name in HELD)}, h.home AS hub
FROM held a JOIN homes h ON h.institution = a.institution
ANTI JOIN before b ON b.institution = a.institution AND b.activity = a.activity"""

_TRAVELLED = """
SELECT DISTINCT m.place AS institution, m.activity, h.home AS hub FROM all_met m
JOIN homes h ON h.institution = m.place AND h.home <> m.hub
JOIN before b ON b.institution = m.place AND b.activity = m.activity
ANTI JOIN seen s ON s.hub = m.hub AND s.institution = m.place AND s.activity = m.activity"""


def _tables(records: RecordFolders, hubs: Sequence[str], name: str) -> str:
    return _files([records.table(hub, name) for hub in hubs])


def _files(paths: Sequence[Path]) -> str:
    listed = _words([str(path) for path in paths])
    return f"read_parquet([{listed}], filename = true)"


def _words(words: Sequence[str]) -> str:
    return ", ".join("'" + word.replace("'", "''") + "'" for word in words)

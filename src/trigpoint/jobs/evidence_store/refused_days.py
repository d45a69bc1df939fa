"""What a day may not bring: each mistake as a SELECT of its rows, with what to say of the first."""

from __future__ import annotations

from trigpoint.engine.evidence.rule_model.attributes import ENCOUNTER_ATTRIBUTES
from trigpoint.jobs.storage.duckdb_sessions import DuckDBSession


class RefusedDay(ValueError):
    """A day that cannot be added: the message says which row, why, and what to do. Nothing has been changed."""


def refuse_rows(session: DuckDBSession) -> None:
    """RefusedDay with the first row that cannot be taken. The session holds what `day_rows` has put there."""
    for select, why in REFUSED:
        rows = session.rows(select)
        if rows:
            more = f" ({len(rows) - 1} more like it)" if len(rows) > 1 else ""
            raise RefusedDay(why.format(*rows[0]) + more)


_DIFFERENT = " OR ".join(
    f"d.{name} IS DISTINCT FROM r.{name}" for name in ("held_on", "partner", *ENCOUNTER_ATTRIBUTES)
)
REFUSED = (
    (
        "SELECT row, institution, pupil FROM day_participations ANTI JOIN own USING (institution, pupil) ORDER BY row",
        "participations, row {0}: the records have no pupil {2} at institution {1}; build the store again from all "
        "records, with this pupil among them",
    ),
    (
        f"""
SELECT d.row, d.institution, d.activity FROM day_activities d
JOIN repeated r ON r.institution = d.institution AND r.activity = d.activity WHERE {_DIFFERENT} ORDER BY d.row""",
        "activities, row {0}: activity {2} of institution {1} is in the store and was held otherwise; a day brings new "
        "activities only: build the store again from all records",
    ),
    (
        "SELECT row, institution, activity FROM day_activities SEMI JOIN planned USING (institution, activity) "
        "ORDER BY row",
        "activities, row {0}: activity {2} of institution {1} is in the records and was held after the day of the "
        "store; build the store again from all records",
    ),
    (
        "SELECT row, institution, activity FROM day_participations ANTI JOIN activities USING (institution, activity) "
        "ORDER BY row",
        "participations, row {0}: activity {2} of institution {1} is neither in the day nor held by the day of the "
        "store; put it into activities, or leave the row until the store is built for a later day",
    ),
)

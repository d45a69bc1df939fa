"""Preparing records in DuckDB: the statements, in the order in which they run.

They say what `engine.evidence.preparation` says in plain Python, and a test holds the two against each other. `k`
numbers pupils in the order of institution and pupil; `other` is the same person's number, here or elsewhere.
"""

from __future__ import annotations

from datetime import date

from trigpoint.engine.datasets.words import RECORDS
from trigpoint.engine.evidence.rule_model.attributes import ENCOUNTER_ATTRIBUTES, PUPIL_ATTRIBUTES
from trigpoint.engine.evidence.school_years import Calendar

_FAR = "DATE '9999-12-30'"
"""The end of a spell that has none: the day before the last one there is."""


def year_of(day: str, calendar: Calendar) -> str:
    """The school year of a day."""
    month, first = calendar.begins
    before = f"month({day}) * 100 + day({day}) < {month * 100 + first}"
    return f"(year({day}) - CASE WHEN {before} THEN 1 ELSE 0 END)::INTEGER"


def age_on(day: str, born_on: str) -> str:
    """Completed years."""
    return (
        f"(year({day}) - year({born_on}) - CASE WHEN month({day}) * 100 + day({day}) "
        f"< month({born_on}) * 100 + day({born_on}) THEN 1 ELSE 0 END)::INTEGER"
    )


def place(day: str, calendar: Calendar) -> str:
    """Where a day stands in its school year."""
    month, first = calendar.begins
    months = f"(month({day}) - {month} + 12) % 12"
    before = f"month({day}) = {month} AND day({day}) < {first}"
    return f"((CASE WHEN {before} THEN 12 ELSE {months} END) * 31 + day({day}))::INTEGER"


KEYS = """
SELECT row_number() OVER (ORDER BY institution, pupil)::INTEGER AS k, *,
  institution IN (SELECT institution FROM targets) AS target
FROM pupils"""

HISTORY = """
SELECT k, k AS other FROM keys WHERE target
UNION ALL
SELECT a.k, b.k FROM keys a JOIN keys b ON a.person = b.person AND a.k <> b.k WHERE a.target"""


def spells(as_of: date) -> str:
    """Times on roll that had begun, with open ends closed."""
    return f"""
SELECT h.k, h.other, h.k = h.other AS own, e.institution, e.started_on,
  coalesce(e.ended_on, {_FAR}) AS ended_on, e.year_group, coalesce(e.kind, 'main') = 'main' AS is_main,
  e.programme_started_on, e.programme_ends_on
FROM enrolments e
JOIN keys o ON o.institution = e.institution AND o.pupil = e.pupil
JOIN history h ON h.other = o.k
WHERE e.started_on <= DATE '{as_of.isoformat()}'"""


TOUCHING = """
SELECT s.*, y.year, y.roll, y.since, y.first_day, s.own AND s.is_main AS here,
  s.own AND s.is_main AND s.started_on <= y.roll AND y.roll <= s.ended_on AS on_roll
FROM spells s JOIN school_years y ON s.started_on <= y.last_day AND s.ended_on >= y.first_day"""

SHOWN = """
SELECT *, bool_or(on_roll) OVER (PARTITION BY k, year) AS counted
FROM touching
QUALIFY row_number() OVER (
  PARTITION BY k, year
  ORDER BY CASE WHEN on_roll THEN 2 WHEN here THEN 1 ELSE 0 END DESC, started_on DESC, other DESC) = 1"""

PRESENCES = """
SELECT k, year, string_agg(
  institution || chr(9) || greatest(started_on, since) || chr(9) || least(ended_on, roll), chr(10)
  ORDER BY institution, started_on, ended_on) AS presence
FROM touching GROUP BY k, year"""
"""Where a pupil was on the days of a year that count, as text: most pupils of an institution have the same."""


def years(calendar: Calendar) -> str:
    """The years of every pupil, as `prepared.YEARS` has them but for the pupil's number."""
    known = ", ".join(f"c.known_{record}" for record in RECORDS)
    return f"""
SELECT s.k, s.year, s.year_group, s.counted, {age_on("s.first_day", "p.born_on")} AS age,
  {year_of("s.programme_started_on", calendar)} AS programme_began,
  coalesce({year_of("s.programme_ends_on", calendar)} = s.year, FALSE) AS programme_ends, {known}
FROM shown s
JOIN keys p ON p.k = s.k
JOIN presences e ON e.k = s.k AND e.year = s.year
JOIN completeness c ON c.year = s.year AND c.presence = e.presence
ORDER BY s.k, s.year"""


def held(as_of: date, calendar: Calendar) -> str:
    """Activities up to the day looked at, numbered."""
    columns = ", ".join(ENCOUNTER_ATTRIBUTES)
    return f"""
SELECT row_number() OVER ()::INTEGER AS a, institution, activity, held_on, partner, {columns},
  {year_of("held_on", calendar)} AS year, {place("held_on", calendar)} AS day
FROM activities WHERE held_on IS NULL OR held_on <= DATE '{as_of.isoformat()}'"""


TOOK_PART = """
SELECT h.k, a.a, a.held_on, a.year,
  CASE WHEN p.state IS NULL OR p.state = 'planned' THEN 'unmarked' ELSE p.state END AS state
FROM participations p
JOIN held a ON a.institution = p.institution AND a.activity = p.activity
JOIN keys o ON o.institution = p.institution AND o.pupil = p.pupil
JOIN history h ON h.other = o.k"""

GROUPS = """
SELECT k, year, count(*) AS spells, any_value(year_group) AS year_group FROM touching GROUP BY k, year"""

SEVERAL = """
SELECT e.k, e.held_on, t.year_group,
  CASE WHEN t.started_on <= e.held_on AND e.held_on <= t.ended_on THEN 2 WHEN t.started_on > e.held_on THEN 1 ELSE 0 END
    AS rank, t.is_main, t.own, t.started_on, t.other
FROM (SELECT DISTINCT k, year, held_on FROM took_part) e
JOIN groups g ON g.k = e.k AND g.year = e.year AND g.spells > 1
JOIN touching t ON t.k = e.k AND t.year = e.year"""

GROUP_ON = """
SELECT k, held_on, year_group FROM several
QUALIFY row_number() OVER (
  PARTITION BY k, held_on
  ORDER BY rank DESC, CASE WHEN rank = 1 THEN started_on END, CASE WHEN rank = 1 THEN is_main::INTEGER END,
    CASE WHEN rank = 1 THEN own::INTEGER END, CASE WHEN rank = 1 THEN other END,
    is_main DESC, own DESC, started_on DESC, other DESC) = 1"""
"""The year group on a day, of pupils with several spells in its year: of the open one, else of the next, else of the
last."""

IN_PROGRAMME = """
SELECT DISTINCT e.k, e.held_on FROM (SELECT DISTINCT k, held_on FROM took_part) e
JOIN spells s ON s.k = e.k AND s.programme_started_on <= e.held_on
  AND (s.programme_ends_on IS NULL OR e.held_on <= s.programme_ends_on)"""

MET = f"""
SELECT e.k, e.a, e.state,
  CASE WHEN g.spells > 1 THEN o.year_group ELSE g.year_group END AS year_group,
  {age_on("e.held_on", "p.born_on")} AS age,
  CASE WHEN e.held_on IS NULL THEN NULL ELSE i.k IS NOT NULL END AS in_programme
FROM took_part e
JOIN keys p ON p.k = e.k
LEFT JOIN groups g ON g.k = e.k AND g.year = e.year
LEFT JOIN group_on o ON o.k = e.k AND o.held_on = e.held_on
LEFT JOIN in_programme i ON i.k = e.k AND i.held_on = e.held_on"""


def found(as_of: date) -> str:
    """Destinations known on the day looked at."""
    return f"""
SELECT h.k, d.kind, d.checked_on FROM destinations d
JOIN keys o ON o.institution = d.institution AND o.pupil = d.pupil
JOIN history h ON h.other = o.k
WHERE d.checked_on <= DATE '{as_of.isoformat()}'"""


def steps(as_of: date, calendar: Calendar) -> tuple[tuple[str, str], ...]:
    """Name and SELECT of every table, in order. `completeness` is made from `presences` by its own rule."""
    return (
        ("keys", KEYS),
        ("history", HISTORY),
        ("spells", spells(as_of)),
        ("touching", TOUCHING),
        ("shown", SHOWN),
        ("presences", PRESENCES),
        ("held", held(as_of, calendar)),
        ("took_part", TOOK_PART),
        ("groups", GROUPS),
        ("several", SEVERAL),
        ("group_on", GROUP_ON),
        ("in_programme", IN_PROGRAMME),
        ("met", MET),
        ("found", found(as_of)),
    )


_OF_PUPIL = ", ".join(name for name in PUPIL_ATTRIBUTES if name != "age")
PUPILS = f"SELECT k, institution, pupil, {_OF_PUPIL} FROM keys WHERE target ORDER BY k"

WIDE = f"""
SELECT p.institution, p.pupil, m.state, a.year, m.year_group, a.day, m.age, m.in_programme, a.partner,
  {", ".join(f"a.{name}" for name in ENCOUNTER_ATTRIBUTES)}
FROM met m JOIN keys p ON p.k = m.k JOIN held a ON a.a = m.a
ORDER BY m.k, a.partner NULLS FIRST"""
"""Encounters with everything that any rule could ask, as `prepared.ENCOUNTERS` has them."""

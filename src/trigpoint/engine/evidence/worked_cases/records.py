"""The rows that the records of a case stand for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from trigpoint.engine.evidence.school_years import Calendar
from trigpoint.engine.evidence.worked_cases.texts import AnyCase, Case, CaseFile, InstitutionCase, Spell

ELSEWHERE = "elsewhere"

type Tables = dict[str, list[dict[str, Any]]]


def place_of(number: int) -> str:
    """The institution of the case of that number."""
    return f"case-{number}"


def records_of(case: Case, number: int, file: CaseFile, calendar: Calendar) -> Tables:
    """The tables of a case, with the pupil at the place of its number and what is elsewhere at another."""
    here, as_of = place_of(number), case.as_of or file.as_of
    places = {"here": here, "elsewhere": f"{here}-{ELSEWHERE}"}
    spells = case.roll or tuple(_usual_roll(case, file.year_groups, as_of, calendar))
    used = dict.fromkeys(["here", *(spell.at for spell in spells)])
    own = {"pupil": "1", "person": here, **case.pupil}
    activities = [_activity(each, n, places) for n, each in enumerate(case.encounters)]
    return {
        "pupils": [{"institution": places[at], **own} for at in used],
        "enrolments": [_enrolment(spell, places[spell.at]) for spell in spells],
        "coverage": _coverage(case, places),
        "activities": [activity for activity, _ in activities],
        "participations": [
            {
                "institution": activity["institution"],
                "pupil": "1",
                "activity": activity["activity"],
                "state": state,
            }
            for activity, state in activities
        ],
        "destinations": [
            {
                "institution": here,
                "pupil": "1",
                "left_on": each.on,
                "kind": each.kind,
                "checked_on": each.on,
            }
            for each in case.destinations
        ],
    }


def records_of_institution(case: InstitutionCase, number: int, year: int, calendar: Calendar) -> Tables:
    """The tables of a case, all at the place of its number, in the school year that is looked at."""
    here, first = place_of(number), calendar.first_day(year)
    own = {"institution": here}
    signed = {"owner": "one", "checked_by": "another"}
    return {
        "coverage": _coverage(case, {"here": here, "elsewhere": f"{here}-{ELSEWHERE}"}),
        "enrolments": [
            own | {"pupil": group, "started_on": first, "year_group": group} for group in case.year_groups
        ],
        "documents": [own | {"document": str(n)} | signed | row for n, row in enumerate(case.documents)],
        "staff": [own | {"staff": str(n)} | row for n, row in enumerate(case.staff)],
        "staff_training": [own | _named(row, on="held_on") for row in case.training],
        "subject_links": [
            own | {"planned_on": first, "linked": True} | _named(row, on="planned_on")
            for row in case.subjects
        ],
    }


def _named(row: dict[str, Any], **columns: str) -> dict[str, Any]:
    """A row with the words of cases replaced by the names of columns."""
    return {columns.get(name, name): value for name, value in row.items()}


def _coverage(case: AnyCase, places: dict[str, str]) -> list[dict[str, Any]]:
    return [
        {"institution": places[each.at], "records": record, "from_on": each.begins, "to_on": each.ends}
        for each in case.covered
        for record in each.records
    ]


def _usual_roll(case: Case, groups: Sequence[str], as_of: date, calendar: Calendar) -> Iterator[Spell]:
    """In the year group in the year looked at, and in those before it in the years before."""
    if case.year_group is None:
        return
    year = calendar.year_of(as_of) - (case.view == "last_full")
    for back, group in enumerate(reversed(groups[: groups.index(case.year_group) + 1])):
        first, last = calendar.first_day(year - back), calendar.last_day(year - back)
        yield Spell(begins=first, ends=last, year_group=group)


def _enrolment(spell: Spell, institution: str) -> dict[str, Any]:
    return {
        "institution": institution,
        "pupil": "1",
        "started_on": spell.begins,
        "ended_on": spell.ends,
        "year_group": spell.year_group,
        "kind": spell.kind,
        "programme_started_on": spell.programme_begins,
        "programme_ends_on": spell.programme_ends,
    }


def _activity(said: dict[str, Any], number: int, places: dict[str, str]) -> tuple[dict[str, Any], str]:
    """An activity and the state of the pupil's participation, present unless the case says otherwise."""
    known = {name: value for name, value in said.items() if name not in ("on", "state", "at", "all_of")}
    known |= dict.fromkeys(said.get("all_of", ()), True)
    place = places[said.get("at", "here")]
    return {"institution": place, "activity": f"a{number}", "held_on": said.get("on"), **known}, said.get(
        "state", "present"
    )

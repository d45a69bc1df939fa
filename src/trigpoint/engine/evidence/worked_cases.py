"""Worked cases: one pupil's records and the answer a rule must give, as subject experts write them down.

They are read by people as examples and run by tests on every evaluator.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from trigpoint.engine.datasets.words import RECORDS
from trigpoint.engine.evidence.outcomes import Verdict
from trigpoint.engine.evidence.rule_reading.texts import PupilRuleText
from trigpoint.engine.evidence.school_years import Calendar
from trigpoint.engine.frameworks.edition import Id
from trigpoint.engine.frameworks.layers import read_layer
from trigpoint.engine.frameworks.problems import BadContent
from trigpoint.engine.frameworks.reading import FileText
from trigpoint.engine.frameworks.texts import Frozen
from trigpoint.engine.frameworks.wordings_of_mistakes import explain_all

ELSEWHERE = "elsewhere"
LONG_AGO = date(1990, 1, 1)


class Spell(Frozen):
    """A time on roll, here unless `at` says elsewhere."""

    begins: date
    ends: date | None = None
    year_group: str | None = None
    at: Literal["here", "elsewhere"] = "here"
    kind: Literal["main", "subsidiary"] = "main"
    programme_begins: date | None = None
    programme_ends: date | None = None


class Covered(Frozen):
    """Complete records of some kinds, for some time."""

    records: tuple[str, ...] = RECORDS
    begins: date = LONG_AGO
    ends: date | None = None
    at: Literal["here", "elsewhere"] = "here"


class Case(Frozen):
    """One pupil. `year_group` alone means: in that year group in the year looked at, in those before it in the years
    before, and here all the time. `covered` left out means that all records are complete."""

    name: str
    rule: Id
    view: Literal["last_full", "so_far"] = "last_full"
    as_of: date | None = None  # where it is another day than that of the file
    year_group: str | None = None
    roll: tuple[Spell, ...] = ()
    pupil: dict[str, Any] = {}
    covered: tuple[Covered, ...] = (Covered(), Covered(at="elsewhere"))
    encounters: tuple[dict[str, Any], ...] = ()  # kind, on, and what else is known of it
    destinations: tuple[dict[str, Any], ...] = ()
    expect: Verdict | Literal["not_counted"]


class CaseFile(Frozen):
    """Cases of one set of rules: of an edition, or of the `rules` that stand in the file itself."""

    edition: Id | None = None
    as_of: date
    year_groups: tuple[str, ...]  # in their order
    rules: tuple[PupilRuleText, ...] = ()
    cases: Annotated[tuple[Case, ...], Field(min_length=1)]


def read_cases(file: FileText) -> CaseFile:
    """The cases a file holds. BadContent, with every mistake, if it does not hold cases."""
    layer = read_layer(file.text, file.name)
    try:
        return CaseFile.model_validate(layer.data)
    except ValidationError as error:
        raise BadContent(explain_all(error, layer, CaseFile)) from None


def records_of(
    case: Case, number: int, file: CaseFile, calendar: Calendar
) -> dict[str, list[dict[str, Any]]]:
    """The tables of a case, with the pupil at institution "case-<number>" and what is elsewhere at another."""
    here, as_of = f"case-{number}", case.as_of or file.as_of
    places = {"here": here, "elsewhere": f"{here}-{ELSEWHERE}"}
    spells = case.roll or tuple(_usual_roll(case, file.year_groups, as_of, calendar))
    used = dict.fromkeys(["here", *(spell.at for spell in spells)])
    own = {"pupil": "1", "person": here, **case.pupil}
    activities = [_activity(each, n, places) for n, each in enumerate(case.encounters)]
    return {
        "pupils": [{"institution": places[at], **own} for at in used],
        "enrolments": [_enrolment(spell, places[spell.at]) for spell in spells],
        "coverage": [
            {"institution": places[each.at], "records": record, "from_on": each.begins, "to_on": each.ends}
            for each in case.covered
            for record in each.records
        ],
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
                "left_on": each["on"],
                "kind": each["kind"],
                "checked_on": each["on"],
            }
            for each in case.destinations
        ],
    }


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

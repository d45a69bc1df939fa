"""What in a file of worked cases does not fit the tables of records, or the rules."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from trigpoint.engine.datasets.columns import Column, Table, Type
from trigpoint.engine.datasets.records import (
    ACTIVITIES,
    DOCUMENTS,
    PARTICIPATIONS,
    PUPILS,
    STAFF,
    STAFF_TRAINING,
    SUBJECT_LINKS,
)
from trigpoint.engine.datasets.words import MEANINGFUL_TESTS, RECORDS
from trigpoint.engine.evidence.rule_model.rules import PupilRule, Rule
from trigpoint.engine.evidence.worked_cases.texts import (
    FIRST_DAY,
    LAST_DAY,
    AnyCase,
    Case,
    CaseFile,
    InstitutionCase,
    Spell,
)
from trigpoint.engine.frameworks.layers import Path

type Finding = tuple[Path, str, str]


def _columns(table: Table, *left_out: str, **renamed: str) -> dict[str, Column]:
    """The columns that a row of a case may have, by the name they have there."""
    names = {old: new for new, old in renamed.items()}
    return {names.get(each.name, each.name): each for each in table if each.name not in left_out}


ENCOUNTER = _columns(ACTIVITIES, "institution", "activity", on="held_on") | {
    "state": PARTICIPATIONS.column("state"),
    "at": Column("at", Type.WORD, "where it was", empty="here", one_of=("here", "elsewhere")),
}
PUPIL = _columns(PUPILS, "institution", "pupil")
ROWS = {
    "documents": _columns(DOCUMENTS, "institution", "document"),
    "staff": _columns(STAFF, "institution"),
    "training": _columns(STAFF_TRAINING, "institution", on="held_on"),
    "subjects": _columns(SUBJECT_LINKS, "institution", on="planned_on"),
}
NEEDED = {
    "documents": ("kind", "dated_on"),
    "staff": ("role",),
    "training": ("staff", "on", "kind"),
    "subjects": ("subject", "year_group"),
}


def wrong_cells(found: CaseFile) -> Iterator[Finding]:
    """Words, days and numbers that could not stand in records."""
    for n, case in enumerate(found.cases):
        path: Path = ("cases", n)
        yield from _wrong_records(path, case)
        yield from _wrong_times(path, case, found.year_groups)
        yield from _wrong_row((*path, "pupil"), case.pupil, PUPIL, ())
        for m, said in enumerate(case.encounters):
            yield from _wrong_encounter((*path, "encounters", m), said)
    for n, each in enumerate(found.institution_cases):
        yield from _wrong_records(("institution_cases", n), each)
        yield from _wrong_rows(("institution_cases", n), each)


def misfits(found: CaseFile, rules: Mapping[str, Rule]) -> Iterator[Finding]:
    """Cases of rules that are not there, or that are asked of something else."""
    known = {**rules, **{text.id: None for text in found.rules}}
    names: set[str] = set()
    for key, cases in (("cases", found.cases), ("institution_cases", found.institution_cases)):
        for n, case in enumerate(cases):
            if case.name in names:
                wrong = f'two cases are called "{case.name}".'
                yield (key, n, "name"), wrong, "Say in each what it shows that the other does not."
            names.add(case.name)
            yield from _wrong_rule((key, n, "rule"), case, known)


def _wrong_rule(path: Path, case: AnyCase, known: Mapping[str, Rule | None]) -> Iterator[Finding]:
    if case.rule not in known:
        yield path, f"there is no rule {case.rule}.", f"There are: {', '.join(known)}."
        return
    rule = known[case.rule]
    is_of_pupils = rule is None or isinstance(rule, PupilRule)
    if is_of_pupils and not isinstance(case, Case):
        yield path, f"the rule {case.rule} is asked of pupils.", "Put the case under cases."
    if not is_of_pupils and isinstance(case, Case):
        wrong = f"the rule {case.rule} is not asked of pupils."
        yield path, wrong, "Put the case under institution_cases."


def _wrong_times(path: Path, case: Case, groups: Collection[str]) -> Iterator[Finding]:
    known = f"The year groups of the file are: {', '.join(groups) or 'none'}."
    if case.year_group is not None and case.year_group not in groups:
        yield (*path, "year_group"), f"there is no year group {case.year_group}.", known
    if case.year_group is not None and case.roll:
        wrong = "the year group is said twice, here and with the times on roll."
        yield (*path, "year_group"), wrong, "Keep year_group, or keep roll."
    if case.year_group is None and not case.roll:
        wrong = "the pupil is on no roll."
        yield path, wrong, "Write year_group, or times on roll under roll."
    for n, spell in enumerate(case.roll):
        if spell.year_group is not None and spell.year_group not in groups:
            yield (*path, "roll", n, "year_group"), f"there is no year group {spell.year_group}.", known
        yield from _wrong_order((*path, "roll", n), spell)


def _wrong_order(path: Path, spell: Spell) -> Iterator[Finding]:
    for last, begins, ends in (
        ("ends", spell.begins, spell.ends),
        ("programme_ends", spell.programme_begins, spell.programme_ends),
    ):
        if begins is not None and ends is not None and ends < begins:
            yield (*path, last), f"{ends} is before {begins}, when it begins.", "Correct one of the two."


def _wrong_records(path: Path, case: AnyCase) -> Iterator[Finding]:
    for n, covered in enumerate(case.covered):
        for record in covered.records:
            if record not in RECORDS:
                wrong = f"there is no kind of record '{record}'."
                yield (*path, "covered", n, "records"), wrong, f"There are: {', '.join(RECORDS)}."


def _wrong_encounter(path: Path, said: Mapping[str, Any]) -> Iterator[Finding]:
    tests = said.get("all_of", ())
    if not isinstance(tests, list | tuple):
        yield (*path, "all_of"), "this is not a list.", "Write `[one, two]`."
        tests = ()
    for test in tests:
        if test not in MEANINGFUL_TESTS:
            yield (
                (*path, "all_of"),
                f"there is no test '{test}'.",
                f"The tests are: {', '.join(MEANINGFUL_TESTS)}.",
            )
    rest = {name: value for name, value in said.items() if name != "all_of"}
    yield from _wrong_row(path, rest, ENCOUNTER, ("kind",))


def _wrong_rows(path: Path, case: InstitutionCase) -> Iterator[Finding]:
    for key, columns in ROWS.items():
        for n, row in enumerate(getattr(case, key)):
            yield from _wrong_row((*path, key, n), row, columns, NEEDED[key])


def _wrong_row(
    path: Path, row: Mapping[str, Any], columns: Mapping[str, Column], needed: Collection[str]
) -> Iterator[Finding]:
    for name in needed:
        if name not in row:
            yield path, f'"{name}" is missing.', f"Add `{name}:`."
    for name, value in row.items():
        column = columns.get(name)
        if column is None:
            yield (*path, name), f'"{name}" is not known of it.', f"What can be: {', '.join(columns)}."
        elif value is not None:
            yield from (((*path, name), *said) for said in _wrong_value(column, value))


def _wrong_value(column: Column, value: Any) -> Iterator[tuple[str, str]]:
    """What is wrong with a value of a column, and what to write instead."""
    match column.type:
        case Type.DATE if type(value) is not date:
            yield f'"{value}" is not a date.', "Write year, month and day, such as 2024-11-25."
        case Type.DATE if not FIRST_DAY <= value <= LAST_DAY:
            yield f"{value} is not a day of our time.", f"Write a day from {FIRST_DAY} to {LAST_DAY}."
        case Type.YES_NO if not isinstance(value, bool):
            yield f'"{value}" is neither true nor false.', "Write true or false."
        case Type.WHOLE if type(value) is not int or value < 0:
            yield f'"{value}" is not a whole number.', "Write a whole number, such as 2."
        case Type.WORD | Type.KEY if not isinstance(value, str):
            yield f'"{value}" is not read as text.', f'Put it in quotes: "{value}".'
        case _ if column.one_of and value not in column.one_of:
            yield f"'{value}' is not one of the possible words.", f"Write one of: {', '.join(column.one_of)}."

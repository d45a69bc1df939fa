"""Prepares records of pupils in plain Python: slow and obvious, the meaning that faster ways must agree with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from trigpoint.engine.datasets.words import RECORDS
from trigpoint.engine.evidence.preparation.rows import Cell, Encounter, Prepared, PupilKey, PupilYear
from trigpoint.engine.evidence.rule_model.attributes import ENCOUNTER_ATTRIBUTES, PUPIL_ATTRIBUTES
from trigpoint.engine.evidence.school_years import Calendar, age_on

type Row = Mapping[str, Any]
type Records = Mapping[str, Sequence[Row]]
"""Rows by name of table; a table that is not there has no rows."""


@dataclass(frozen=True)
class Spell:
    """A time on roll, with open ends closed: it lasts until the day looked at, or later."""

    key: PupilKey
    started_on: date
    ended_on: date
    year_group: str | None
    is_main: bool
    programme_started_on: date | None
    programme_ends_on: date | None


def prepare_pupils(records: Records, *, as_of: date, calendar: Calendar) -> Prepared:
    """Works out years, coverage and encounters of every pupil, as records stood at the end of `as_of`.

    A pupil's history at other institutions comes along where both rows of pupils hold the same `person`.
    """
    pupils = {(row["institution"], row["pupil"]): row for row in records.get("pupils", ())}
    spells = _spells(records.get("enrolments", ()), as_of)
    histories = _histories(pupils)
    coverage = _coverage(records.get("coverage", ()), as_of)
    took_part = _took_part(records)
    years: dict[PupilKey, tuple[PupilYear, ...]] = {}
    encounters: dict[PupilKey, tuple[Encounter, ...]] = {}
    for key, row in pupils.items():
        own = [spell for each in histories[key] for spell in spells[each]]
        person = Person(key, row.get("born_on"), own, as_of, calendar)
        years[key] = tuple(person.years(coverage))
        encounters[key] = tuple(
            person.encounter(activity, state)
            for each in histories[key]
            for activity, state in took_part[each]
            if activity.get("held_on") is None or activity["held_on"] <= as_of
        )
    found = records.get("destinations", ())
    return Prepared(
        as_of,
        {
            key: {name: row.get(name) for name in PUPIL_ATTRIBUTES if name != "age"}
            for key, row in pupils.items()
        },
        years,
        encounters,
        {key: tuple(_destinations(found, histories[key], as_of)) for key in pupils},
    )


@dataclass(frozen=True)
class Person:
    """One pupil of one institution with every spell of theirs, here and elsewhere."""

    key: PupilKey
    born_on: date | None
    spells: Sequence[Spell]
    as_of: date
    calendar: Calendar

    def years(self, coverage: Mapping[tuple[str, str], Sequence[tuple[date, date]]]) -> Iterator[PupilYear]:
        """The school years of which something is known, oldest first."""
        last = self.calendar.year_of(self.as_of)
        first = min((self.calendar.year_of(spell.started_on) for spell in self.spells), default=last + 1)
        for year in range(first, last + 1):
            spells = [spell for spell in self.spells if self._touches(spell, year)]
            if spells:
                yield self._year(year, spells, coverage)

    def _touches(self, spell: Spell, year: int) -> bool:
        first, last = self.calendar.first_day(year), min(self.calendar.last_day(year), self.as_of)
        return spell.started_on <= last and spell.ended_on >= first

    def _year(
        self, year: int, spells: list[Spell], coverage: Mapping[tuple[str, str], Sequence[tuple[date, date]]]
    ) -> PupilYear:
        roll = self.calendar.roll_taken_on(year, self.as_of)
        here = [spell for spell in spells if spell.is_main and spell.key == self.key]
        on_roll = [spell for spell in here if spell.started_on <= roll <= spell.ended_on]
        shown = max(on_roll or here or spells, key=lambda spell: (spell.started_on, spell.key))
        begins = self.calendar.first_day(year)
        ends = shown.programme_ends_on
        began = shown.programme_started_on
        return PupilYear(
            self.key,
            year,
            shown.year_group,
            frozenset(record for record in RECORDS if self._is_covered(year, roll, spells, record, coverage)),
            counted=bool(on_roll),
            age=age_on(begins, self.born_on) if self.born_on else None,
            programme_began=self.calendar.year_of(began) if began else None,
            programme_ends=ends is not None and self.calendar.year_of(ends) == year,
        )

    def _is_covered(
        self,
        year: int,
        roll: date,
        spells: list[Spell],
        record: str,
        coverage: Mapping[tuple[str, str], Sequence[tuple[date, date]]],
    ) -> bool:
        """Was the pupil, on every day from the grace days to the day of the roll, somewhere with complete records?"""
        since = min(self.calendar.first_day(year) + timedelta(days=self.calendar.grace), roll)
        parts = [
            (max(spell.started_on, first), min(spell.ended_on, last))
            for spell in spells
            for first, last in coverage.get((spell.key[0], record), ())
        ]
        return covers(parts, since, roll)

    def encounter(self, activity: Row, state: str) -> Encounter:
        """One activity with the pupil's year group and age at the time."""
        held_on: date | None = activity.get("held_on")
        year = self.calendar.year_of(held_on) if held_on else None
        return Encounter(
            pupil=self.key,
            from_institution=activity["institution"],
            kind=activity["kind"],
            state=state,
            year=year,
            year_group=self._group_on(held_on) if held_on else None,
            day=self.calendar.place(held_on.month, held_on.day) if held_on else None,
            age=age_on(held_on, self.born_on) if held_on and self.born_on else None,
            in_programme=self._in_programme(held_on),
            partner=activity.get("partner"),
            attributes={name: activity.get(name) for name in ENCOUNTER_ATTRIBUTES},
        )

    def _group_on(self, day: date) -> str | None:
        """The year group on the day; where the pupil was on no roll then, the one they joined next in that school year,
        or else left last in it. Not known where they were on no roll in that school year at all."""
        year = self.calendar.year_of(day)
        same = sorted(
            (spell for spell in self.spells if self._touches(spell, year)),
            key=lambda spell: (spell.is_main, spell.key == self.key, spell.started_on, spell.key),
        )
        open_ones = [spell for spell in same if spell.started_on <= day <= spell.ended_on]
        later = [spell for spell in same if spell.started_on > day]
        chosen = open_ones[-1:] or sorted(later, key=lambda spell: spell.started_on)[:1] or same[-1:]
        return chosen[0].year_group if chosen else None

    def _in_programme(self, day: date | None) -> bool | None:
        """None without a day. No programme at all: False."""
        if day is None:
            return None
        return any(
            spell.programme_started_on is not None
            and spell.programme_started_on <= day
            and (spell.programme_ends_on is None or day <= spell.programme_ends_on)
            for spell in self.spells
        )


def covers(parts: Iterable[tuple[date, date]], since: date, until: date) -> bool:
    """Do the parts, both ends included, leave no day from `since` to `until` out?"""
    reached = since
    for first, last in sorted(parts):
        if first > reached:
            break
        reached = max(reached, last + timedelta(days=1))
    return reached > until


def _spells(rows: Iterable[Row], as_of: date) -> dict[PupilKey, list[Spell]]:
    """Spells that had begun. A spell without an end lasts at least until the day looked at."""
    found: dict[PupilKey, list[Spell]] = defaultdict(list)
    for row in rows:
        if row["started_on"] > as_of:
            continue
        key = (row["institution"], row["pupil"])
        spell = Spell(
            key,
            row["started_on"],
            row.get("ended_on") or date.max - timedelta(days=1),
            row.get("year_group"),
            (row.get("kind") or "main") == "main",
            row.get("programme_started_on"),
            row.get("programme_ends_on"),
        )
        found[key].append(spell)
    return found


def _histories(pupils: Mapping[PupilKey, Row]) -> dict[PupilKey, list[PupilKey]]:
    """Every pupil's own key, and the keys of the same person elsewhere."""
    by_person: dict[str, list[PupilKey]] = defaultdict(list)
    for key, row in pupils.items():
        if row.get("person"):
            by_person[row["person"]].append(key)
    return {key: by_person[row["person"]] if row.get("person") else [key] for key, row in pupils.items()}


def _coverage(rows: Iterable[Row], as_of: date) -> dict[tuple[str, str], list[tuple[date, date]]]:
    found: dict[tuple[str, str], list[tuple[date, date]]] = defaultdict(list)
    for row in rows:
        found[row["institution"], row["records"]].append((row["from_on"], row.get("to_on") or as_of))
    return found


def _took_part(records: Records) -> dict[PupilKey, list[tuple[Row, str]]]:
    """Activities by pupil with the state of the participation. What was planned for a day gone by is unmarked."""
    activities = {(row["institution"], row["activity"]): row for row in records.get("activities", ())}
    found: dict[PupilKey, list[tuple[Row, str]]] = defaultdict(list)
    for row in records.get("participations", ()):
        activity = activities[row["institution"], row["activity"]]
        state = row.get("state") or "unmarked"
        found[row["institution"], row["pupil"]].append(
            (activity, "unmarked" if state == "planned" else state)
        )
    return found


def _destinations(rows: Iterable[Row], keys: list[PupilKey], as_of: date) -> Iterator[tuple[str, date]]:
    for row in rows:
        if (row["institution"], row["pupil"]) in keys and row["checked_on"] <= as_of:
            yield row["kind"], row["checked_on"]


def attribute_of(pupil: Mapping[str, Cell], year: PupilYear, name: str) -> Cell:
    """A pupil's attribute in a school year; the age is that of the year, everything else is as it is today."""
    return year.age if name == "age" else pupil.get(name)

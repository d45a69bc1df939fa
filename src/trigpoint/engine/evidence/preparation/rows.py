"""The prepared rows, as the reference evaluator reads them one by one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

type Cell = str | int | bool | None
type PupilKey = tuple[str, str]
"""Institution and pupil."""


@dataclass(frozen=True)
class Encounter:
    """One pupil at one activity up to the day looked at. None: not known.

    `year_group` is the pupil's at the time; `day` is the place of the day in its school year; `age` is the pupil's in
    completed years on the day; `from_institution` is where it was recorded.
    """

    pupil: PupilKey
    from_institution: str
    kind: str
    state: str
    year: int | None
    year_group: str | None
    day: int | None
    age: int | None
    in_programme: bool | None
    partner: str | None
    attributes: Mapping[str, Cell]


@dataclass(frozen=True)
class PupilYear:
    """One pupil in one school year. `known`: the kinds of record that are complete for all of it, or of it so far."""

    pupil: PupilKey
    year: int
    year_group: str | None
    known: frozenset[str]
    counted: bool  # on roll here, as main enrolment, on the day the roll is taken
    age: int | None  # on the first day of the school year
    programme_began: int | None  # school year in which the programme began; None without one
    programme_ends: bool  # within this school year


@dataclass(frozen=True)
class Prepared:
    """Everything about pupils that rules ask, prepared for one day."""

    as_of: date
    pupils: Mapping[PupilKey, Mapping[str, Cell]]
    years: Mapping[PupilKey, tuple[PupilYear, ...]]
    encounters: Mapping[PupilKey, tuple[Encounter, ...]]
    destinations: Mapping[PupilKey, tuple[tuple[str, date], ...]]  # kind, day it was true

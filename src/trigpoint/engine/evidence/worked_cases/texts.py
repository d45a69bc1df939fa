"""Worked cases as subject experts write them down: one pupil's records, or one institution's, and the answer of a rule.

They are read by people as examples and run by tests on every evaluator.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

from trigpoint.engine.datasets.words import RECORDS
from trigpoint.engine.evidence.rule_reading.texts import PupilRuleText
from trigpoint.engine.frameworks.edition import Id
from trigpoint.engine.frameworks.texts import Frozen

LONG_AGO = date(1990, 1, 1)
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
"""No case happens outside these: a day before or after them is a slip of the pen."""

Day = Annotated[date, Field(ge=FIRST_DAY, le=LAST_DAY)]
Place = Literal["here", "elsewhere"]
Expected = Literal["met", "not_met", "not_known", "not_counted"]


class Spell(Frozen):
    """A time on roll, here unless `at` says elsewhere."""

    begins: Day
    ends: Day | None = None
    year_group: str | None = None
    at: Place = "here"
    kind: Literal["main", "subsidiary"] = "main"
    programme_begins: Day | None = None
    programme_ends: Day | None = None


class Covered(Frozen):
    """Complete records of some kinds, for some time."""

    records: tuple[str, ...] = RECORDS
    begins: Day = LONG_AGO
    ends: Day | None = None
    at: Place = "here"


class Found(Frozen):
    """Where a leaver meant to go, was offered a place, or was found at a check on a day."""

    kind: Literal["intended", "offered", "actual"]
    on: Day


class AnyCase(Frozen):
    """What every case says. `covered` left out means that all records are complete."""

    name: str
    rule: Id
    view: Literal["last_full", "so_far"] = "last_full"
    as_of: Day | None = None  # where it is another day than that of the file
    covered: tuple[Covered, ...] = (Covered(), Covered(at="elsewhere"))
    expect: Expected


class Case(AnyCase):
    """One pupil. `year_group` alone means: in that year group in the year looked at, in those before it in the years
    before, and here all the time."""

    year_group: str | None = None
    roll: tuple[Spell, ...] = ()
    pupil: dict[str, Any] = {}
    encounters: tuple[dict[str, Any], ...] = ()  # kind, on, and what else is known of it
    destinations: tuple[Found, ...] = ()


class InstitutionCase(AnyCase):
    """One institution. Each list holds rows of its table; what all rows of a case share is left out: a document has an
    owner and a check, a subject is planned for the first day of the year, unless the row says otherwise.

    Met is what achieves the criterion's rule, not met what does not, not counted where there is nobody and nothing.
    """

    year_groups: tuple[str, ...] = ()  # those with pupils in the year looked at
    documents: tuple[dict[str, Any], ...] = ()
    staff: tuple[dict[str, Any], ...] = ()
    training: tuple[dict[str, Any], ...] = ()  # staff, on, kind
    subjects: tuple[dict[str, Any], ...] = ()


class CaseFile(Frozen):
    """Cases of one set of rules: of an edition, or of the `rules` that stand in the file itself."""

    edition: Id | None = None
    as_of: Day
    year_groups: tuple[str, ...]  # in their order
    rules: tuple[PupilRuleText, ...] = ()
    cases: Annotated[tuple[Case, ...], Field(min_length=1)]
    institution_cases: tuple[InstitutionCase, ...] = ()

"""A row of a register as plain facts, and what can be wrong with a row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from trigpoint.engine.vocabulary.mistakes import Mistake

type FactValue = str | int | float | tuple[str, ...]
"""Dates are ISO text, so that facts compare, store and travel without conversion."""


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One institution as one file describes it.

    `facts` holds only what the file says: a field that is absent, or empty in the file, is not known from it.
    """

    scheme: str  # which register numbers it: "urn"
    number: str
    facts: Mapping[str, FactValue]


@dataclass(frozen=True, slots=True)
class SuccessionRow:
    """One institution followed another. `since` is an ISO date, or None where the file does not know it."""

    predecessor: str
    successor: str
    kind: str
    since: str | None


@dataclass(frozen=True, slots=True)
class TypeRow:
    """A type of establishment that a register knows."""

    name: str
    further_education_type: str


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong with one row of a file; whoever shows it words the mistake. `row` 1 is the header."""

    row: int
    field: str  # the file's own name of the column; empty when the whole row is meant
    mistake: Mistake
    refused: bool  # else the row is kept, and this field of it is not known


@dataclass(frozen=True, slots=True)
class Source:
    """Where the rows of one file come from: a word for the layout, and the date the file speaks of."""

    id: str
    as_of: date

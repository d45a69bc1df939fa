"""The attributes that rules may speak of, each of an encounter or of a pupil, with its type and values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from trigpoint.engine.datasets.columns import Table, Type
from trigpoint.engine.datasets.records import ACTIVITIES, PUPILS


class BadRule(ValueError):
    """A rule that means nothing: the message says what is wrong and what could stand there."""


class Of(StrEnum):
    """What a predicate is true of."""

    ENCOUNTER = "encounter"
    PUPIL = "pupil"


@dataclass(frozen=True)
class Attribute:
    """A column that a rule may ask about."""

    name: str
    of: Of
    type: Type
    one_of: tuple[str, ...] = ()


def _attributes(table: Table, of: Of, left_out: set[str]) -> dict[str, Attribute]:
    return {
        column.name: Attribute(column.name, of, column.type, column.one_of)
        for column in table
        if column.name not in left_out and column.type is not Type.DATE
    }


AGE = Attribute("age", Of.PUPIL, Type.WHOLE)
"""In completed years on the first day of the school year. Born on 29 February: a year older on 1 March."""

ENCOUNTER_ATTRIBUTES = _attributes(ACTIVITIES, Of.ENCOUNTER, {"institution", "activity", "partner"})
PUPIL_ATTRIBUTES = _attributes(PUPILS, Of.PUPIL, {"institution", "pupil", "person"}) | {"age": AGE}


def encounter_attribute(name: str) -> Attribute:
    """The attribute of an encounter; refused with the list where there is none of that name."""
    return _named(name, ENCOUNTER_ATTRIBUTES, "an encounter")


def pupil_attribute(name: str) -> Attribute:
    """The attribute of a pupil; refused with the list where there is none of that name."""
    return _named(name, PUPIL_ATTRIBUTES, "a pupil")


def _named(name: str, among: dict[str, Attribute], thing: str) -> Attribute:
    if name not in among:
        raise BadRule(f"{thing} has no attribute '{name}'; it has: {', '.join(sorted(among))}")
    return among[name]

"""Answer scales: what may be answered, and the credit an answer earns."""

from __future__ import annotations

import re
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, PlainSerializer

from trigpoint.engine.frameworks.texts import Clause, Text

EXACT_FORM = re.compile(r"-?\d{1,9}(/\d{1,9}|\.\d{1,9})?")


def _exact(value: Any) -> Any:
    if isinstance(value, float):
        raise ValueError(f'{value} is not exact; put the number in quotes, such as "{value}" or "3/4"')
    if isinstance(value, bool):
        raise ValueError('a yes or no stands where a number should; write for example 0, 1, "1/4" or "0.9"')
    if isinstance(value, (int, str)):
        # Only short forms: Fraction("1e999999999") would work for hours.
        if not EXACT_FORM.fullmatch(str(value)) or re.search("/0+$", str(value)):
            raise ValueError(f'"{value}" is not a number; write for example 0, 1, "1/4" or "0.9"')
        return Fraction(value)
    return value


Exact = Annotated[Fraction, BeforeValidator(_exact), PlainSerializer(str)]
"""An exact number: a whole number, or text such as "1/4" or "0.9". Never a float."""


class ScaleKind(StrEnum):
    SHARE = "share"  # bands of a share of people; values carry exact lower bounds
    STEPS = "steps"  # ordered statements, such as no / partly / yes


class ScaleValue(Clause):
    """One possible answer. `credit` is what it earns, from 0 to 1.

    On a share scale a value is a band of percentages: `above` is an exclusive lower bound, `exactly`
    a single percentage. The upper bound is the next value's lower bound, so no share is homeless.
    `shown_as` is the printed range, such as "76 to 90%".
    """

    id: str
    title: Text
    credit: Annotated[Exact, Field(ge=0, le=1)]
    above: Exact | None = None
    exactly: Exact | None = None
    shown_as: Text | None = None


class Scale(Clause):
    """An answer scale, its values from least to most. `not known` is always possible and is not listed."""

    id: str
    title: Text
    kind: ScaleKind
    values: Annotated[tuple[ScaleValue, ...], Field(min_length=2)]

    def value(self, value_id: str) -> ScaleValue:
        """The value with this id; KeyError when the scale has none."""
        for value in self.values:
            if value.id == value_id:
                return value
        raise KeyError(value_id)

    def band_of(self, percent: Fraction) -> ScaleValue:
        """The band of a share scale that an exact percentage (0 to 100) falls in."""
        if not 0 <= percent <= 100:
            raise ValueError(f"a percentage lies between 0 and 100, not {percent}")
        found = None
        for value in self.values:
            if value.exactly is not None and percent == value.exactly:
                return value
            if value.above is not None and percent > value.above:
                found = value
        if found is None:
            raise ValueError(f"no band of the scale {self.id} holds {percent}")
        return found

"""The groups of pupils that counts are broken down by."""

from __future__ import annotations

from collections.abc import Mapping

from trigpoint.engine.datasets.columns import Type
from trigpoint.engine.evidence.rule_model.attributes import PUPIL_ATTRIBUTES

BY = (
    "year_group",
    "gender",
    "free_meals",
    "special_needs",
    "additional_language",
    "considers_higher",
)
"""What counts can be broken down by. Smaller groups, such as those looked after, only pooled over a hub."""


def group_of(
    by: str, pupil: Mapping[str, str | int | bool | None], year_group: str | None, age: int | None
) -> str | None:
    """The group a pupil is in: a word, or "yes" and "no". None where that is not known."""
    if by == "year_group":
        return year_group
    value = age if by == "age" else pupil.get(by)
    if value is None:
        return None
    if PUPIL_ATTRIBUTES[by].type is Type.YES_NO:
        return "yes" if value else "no"
    return str(value)

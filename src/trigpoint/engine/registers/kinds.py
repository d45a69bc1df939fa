"""Which kind of institution a register's words mean, and which year groups its ages mean. The words are data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from trigpoint.engine.frameworks.layers import read_layer
from trigpoint.engine.frameworks.problems import BadContent, Problem

_NOT_LETTERS = re.compile(r"[^a-z0-9]+")


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class AgeRule(_Frozen):
    """A kind for institutions of a class whose ages lie within bounds. Bounds that are left out hold always."""

    kind: str
    low_at_least: int | None = None
    high_at_least: int | None = None
    high_at_most: int | None = None

    @property
    def needs_ages(self) -> bool:
        return (self.low_at_least, self.high_at_least, self.high_at_most) != (None, None, None)

    def fits(self, low: int, high: int) -> bool:
        return (
            (self.low_at_least is None or low >= self.low_at_least)
            and (self.high_at_least is None or high >= self.high_at_least)
            and (self.high_at_most is None or high <= self.high_at_most)
        )


class TypeClass(_Frozen):
    """Types of institution that a register tells apart and we do not, with the kinds they can be."""

    id: str
    types: tuple[str, ...]
    kinds: tuple[AgeRule, ...]  # the first that fits


class Year(_Frozen):
    id: str
    age: int  # at the end of the school year


class KindRules(_Frozen):
    """A jurisdiction's words for kinds, as `content/registers/*_kinds.yaml` holds them."""

    jurisdiction: str
    type_field: str
    detail_field: str | None = None  # a second fact that says more about some types
    classes: tuple[TypeClass, ...]
    details: Mapping[str, str] = {}  # what the second fact says -> id of a class
    years: tuple[Year, ...] = ()
    areas: Mapping[str, str] = {}  # names of areas, for registers that give only their codes
    capitals: frozenset[str] = frozenset()  # words that stay in capitals when a name in capitals is shown

    @cached_property
    def class_of_type(self) -> dict[str, TypeClass]:
        return {plain(name): group for group in self.classes for name in group.types}

    @cached_property
    def class_of_detail(self) -> dict[str, TypeClass]:
        by_id = {group.id: group for group in self.classes}
        return {plain(name): by_id[group] for name, group in self.details.items()}

    def kind(self, values: Mapping[str, Any]) -> str:
        """The kind of an institution from the values of its facts. Empty: not known."""
        group = self.class_of(str(values.get(self.type_field, "")), str(self._detail(values)))
        low, high = values.get("low_age"), values.get("high_age")
        for rule in group.kinds if group else ():
            if not rule.needs_ages:
                return rule.kind
            if low is not None and high is not None and rule.fits(low, high):
                return rule.kind
        return ""

    def class_of(self, type_name: str, detail: str = "") -> TypeClass | None:
        """The class of a type's name, spelled as any of the registers does; None for a type nobody has entered."""
        return self.class_of_detail.get(plain(detail)) or self.class_of_type.get(plain(type_name))

    def year_groups(self, low: int, high: int) -> list[str]:
        """Ids of the years between two statutory ages: 11 to 16 are the years at whose end pupils are 12 to 16."""
        return [year.id for year in self.years if low < year.age <= high]

    def _detail(self, values: Mapping[str, Any]) -> Any:
        return values.get(self.detail_field, "") if self.detail_field else ""


def plain(words: str) -> str:
    """Words without case and punctuation, as registers differ in both."""
    return _NOT_LETTERS.sub(" ", words.lower()).strip()


def read_kinds(text: str, file: str) -> KindRules:
    """The rules in a content file. BadContent with the line of every mistake."""
    layer = read_layer(text, file)
    try:
        rules = KindRules.model_validate(layer.data)
    except ValidationError as error:
        raise BadContent([_problem(layer, found) for found in error.errors()]) from None
    problems = list(_double_types(rules, file))
    if problems:
        raise BadContent(problems)
    return rules


def _problem(layer: Any, found: Any) -> Problem:
    place, line = layer.place(found["loc"])
    where = " > ".join(str(step) for step in found["loc"])
    return Problem(place, line, where, f"{found['msg']}.", "See docs/recipes/add-a-register-layout.md.")


def _double_types(rules: KindRules, file: str) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for group in rules.classes:
        for name in group.types:
            other = seen.setdefault(plain(name), group.id)
            if other != group.id:
                wrong = f'the type "{name}" is in the class "{other}" too.'
                yield Problem(file, 0, f"classes > {group.id}", wrong, "Leave it in one of them.")

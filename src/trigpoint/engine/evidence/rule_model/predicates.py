"""What must be true of one row: of an encounter, or of a pupil.

Every predicate answers yes, no or not known. Not known follows Kleene: a part that is not known leaves the whole
open unless another part settles it.
"""

from __future__ import annotations

from dataclasses import dataclass

from trigpoint.engine.datasets.columns import Type
from trigpoint.engine.evidence.rule_model.attributes import Attribute, BadRule, Of


@dataclass(frozen=True)
class Is:
    """The attribute has one of these values. Not known where the cell is empty."""

    attribute: Attribute
    values: tuple[str | bool, ...]

    def __post_init__(self) -> None:
        if not self.values:
            raise BadRule(f"'{self.attribute.name}' has no value; write at least one")
        wanted = bool if self.attribute.type is Type.YES_NO else str
        for value in self.values:
            if type(value) is not wanted:
                said = "yes or no" if wanted is bool else "a word"
                raise BadRule(f"'{self.attribute.name}' is {said}, not {value!r}; correct it")
            if self.attribute.one_of and value not in self.attribute.one_of:
                choices = ", ".join(self.attribute.one_of)
                raise BadRule(f"'{self.attribute.name}' has no value '{value}'; it is one of: {choices}")
        if self.attribute.type is Type.WHOLE:
            raise BadRule(f"'{self.attribute.name}' is a number: say at_least or at_most")

    @property
    def of(self) -> Of:
        return self.attribute.of


@dataclass(frozen=True)
class Between:
    """The attribute, a whole number, is at least `low` and at most `high`; None leaves that side open."""

    attribute: Attribute
    low: int | None = None
    high: int | None = None

    def __post_init__(self) -> None:
        if self.attribute.type is not Type.WHOLE:
            raise BadRule(f"'{self.attribute.name}' is not a number: name its values instead")
        if self.low is None and self.high is None:
            raise BadRule(f"'{self.attribute.name}' has no bound; write at_least or at_most")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise BadRule(
                f"'{self.attribute.name}' cannot be at least {self.low} and at most {self.high}; exchange the two"
            )

    @property
    def of(self) -> Of:
        return self.attribute.of


@dataclass(frozen=True)
class All:
    """Every part is true. No parts: always true."""

    parts: tuple[Predicate, ...] = ()

    def __post_init__(self) -> None:
        _refuse_mixture(self.parts)

    @property
    def of(self) -> Of | None:
        return self.parts[0].of if self.parts else None


@dataclass(frozen=True)
class AnyOf:
    """At least one part is true."""

    parts: tuple[Predicate, ...]

    def __post_init__(self) -> None:
        if not self.parts:
            raise BadRule("any_where is empty; write at least one condition")
        _refuse_mixture(self.parts)

    @property
    def of(self) -> Of | None:
        return self.parts[0].of


type Predicate = Is | Between | All | AnyOf


def _refuse_mixture(parts: tuple[Predicate, ...]) -> None:
    """A predicate speaks of encounters or of pupils, not of both at once."""
    if len({part.of for part in parts if part.of is not None}) > 1:
        raise BadRule("one condition speaks of encounters and of pupils at once: put each where it belongs")


ALWAYS = All()

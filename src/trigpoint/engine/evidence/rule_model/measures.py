"""What is asked of one pupil. Each measure gives the least and the most that the records allow.

Least and most settle the answer: met when the least is enough, not met when the most is not, otherwise not known.
What is missing can only widen the distance between them: an unmarked register, an empty cell that the rule asks about,
a time without complete records.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from trigpoint.engine.datasets.words import RECORD_OF_KIND
from trigpoint.engine.evidence.rule_model.attributes import Attribute, BadRule, Of
from trigpoint.engine.evidence.rule_model.predicates import ALWAYS, Predicate
from trigpoint.engine.evidence.rule_model.windows import ThisYear, Window, YearGroups


class How(StrEnum):
    ATTENDED = "attended"  # present: yes; absent: no; unmarked, or planned and past: not known
    OFFERED = "offered"  # on the list is enough, whether the pupil came or not


@dataclass(frozen=True)
class Encounters:
    """The encounters that count: of these kinds, in this window, with these properties."""

    kinds: tuple[str, ...]
    window: Window
    where: Predicate = ALWAYS
    how: How = How.ATTENDED

    def __post_init__(self) -> None:
        if not self.kinds:
            raise BadRule("no kind of activity is named; name at least one")
        for kind in self.kinds:
            if kind not in RECORD_OF_KIND:
                raise BadRule(
                    f"there is no kind of activity '{kind}'; there are: {', '.join(RECORD_OF_KIND)}"
                )
        if self.where.of not in (None, Of.ENCOUNTER):
            raise BadRule("a condition on encounters speaks of pupils: put it with the pupils of the rule")

    @property
    def records(self) -> tuple[str, ...]:
        """The kinds of record that must be complete before no encounter means none."""
        return tuple(sorted({RECORD_OF_KIND[kind] for kind in self.kinds}))


@dataclass(frozen=True)
class AtLeast:
    """At least `n` encounters."""

    n: int
    encounters: Encounters

    def __post_init__(self) -> None:
        _refuse_less_than_one(self.n)


@dataclass(frozen=True)
class AtLeastDifferent:
    """Encounters with at least `n` different partners, or of `n` different kinds.

    The least counts different known values among encounters that certainly count. The most adds the known values of
    those that may count, and one for each encounter whose value is not known.
    """

    n: int
    by: str
    encounters: Encounters

    def __post_init__(self) -> None:
        _refuse_less_than_one(self.n)
        if self.by not in DIFFERENT_BY:
            raise BadRule(f"encounters cannot differ by '{self.by}'; they can by: {', '.join(DIFFERENT_BY)}")


DIFFERENT_BY = ("partner", "kind", "partner_kind", "sector")


@dataclass(frozen=True)
class OneOfEach:
    """At least one encounter for every value of the list."""

    attribute: Attribute
    values: tuple[str, ...]
    encounters: Encounters

    def __post_init__(self) -> None:
        if not self.values or len(set(self.values)) != len(self.values):
            raise BadRule("a value is missing or there twice; one_of_each needs values, each once")
        if self.attribute.of is not Of.ENCOUNTER:
            raise BadRule(f"'{self.attribute.name}' is not an attribute of an encounter; name one that is")
        for value in self.values:
            if self.attribute.one_of and value not in self.attribute.one_of:
                choices = ", ".join(self.attribute.one_of)
                raise BadRule(f"'{self.attribute.name}' has no value '{value}'; it is one of: {choices}")


@dataclass(frozen=True)
class AtLeastHours:
    """Encounters of at least so many hours together. An encounter of unknown length leaves the most open."""

    hours: int
    encounters: Encounters

    def __post_init__(self) -> None:
        _refuse_less_than_one(self.hours)


@dataclass(frozen=True)
class InEachYear:
    """At least `n` encounters in each of the window's year groups. Not met as soon as one year certainly has fewer."""

    n: int
    encounters: Encounters

    def __post_init__(self) -> None:
        _refuse_less_than_one(self.n)
        if not isinstance(self.encounters.window, YearGroups):
            raise BadRule("the window has no years to look at one by one; in_each_year needs year groups")


@dataclass(frozen=True)
class DestinationKnown:
    """A destination of this kind was recorded at least `months` after leaving. A check that found nobody counts: it was
    looked for. Whole months: 31 August and one month is 30 September."""

    kind: str
    months: int


@dataclass(frozen=True)
class AllOf:
    """Every part is met."""

    parts: tuple[Measure, ...]

    def __post_init__(self) -> None:
        if len(self.parts) < 2:
            raise BadRule("all_of has one part only; write the part alone, or add another")
        _refuse_two_times(self)


@dataclass(frozen=True)
class EitherOf:
    """At least one part is met."""

    parts: tuple[Measure, ...]

    def __post_init__(self) -> None:
        if len(self.parts) < 2:
            raise BadRule("either_of has one part only; write the part alone, or add another")
        _refuse_two_times(self)


type CountedMeasure = AtLeast | AtLeastDifferent | OneOfEach | AtLeastHours | InEachYear
type Measure = CountedMeasure | DestinationKnown | AllOf | EitherOf


def windows_of(measure: Measure) -> tuple[Window, ...]:
    """The windows of a measure, of its parts from left to right."""
    match measure:
        case AllOf(parts) | EitherOf(parts):
            return tuple(window for part in parts for window in windows_of(part))
        case DestinationKnown():
            return ()
        case _:
            return (measure.encounters.window,)


def _refuse_less_than_one(n: int) -> None:
    if n < 1:
        raise BadRule(f"at least {n} is always met: ask for one or more")


def _refuse_two_times(measure: AllOf | EitherOf) -> None:
    """Parts that fall due at different times would have two populations."""
    ends = {
        window.groups[-1] if isinstance(window, YearGroups) else type(window)
        for window in windows_of(measure)
    }
    if len(ends) > 1:
        raise BadRule("the parts fall due at different times: make a rule of each")


THIS_YEAR = ThisYear()

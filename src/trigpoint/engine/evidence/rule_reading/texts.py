"""The shape of a file of rules, before its parts are checked against one another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator

from trigpoint.engine.frameworks.edition import Id, Source
from trigpoint.engine.frameworks.scales import Exact
from trigpoint.engine.frameworks.texts import Clause, Frozen, Text


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, (str, int, bool)) else value


def _as_year_groups(value: Any) -> Any:
    return {"years": value} if isinstance(value, list) else value


def _which(value: Any) -> str:
    """Keys or words: which of two forms a value has, so that a mistake is told of that form alone."""
    return "[keys]" if isinstance(value, dict) else "[words]"


Words = Annotated[tuple[str, ...], BeforeValidator(_as_list)]
Values = Annotated[tuple[bool | int | str, ...], BeforeValidator(_as_list)]


class RangeText(Frozen):
    """`{at_least: 6}`, `{at_most: 18}` or both."""

    at_least: int | None = None
    at_most: int | None = None


Asked = Annotated[
    Annotated[RangeText, Tag("[keys]")] | Annotated[Values, Tag("[words]")], Discriminator(_which)
]
type WhereText = Mapping[str, Asked]
"""Attribute to the values it may have, or to a range. Every line must hold."""


class DayText(Frozen):
    month: Annotated[int, Field(ge=1, le=12)]
    day: Annotated[int, Field(ge=1, le=31)]


class WindowText(Frozen):
    """`this_year`, `programme`, or the year groups in which it may have been, with the last day in the last of them."""

    years: Words
    until: DayText | None = None
    before_age: int | None = None


WindowOrName = Annotated[
    Annotated[WindowText, Tag("[keys]")] | Annotated[str, Tag("[words]")],
    Discriminator(_which),
    BeforeValidator(_as_year_groups),
]


class EncountersText(Frozen):
    """`of` names kinds of activity, or a set of them; `tests` the tests of a meaningful encounter, or a set of them."""

    of: Words
    within: WindowOrName
    tests: Words = ()
    where: WhereText = {}
    any_where: tuple[WhereText, ...] = ()  # at least one of these holds besides
    offered: bool = False  # being on the list is enough


class AtLeastText(EncountersText):
    n: int


class DifferentText(AtLeastText):
    by: str


class HoursText(EncountersText):
    hours: int


class EachText(EncountersText):
    each: str  # an attribute of encounters
    values: Words


class DestinationText(Frozen):
    kind: Literal["intended", "offered", "actual"]
    months: Annotated[int, Field(ge=0)]


class MeasureText(Frozen):
    """Exactly one of these."""

    at_least: AtLeastText | None = None
    at_least_different: DifferentText | None = None
    one_of_each: EachText | None = None
    at_least_hours: HoursText | None = None
    in_each_year: AtLeastText | None = None
    destination_known: DestinationText | None = None
    all_of: tuple[MeasureText, ...] = ()
    either_of: tuple[MeasureText, ...] = ()

    @model_validator(mode="after")
    def _says_one_thing(self) -> MeasureText:
        said = [name for name in MEASURES if getattr(self, name)]
        if len(said) != 1:
            found = " and ".join(said) if said else "nothing"
            raise ValueError(f"{found} is asked here; write exactly one of {', '.join(MEASURES)}")
        return self


MEASURES = (
    "at_least",
    "at_least_different",
    "one_of_each",
    "at_least_hours",
    "in_each_year",
    "destination_known",
    "all_of",
    "either_of",
)


class PupilsText(Frozen):
    """Whose main enrolment is in these year groups; none: whose programme of study ends, or all who are on one."""

    years: Words = ()
    on_programme: bool = False
    where: WhereText = {}
    any_where: tuple[WhereText, ...] = ()


class Answers(Frozen):
    """The question, and maybe the line of it, that the recorded share answers."""

    question: Id
    line: Id | None = None


class RuleText(Clause):
    """What every rule says of itself.

    `beside_criterion`: it answers a question below the criterion that asks for more, or for something else, than the
    criterion does, and so says nothing about whether the criterion is met.
    """

    id: Id
    criterion: Id
    answers: Answers | None = None
    beside_criterion: bool = False


class PupilRuleText(RuleText):
    pupils: PupilsText
    asks: MeasureText
    share: Exact


class StaffRuleText(RuleText):
    roles: Words
    took_part_in: Words = ()
    times: Annotated[int, Field(ge=1)] = 1
    months: Annotated[int, Field(ge=1)] = 12
    share: Exact | None = None
    at_least: int | None = None


class DocumentRuleText(RuleText):
    documents: Words
    months: Annotated[int | None, Field(ge=1)] = None


class SubjectRuleText(RuleText):
    subjects: Words
    years: Words
    share: Exact | None = None
    at_least: int | None = None


class WithoutRule(Frozen):
    """A criterion that records could show and no rule covers."""

    criterion: Id
    why: Text


class NotRead(Frozen):
    """What nobody has read of a benchmark's source, for which no criterion and no rule is made up."""

    benchmark: Id
    why: Text


class DocumentKind(Frozen):
    id: Id
    title: Text


class RuleFile(Frozen):
    """The rules of one edition."""

    edition: Id
    language: str = "en"
    sources: Mapping[str, Source] = {}
    sets: Mapping[str, Words] = {}  # names for lists of kinds, of tests or of year groups
    document_kinds: tuple[DocumentKind, ...] = ()
    pupil_rules: tuple[PupilRuleText, ...] = ()
    staff_rules: tuple[StaffRuleText, ...] = ()
    document_rules: tuple[DocumentRuleText, ...] = ()
    subject_rules: tuple[SubjectRuleText, ...] = ()
    without_rule: tuple[WithoutRule, ...] = ()
    not_read: tuple[NotRead, ...] = ()

"""When an encounter must have been for a rule to count it."""

from __future__ import annotations

from dataclasses import dataclass

from trigpoint.engine.evidence.rule_model.attributes import BadRule


@dataclass(frozen=True)
class ThisYear:
    """The school year that is looked at. Due anew at the end of every year, for every year group of the population."""


@dataclass(frozen=True)
class YearGroups:
    """The years in which the pupil was in one of these year groups, up to the end of the year that is looked at.

    A repeated year counts with the year group it repeats. Due in the last group of the list: at the end of the year,
    or after `until` (month, day) of it. `before_age`: only what came before that birthday.
    """

    groups: tuple[str, ...]
    until: tuple[int, int] | None = None
    before_age: int | None = None

    def __post_init__(self) -> None:
        if not self.groups:
            raise BadRule("a window needs at least one year group")
        if len(set(self.groups)) != len(self.groups):
            raise BadRule("a window names a year group twice")
        if self.until and not (1 <= self.until[0] <= 12 and 1 <= self.until[1] <= 31):
            raise BadRule(f"{self.until} is no month and day")


@dataclass(frozen=True)
class Programme:
    """From the first to the last day of the learner's programme of study. Due when the programme ends."""


type Window = ThisYear | YearGroups | Programme

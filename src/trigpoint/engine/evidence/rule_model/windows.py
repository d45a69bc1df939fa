"""When an encounter must have been for a rule to count it."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass

from trigpoint.engine.evidence.rule_model.attributes import BadRule

LEAP_YEAR = 2024


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
            raise BadRule("the window has no year group; name at least one")
        if len(set(self.groups)) != len(self.groups):
            raise BadRule("the window names a year group twice; keep one of the two")
        if self.until and not _is_day(*self.until):
            day = f"{self.until[1]}/{self.until[0]}"
            raise BadRule(f"there is no {day} in any year; write a month and a day that it has")


def _is_day(month: int, day: int) -> bool:
    """Is there such a day in a leap year?"""
    return 1 <= month <= 12 and 1 <= day <= monthrange(LEAP_YEAR, month)[1]


@dataclass(frozen=True)
class Programme:
    """From the first to the last day of the learner's programme of study. Due when the programme ends."""


type Window = ThisYear | YearGroups | Programme

"""What an invented nation looks like: the values of its content file, frozen and checked."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from trigpoint.engine.datasets.words import MEANINGFUL_TESTS, RECORD_OF_KIND

Share = float  # of 1


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Sourced(_Part):
    status: Literal["sourced", "inferred", "from_memory", "chosen"]
    sources: tuple[str, ...] = ()
    note: str = ""


class Source(_Part):
    title: str
    address: str


class People(_Part):
    """How many people institutions of a kind have in their records; the logarithm is normal around the median's."""

    median: int
    spread: float
    least: int
    most: int


class Kind(_Sourced):
    """`can_change`: its pupils move to and from others of that sort. `takes_part_time`: others send pupils to it."""

    id: str
    title: str
    share: Share
    years: tuple[str, str]
    people: People
    can_change: bool = False
    takes_part_time: bool = False
    programme: bool = False
    rates: dict[str, Share] = Field(default_factory=dict)


class Rate(_Sourced):
    rate: Share


class StaysOn(_Sourced):
    into: str
    share: Share


class Changes(_Part):
    movers: Rate
    movers_across_hubs: Rate
    movers_in_summer: Rate
    joiners: Rate
    leavers: Rate
    repeaters: Rate
    part_time_elsewhere: Rate
    lacks_a_year: Rate
    new_school: Rate


class YearsKept(_Part):
    years: int
    share: Share


class Coverage(_Sourced):
    complete: Share
    partly: Share


class Reached(_Sourced):
    share: Share
    benchmark: str
    others: tuple[Share, Share]


class TestPattern(_Part):
    share: Share
    passed: Literal["all"] | tuple[str, ...]
    not_known: Literal["all"] | tuple[str, ...] = ()

    def verdict(self, test: str) -> int:
        """1 passed, 0 failed, -1 not known."""
        if self.not_known == "all" or test in self.not_known:
            return -1
        return int(self.passed == "all" or test in self.passed)

    def verdicts(self) -> list[int]:
        """One for each test of a meaningful encounter, in their order."""
        return [self.verdict(test) for test in MEANINGFUL_TESTS]


class Partners(_Part):
    in_hub: int
    kinds: dict[str, Share]


class Check(_Part):
    months: int
    share: Share


class Leaving(_Sourced):
    """`recorded`: of leavers, by kind of destination. `categories`: where they went; `empty`: looked for, not found."""

    recorded: dict[str, Share]
    checks: tuple[Check, ...]
    categories: dict[str, Share]


class Offer(_Part):
    """One thing that an institution does in a year with the year groups named."""

    id: str
    kinds: dict[str, float]
    years: Literal["all"] | tuple[str, ...]
    likely: Share
    at_once: int
    core: bool = False
    only: Literal["", "joined", "considers_higher"] = ""
    partner: str = ""
    half: Literal[0, 1] | None = None
    subject: str = ""
    adviser: bool = False
    minutes: tuple[int, ...]
    level: tuple[int, ...] = ()

    @property
    def record(self) -> str:
        """The kind of record it is; the same for all its kinds of activity."""
        return RECORD_OF_KIND[next(iter(self.kinds))]


class AdviserLevel(_Part):
    level: int
    share: Share


class HubShape(_Part):
    institutions: int
    areas: int


class Names(_Part):
    first: tuple[str, ...]
    second: tuple[str, ...]


class Shape(_Part):
    """An invented nation before any of it is drawn. Shares are of 1, days count from the first of a school year."""

    id: str
    edition: str
    jurisdiction: str
    as_of: date
    sources: dict[str, Source]
    sizes: dict[str, int]
    hub: HubShape
    years_kept: int
    groups: tuple[str, ...]
    first_age: int
    stage_ends: tuple[str, ...]
    stays_on: StaysOn
    names: Names
    kinds: tuple[Kind, ...]
    rates: dict[str, Rate]
    not_known: Rate
    changes: Changes
    records_kept: tuple[YearsKept, ...]
    leavers_kept: tuple[YearsKept, ...]
    coverage: Coverage
    reached: dict[str, Reached]
    reached_together: float
    terms: tuple[tuple[int, int], ...]
    caught_up: tuple[int, int]
    states: dict[str, Share]
    undated: Share
    test_patterns: tuple[TestPattern, ...]
    partners: dict[str, Partners]
    partner_sizes: dict[str, Share]
    sectors: tuple[str, ...]
    destinations: Leaving
    programme: tuple[Offer, ...]
    adviser_levels: tuple[AdviserLevel, ...]

    @cached_property
    def records(self) -> tuple[str, ...]:
        """The kinds of record of its programme."""
        return tuple(self.reached)

    def group(self, name: str) -> int:
        """The place of a year group in the row of them. ValueError where the nation has none of that name."""
        return self.groups.index(name)

    def groups_of(self, offer: Offer) -> list[int]:
        """Places of the year groups that something is for."""
        return [n for n, name in enumerate(self.groups) if offer.years == "all" or name in offer.years]

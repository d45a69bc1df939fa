"""Where a cohort of leavers went, and how groups of them differ.

The outcomes are those of the destination measures of England's Department for Education after key stage 4: a
destination is sustained when it lasts for six months of the next academic year. Whom no record was found for is not
known, which is another thing than no sustained destination. Research on the 2014 benchmarks called both together
NEET; that is not the NEET of `neet.py`, and here the two stay apart.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Outcome(StrEnum):
    """What a leaver did next. Every leaver has exactly one."""

    EDUCATION = "education"
    APPRENTICESHIP = "apprenticeship"
    EMPLOYMENT = "employment"
    NOT_SUSTAINED = "not_sustained"
    NOT_KNOWN = "not_known"


SUSTAINED = (Outcome.EDUCATION, Outcome.APPRENTICESHIP, Outcome.EMPLOYMENT)


@dataclass(frozen=True)
class Destinations:
    """A cohort: how many leavers, and how many had each outcome. None: withheld by the publisher, so not known."""

    cohort: int
    counts: Mapping[Outcome, int | None]

    def count(self, outcomes: Collection[Outcome]) -> int | None:
        """How many had one of these outcomes; None when one of the counts was withheld."""
        total = 0
        for outcome in outcomes:
            count = self.counts[outcome]
            if count is None:
                return None
            total += count
        return total

    def share(self, *outcomes: Outcome) -> Fraction | None:
        """Exact share of the cohort with one of these outcomes. None: withheld, or a cohort of nobody."""
        count = self.count(outcomes)
        return None if count is None or not self.cohort else Fraction(count, self.cohort)

    @property
    def sustained(self) -> int | None:
        return self.count(SUSTAINED)

    @property
    def unaccounted(self) -> int | None:
        """Leavers of the cohort without any of the outcomes: 0 when the parts add up, below 0 when they exceed it."""
        count = self.count(tuple(Outcome))
        return None if count is None else self.cohort - count

    @property
    def sustained_bounds(self) -> tuple[Fraction, Fraction] | None:
        """Share with a sustained destination, if nobody and if everybody not known had one. None: withheld."""
        low, high = self.share(*SUSTAINED), self.share(*SUSTAINED, Outcome.NOT_KNOWN)
        return None if low is None or high is None else (low, high)


def add_up(groups: Iterable[Destinations]) -> Destinations:
    """One cohort from groups that do not overlap. A count that one group withholds is not known of the whole."""
    listed = list(groups)
    return Destinations(
        cohort=sum(group.cohort for group in listed),
        counts={outcome: _sum([group.counts[outcome] for group in listed]) for outcome in Outcome},
    )


@dataclass(frozen=True)
class Gap:
    """How far the sustained share of one group is above that of another, in percentage points.

    `points` is the gap as published, where those not known count as not sustained; `at_least` and `at_most` are the
    gap over everything they may have done.
    """

    points: Fraction
    at_least: Fraction
    at_most: Fraction


def gap_between(group: Destinations, other: Destinations) -> Gap | None:
    """The gap of `group` over `other`. None: withheld, or one of them is nobody."""
    here, there = group.sustained_bounds, other.sustained_bounds
    if here is None or there is None:
        return None
    return Gap(
        points=100 * (here[0] - there[0]),
        at_least=100 * (here[0] - there[1]),
        at_most=100 * (here[1] - there[0]),
    )


def _sum(counts: Iterable[int | None]) -> int | None:
    total = 0
    for count in counts:
        if count is None:
            return None
        total += count
    return total

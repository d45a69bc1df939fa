"""Young people not in education, employment or training (NEET), apart from those of whom nobody knows what they do.

Both are percentages of the same cohort: in England people aged 16 and 17, on the average of December to February, as
the Department for Education publishes them by local authority ("Participation in education, training and NEET age 16
to 17 by local authority"). One published figure adds the two up. It rises as well when an authority merely loses
track of people, so nothing here is ever concluded from the sum alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from trigpoint.engine.statistics.rates import Part, PooledRate, pool


@dataclass(frozen=True)
class NeetRates:
    """One area: how many young people, and percent of them. None: not published, so not known, never nought.

    `either` is "NEET or not known" as published. It is rounded by itself: it may differ from the sum of the other two
    by one in the last place.
    """

    cohort: Fraction | None
    neet: Fraction | None
    not_known: Fraction | None
    either: Fraction | None

    @property
    def neet_at_least(self) -> Fraction | None:
        """Percent known to be NEET. None if that was not published."""
        return self.neet

    @property
    def neet_at_most(self) -> Fraction | None:
        """Percent that would be NEET if everybody not known were. None if either part was not published."""
        if self.neet is None or self.not_known is None:
            return None
        return self.neet + self.not_known


@dataclass(frozen=True)
class PooledNeet:
    """A larger area, from the areas in it: each of the three rates by itself."""

    neet: PooledRate
    not_known: PooledRate
    either: PooledRate


def pool_areas(areas: Iterable[NeetRates]) -> PooledNeet:
    """Rates of a region or a nation from those of its areas, weighted by cohort."""
    listed = list(areas)
    return PooledNeet(
        neet=pool(Part(area.cohort, area.neet) for area in listed),
        not_known=pool(Part(area.cohort, area.not_known) for area in listed),
        either=pool(Part(area.cohort, area.either) for area in listed),
    )


class Direction(StrEnum):
    """Which way NEET went, as far as the records say."""

    ROSE = "rose"
    FELL = "fell"
    NOT_KNOWN = "not_known"  # what is not known is enough to hide either


@dataclass(frozen=True)
class NeetChange:
    """From one time to another, in percentage points. None: one of the two rates was not published."""

    neet: Fraction | None
    not_known: Fraction | None
    direction: Direction

    @property
    def either(self) -> Fraction | None:
        """What a reader of the sum alone would see."""
        return None if self.neet is None or self.not_known is None else self.neet + self.not_known


def compare(before: NeetRates, after: NeetRates) -> NeetChange:
    """How an area changed, its two parts apart.

    NEET rose, or fell, only if it did wherever the people not known were, before and after.
    """
    return NeetChange(
        neet=_less(after.neet, before.neet),
        not_known=_less(after.not_known, before.not_known),
        direction=_direction(before, after),
    )


def _direction(before: NeetRates, after: NeetRates) -> Direction:
    if _exceeds(after.neet_at_least, before.neet_at_most):
        return Direction.ROSE
    if _exceeds(before.neet_at_least, after.neet_at_most):
        return Direction.FELL
    return Direction.NOT_KNOWN


def _exceeds(one: Fraction | None, other: Fraction | None) -> bool:
    return one is not None and other is not None and one > other


def _less(one: Fraction | None, other: Fraction | None) -> Fraction | None:
    return None if one is None or other is None else one - other

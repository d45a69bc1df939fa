"""Rates of a whole from the rates of its parts, weighted by cohort, exact.

A part whose rate was not published leaves its cohort in the denominator: the rate of the whole then has two bounds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Part:
    """One part of a whole: people, and a rate in percent of them. None is not known; neither stands for nought."""

    cohort: Fraction | None
    percent: Fraction | None


@dataclass(frozen=True)
class PooledRate:
    """The rate of a whole, in percent.

    `percent` is the mean over the parts whose rate and cohort are known, weighted by cohort: None if there are none.
    `covered` of the `cohort` people are in those parts. `unweighed` parts have no known cohort, so nobody can say how
    much they weigh: then there are no bounds nearer than 0 and 100.
    """

    percent: Fraction | None
    covered: Fraction
    cohort: Fraction
    unweighed: int

    @property
    def at_least(self) -> Fraction:
        """The rate if nobody counts in the parts that are not known."""
        if self.percent is None or self.unweighed:
            return Fraction(0)
        return self.percent * self.covered / self.cohort

    @property
    def at_most(self) -> Fraction:
        """The rate if everybody counts in the parts that are not known."""
        if self.percent is None or self.unweighed:
            return Fraction(100)
        return self.at_least + 100 * (self.cohort - self.covered) / self.cohort


def pool(parts: Iterable[Part]) -> PooledRate:
    """The rate of the whole that these parts make up. Of no parts nothing is known. ValueError: a cohort below 0."""
    people = covered = cohort = Fraction(0)
    unweighed = 0
    for part in parts:
        if part.cohort is None:
            unweighed += 1
            continue
        if part.cohort < 0:
            raise ValueError(f"a cohort cannot be {part.cohort}")
        cohort += part.cohort
        if part.percent is not None:
            covered += part.cohort
            people += part.cohort * part.percent
    return PooledRate(people / covered if covered else None, covered, cohort, unweighed)


def is_within_rounding(exact: Fraction, printed: Fraction, *, unit: Fraction) -> bool:
    """Could `exact` have been printed so? `unit` is the last place printed, such as 1/10; a half goes either way."""
    return abs(exact - printed) <= unit / 2


def is_within_rounding_of_parts(pooled: Fraction, printed: Fraction, *, unit: Fraction) -> bool:
    """Could a whole, pooled from rounded parts, have been printed so?

    Every part is off by half a unit at most, so their weighted mean is too, and the printed rate of the whole by half
    a unit more. Whatever lies further off than one unit has another cause than rounding.
    """
    return abs(pooled - printed) <= unit

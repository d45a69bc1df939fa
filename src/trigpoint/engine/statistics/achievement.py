"""How many institutions stand where, and the mean number of benchmarks achieved.

The reporting classes (achieved at 100 %, partially, not) and the headline mean are those of the State of the Nation
reports on the 2014 edition.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from trigpoint.engine.vocabulary.standings import Status


@dataclass(frozen=True)
class Shares:
    """Exact shares of institutions by status, adding up to 1; not applicable ones are left out and counted."""

    by_status: Mapping[Status, Fraction]
    institutions: int  # to which the benchmark applies
    not_applicable: int

    def percent(self, status: Status) -> Fraction:
        return self.by_status[status] * 100


def shares_by_status(statuses: Sequence[Status]) -> Shares | None:
    """Shares of institutions by status, not known among them. None where it applies to no institution."""
    counts = Counter(statuses)
    left_out = counts.pop(Status.NOT_APPLICABLE, 0)
    count = len(statuses) - left_out
    if not count:
        return None
    return Shares({status: Fraction(counts[status], count) for status in Status}, count, left_out)


def mean_benchmarks(benchmarks: Sequence[Shares]) -> tuple[Fraction, Fraction]:
    """Mean number of benchmarks achieved, at least and at most: the sum of the shares that achieve each, without and
    with those not known."""
    low = sum((shares.by_status[Status.ACHIEVED] for shares in benchmarks), Fraction(0))
    open_share = sum((shares.by_status[Status.NOT_KNOWN] for shares in benchmarks), Fraction(0))
    return low, low + open_share


def pooled_mean(groups: Sequence[tuple[Fraction, int]]) -> Fraction:
    """Mean over several groups from each group's mean and size. ZeroDivisionError when all are empty."""
    return sum((mean * size for mean, size in groups), Fraction(0)) / sum(size for _, size in groups)


def share_of(count: int, of: int) -> Fraction:
    """An exact share from a count. ZeroDivisionError when there is nothing to count of: that share is not known."""
    return Fraction(count, of)


def count_achieved(scores: Sequence[int], *, achieved_at: int) -> int:
    """How many benchmarks achieve, from scores of 0 to 100. 99 does not achieve what asks for 100."""
    return sum(score >= achieved_at for score in scores)

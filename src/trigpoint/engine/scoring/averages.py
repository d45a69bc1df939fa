"""Averages over institutions in which what is not known stays visible, as bounds and as a number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from trigpoint.engine.vocabulary.standings import Status


@dataclass(frozen=True)
class Bounds:
    """A mean that lies between `low` and `high`; `known` institutions say it exactly, `not_known` do not."""

    low: Fraction
    high: Fraction
    known: int
    not_known: int


def mean_achieved(achieved: Sequence[tuple[int, int] | None], *, assessable: int) -> Bounds | None:
    """Mean number of benchmarks achieved. Each institution gives its least and most, or None without a return:
    then it may have achieved anything from none to all of the `assessable`. None when there is no institution."""
    if not achieved:
        return None
    pairs = [pair if pair is not None else (0, assessable) for pair in achieved]
    known = sum(pair is not None and pair[0] == pair[1] for pair in achieved)
    low, high = sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs)
    return Bounds(Fraction(low, len(pairs)), Fraction(high, len(pairs)), known, len(pairs) - known)


def mean_score(scores: Sequence[tuple[int, int] | None]) -> Bounds | None:
    """Mean score of a benchmark over the institutions that were assessed on it, each a range of 0 to 100.

    None stands for an institution without a result: it is counted as not known and widens the bounds to 0 and 100.
    Institutions to which the benchmark does not apply must not be given.
    """
    if not scores:
        return None
    pairs = [pair if pair is not None else (0, 100) for pair in scores]
    known = sum(pair is not None and pair[0] == pair[1] for pair in scores)
    low, high = sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs)
    return Bounds(Fraction(low, len(pairs)), Fraction(high, len(pairs)), known, len(pairs) - known)


def count_statuses(statuses: Iterable[Status]) -> dict[Status, int]:
    """How many institutions stand where, every status present, none dropped."""
    counted = Counter(statuses)
    return {status: counted[status] for status in Status}

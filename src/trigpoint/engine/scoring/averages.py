"""Averages over institutions in which what is not known stays visible, as bounds and as a number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from trigpoint.engine.frameworks.edition import Edition
from trigpoint.engine.scoring.standing import BenchmarkStanding, InstitutionStanding
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


@dataclass(frozen=True)
class KnownMean:
    """A mean over those whose value is known exactly, never to be shown without the number of the others."""

    mean: Fraction | None  # None when nobody's is known
    known: int
    not_known: int


def mean_of_known(scores: Sequence[tuple[int, int] | None]) -> KnownMean:
    """Mean score of a benchmark over the institutions whose score is known; takes what `mean_score` takes."""
    known = [pair[0] for pair in scores if pair is not None and pair[0] == pair[1]]
    mean = Fraction(sum(known), len(known)) if known else None
    return KnownMean(mean, len(known), len(scores) - len(known))


def average_standings(
    edition: Edition, standings: Sequence[InstitutionStanding | None]
) -> tuple[Bounds | None, dict[str, BenchmarkAverage]]:
    """Mean number of benchmarks achieved, and the averages of each benchmark by its id.

    None stands for an institution without a result: it counts as not known everywhere.
    """
    achieved = [
        None if standing is None else (standing.achieved_low, standing.achieved_high)
        for standing in standings
    ]
    assessable = sum(benchmark.awaiting is None for benchmark in edition.benchmarks)
    return mean_achieved(achieved, assessable=assessable), {
        benchmark.id: _average_benchmark(
            [None if standing is None else standing.benchmark(benchmark.id) for standing in standings]
        )
        for benchmark in edition.benchmarks
    }


@dataclass(frozen=True)
class BenchmarkAverage:
    """How many institutions stand where on a benchmark, and the mean of their scores where there are any."""

    statuses: dict[Status, int]
    scores: Bounds | None
    known_scores: KnownMean


def _average_benchmark(standings: Sequence[BenchmarkStanding | None]) -> BenchmarkAverage:
    statuses = [Status.NOT_KNOWN if standing is None else standing.status for standing in standings]
    unscored = all(standing is None or standing.score_low is None for standing in standings)
    scores = [] if unscored else [_range(standing) for standing in standings if _is_assessed(standing)]
    return BenchmarkAverage(count_statuses(statuses), mean_score(scores), mean_of_known(scores))


def _is_assessed(standing: BenchmarkStanding | None) -> bool:
    return standing is None or standing.status not in {Status.NOT_APPLICABLE, Status.UNSCORED}


def _range(standing: BenchmarkStanding | None) -> tuple[int, int] | None:
    if standing is None or standing.score_low is None or standing.score_high is None:
        return None
    return standing.score_low, standing.score_high


def count_statuses(statuses: Iterable[Status]) -> dict[Status, int]:
    """How many institutions stand where, every status present, none dropped."""
    counted = Counter(statuses)
    return {status: counted[status] for status in Status}

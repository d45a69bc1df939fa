"""What would move an institution most, and what has changed since last time."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from trigpoint.engine.scoring.areas import Area
from trigpoint.engine.scoring.standing import BenchmarkStanding, InstitutionStanding
from trigpoint.engine.vocabulary.standings import Status


@dataclass(frozen=True)
class Move:
    """What stands between a benchmark and being achieved. `missing` is credit, in areas."""

    benchmark_id: str
    missing: Fraction  # at most: with everything not known counted as nothing
    certain: Fraction  # at least: with everything not known counted as earned
    areas: tuple[Area, ...]  # those that have not earned all, the nearest to it first


def what_would_move(standing: InstitutionStanding) -> list[Move]:
    """Benchmarks that are not achieved, the nearest to it first. One not yet known needs records before work."""
    open_ones = [
        benchmark
        for benchmark in standing.benchmarks
        if benchmark.status in {Status.IN_PROGRESS, Status.NOT_ACHIEVED, Status.NOT_KNOWN}
    ]
    moves = [_move(benchmark) for benchmark in open_ones]
    return sorted(moves, key=lambda move: (move.certain, move.missing))


def _move(benchmark: BenchmarkStanding) -> Move:
    short = [area for area in benchmark.areas if area.low < 1]
    return Move(
        benchmark_id=benchmark.benchmark_id,
        missing=benchmark.sum.of - benchmark.sum.low,
        certain=benchmark.sum.of - benchmark.sum.high,
        areas=tuple(sorted(short, key=lambda area: (-area.high, -area.low))),
    )


class Change(StrEnum):
    UP = "up"
    DOWN = "down"
    NONE = "none"
    NOT_COMPARABLE = "not_comparable"  # another edition, another cohort, or one of the two is not known


def change_between(
    now: tuple[Status, int | None, int | None], before: tuple[Status, int | None, int | None]
) -> Change:
    """How one benchmark moved between two results (status, lowest score, highest score) of the same edition and
    cohort; the caller sees to that. Scores count where there are some, the order of states otherwise."""
    if Status.NOT_KNOWN in {now[0], before[0]}:
        return Change.NOT_COMPARABLE
    if None not in now[1:] and None not in before[1:]:
        return _direction((now[1], now[2]), (before[1], before[2]))
    order = [Status.NOT_ACHIEVED, Status.IN_PROGRESS, Status.ACHIEVED]
    if now[0] not in order or before[0] not in order:
        return Change.NOT_COMPARABLE
    return _direction((order.index(now[0]),) * 2, (order.index(before[0]),) * 2)


def _direction(now: tuple[int | None, int | None], before: tuple[int | None, int | None]) -> Change:
    """Up or down only where the two ranges do not overlap."""
    if now == before:
        return Change.NONE
    if (now[0] or 0) >= (before[1] or 0):
        return Change.UP
    if (now[1] or 0) <= (before[0] or 0):
        return Change.DOWN
    return Change.NOT_COMPARABLE

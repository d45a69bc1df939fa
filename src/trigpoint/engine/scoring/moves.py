"""What would move an institution most, and what has changed since last time."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from trigpoint.engine.frameworks.edition import Edition
from trigpoint.engine.scoring.areas import ALL, Area, AreaState
from trigpoint.engine.scoring.standing import BenchmarkStanding, InstitutionStanding
from trigpoint.engine.vocabulary.standings import Status


class Need(StrEnum):
    """What one area needs before its benchmark can be achieved."""

    WORK = "work"  # it has earned less than all
    ANSWER = "answer"  # nobody has answered yet
    RECORDS = "records"  # the answer is not known, here or where it hangs
    EARLIER_ANSWER = "earlier_answer"  # it is not asked: another answer has to change first


NEEDS = {
    AreaState.ANSWERED: Need.WORK,
    AreaState.UNANSWERED: Need.ANSWER,
    AreaState.NOT_KNOWN: Need.RECORDS,
    AreaState.NOT_ASKED: Need.EARLIER_ANSWER,
}


@dataclass(frozen=True)
class Step:
    """One area that has not earned all: what it needs, and the least answer of its scale that would earn it."""

    area: Area
    need: Need
    enough: str  # id of a scale's value


@dataclass(frozen=True)
class Move:
    """What stands between a benchmark and being achieved. `missing` and `certain` are credit, in areas."""

    benchmark_id: str
    missing: Fraction  # at most: with everything not known counted as nothing
    certain: Fraction  # at least: with everything not known counted as earned
    areas: tuple[Area, ...]  # those that have not earned all, the nearest to it first


def what_would_move(standing: InstitutionStanding) -> list[Move]:
    """Benchmarks that are not achieved, the nearest to it first.

    Near is how few areas have not earned all; then how much credit they miss. Where nothing is known to be
    missing (`certain` is 0), answers and records come before work.
    """
    open_ones = [
        benchmark
        for benchmark in standing.benchmarks
        if benchmark.status in {Status.IN_PROGRESS, Status.NOT_ACHIEVED, Status.NOT_KNOWN}
    ]
    moves = [_move(benchmark) for benchmark in open_ones]
    return sorted(moves, key=lambda move: (len(move.areas), move.missing, move.certain))


def steps_of(edition: Edition, move: Move) -> tuple[Step, ...]:
    """What each area of a move needs, the shortest step first."""
    return tuple(Step(area, NEEDS[area.state], _enough(edition, area)) for area in move.areas)


def _move(benchmark: BenchmarkStanding) -> Move:
    short = sorted(
        (area for area in benchmark.areas if area.low < ALL), key=lambda area: (-area.high, -area.low)
    )
    return Move(
        benchmark_id=benchmark.benchmark_id,
        missing=benchmark.sum.of - benchmark.sum.low,
        certain=benchmark.sum.of - benchmark.sum.high,
        areas=tuple(short),
    )


def _enough(edition: Edition, area: Area) -> str:
    """The least answer that earns the most a scale gives."""
    values = edition.scale(str(edition.question(area.question_id).scale)).values
    most = max(value.credit for value in values)
    return next(value.id for value in values if value.credit == most)


Range = tuple[int, int]
ORDER = [Status.NOT_ACHIEVED, Status.IN_PROGRESS, Status.ACHIEVED]


class Change(StrEnum):
    UP = "up"
    DOWN = "down"
    NONE = "none"
    NOT_COMPARABLE = "not_comparable"  # another edition, another cohort, or one of the two is not known


class WhyNot(StrEnum):
    """Why two results are not compared at all."""

    OTHER_EDITION = "other_edition"
    OTHER_READING = "other_reading"
    OTHER_COHORT = "other_cohort"


def compare(
    now: InstitutionStanding,
    before: InstitutionStanding,
    *,
    cohort: str | None = None,
    cohort_before: str | None = None,
) -> dict[str, Change] | WhyNot:
    """How each benchmark has changed, by its id; or why the two results must not be compared.

    Cohorts are compared only where both are given.
    """
    if now.edition_id != before.edition_id:
        return WhyNot.OTHER_EDITION
    if now.reading is not before.reading:
        return WhyNot.OTHER_READING
    if cohort is not None and cohort_before is not None and cohort != cohort_before:
        return WhyNot.OTHER_COHORT
    earlier = {benchmark.benchmark_id: benchmark for benchmark in before.benchmarks}
    return {
        benchmark.benchmark_id: change_between(_result(benchmark), _result(earlier[benchmark.benchmark_id]))
        for benchmark in now.benchmarks
        if benchmark.benchmark_id in earlier
    }


def _result(benchmark: BenchmarkStanding) -> tuple[Status, int | None, int | None]:
    return benchmark.status, benchmark.score_low, benchmark.score_high


def change_between(
    now: tuple[Status, int | None, int | None], before: tuple[Status, int | None, int | None]
) -> Change:
    """How one benchmark moved between two results (status, lowest score, highest score) of the same edition and
    cohort; the caller sees to that. Scores count where there are some, the order of states otherwise."""
    if Status.NOT_KNOWN in {now[0], before[0]}:
        return Change.NOT_COMPARABLE
    scores, scores_before = _range(now), _range(before)
    if scores and scores_before:
        return _direction(scores, scores_before)
    if now[0] not in ORDER or before[0] not in ORDER:
        return Change.NOT_COMPARABLE
    return _direction((ORDER.index(now[0]),) * 2, (ORDER.index(before[0]),) * 2)


def _range(result: tuple[Status, int | None, int | None]) -> Range | None:
    _, low, high = result
    return None if low is None or high is None else (low, high)


def _direction(now: Range, before: Range) -> Change:
    """Up or down only where the two ranges do not touch; none only where both are one number."""
    if now == before and now[0] == now[1]:
        return Change.NONE
    if now[0] > before[1]:
        return Change.UP
    if now[1] < before[0]:
        return Change.DOWN
    return Change.NOT_COMPARABLE

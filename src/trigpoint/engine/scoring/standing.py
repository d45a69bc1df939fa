"""Where an institution stands: answers held against an edition, with the whole sum kept.

The rule, as published for Compass and stated by each edition: a benchmark has a number of assessment areas of equal
weight; its score is the credit earned over their number, cut off to a whole number; it is achieved at the edition's
`achieved_at`. What is not known makes bounds, and a standing is said only when both bounds agree.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from trigpoint.engine.frameworks.edition import Areas, Benchmark, Criterion, Edition
from trigpoint.engine.scoring.answers import Answers
from trigpoint.engine.scoring.areas import NOTHING, Area, AreaState, QuestionAreas, areas_of
from trigpoint.engine.scoring.asking import applies
from trigpoint.engine.scoring.profile import Profile
from trigpoint.engine.vocabulary.standings import Reading, Status


@dataclass(frozen=True)
class Sum:
    """Credit over areas. `low` and `high` are what was earned at least and at most."""

    low: Fraction
    high: Fraction
    of: int

    def percent(self, earned: Fraction) -> Fraction:
        """Exact credit in percent of the areas; there must be at least one."""
        return earned * 100 / self.of

    def score(self, earned: Fraction) -> int:
        """The percentage cut off to a whole number."""
        return int(self.percent(earned))


@dataclass(frozen=True)
class CriterionStanding:
    criterion_id: str
    status: Status
    areas: tuple[Area, ...]
    sum: Sum


@dataclass(frozen=True)
class BenchmarkStanding:
    """`score_low` and `score_high` are None where the edition gives no score or nothing could be asked."""

    benchmark_id: str
    status: Status
    areas: tuple[Area, ...]
    sum: Sum
    score_low: int | None
    score_high: int | None
    not_applicable: int  # areas that left the sum
    reachable: bool  # the most it can have earned would achieve it

    @property
    def not_known(self) -> int:
        """How many areas are not known, unanswered ones included."""
        return sum(area.low != area.high for area in self.areas)


@dataclass(frozen=True)
class InstitutionStanding:
    edition_id: str
    reading: Reading
    benchmarks: tuple[BenchmarkStanding, ...]
    criteria: tuple[CriterionStanding, ...]
    achieved_low: int
    achieved_high: int
    assessable: int  # benchmarks that can be assessed at all
    unanswered: int  # areas that nobody has answered yet

    def benchmark(self, benchmark_id: str) -> BenchmarkStanding:
        return next(standing for standing in self.benchmarks if standing.benchmark_id == benchmark_id)


def score(
    edition: Edition, profile: Profile, answers: Answers, reading: Reading = Reading.CLAIMED
) -> InstitutionStanding:
    """Where an institution stands by its answers. Unanswered counts as not known, never as no."""
    by_question = {
        question.id: areas_of(edition, question, profile, answers)
        for _, question in edition.questions()
        if question.areas is not Areas.NONE
    }
    return stand(edition, profile, by_question, reading)


def stand(
    edition: Edition, profile: Profile, by_question: Mapping[str, QuestionAreas], reading: Reading
) -> InstitutionStanding:
    """Where an institution stands by the areas of every scored question."""
    benchmarks, criteria = [], []
    for benchmark in edition.benchmarks:
        found = {
            question.id: by_question[question.id]
            for question in benchmark.questions
            if question.id in by_question
        }
        areas = tuple(area for asked in found.values() for area in asked.areas)
        left_out = sum(asked.not_applicable for asked in found.values())
        benchmarks.append(_benchmark(edition, benchmark, areas, scored=bool(found), left_out=left_out))
        for criterion in benchmark.criteria:
            speaking = [q.id for q in benchmark.questions if criterion.id in q.criteria and q.id in found]
            own = tuple(area for question_id in speaking for area in found[question_id].areas)
            # A question may also speak of other criteria, which do apply; its areas say nothing of this one.
            own = own if applies(criterion, profile) else ()
            criteria.append(_criterion(edition, criterion, own, scored=bool(speaking)))
    return InstitutionStanding(
        edition_id=edition.id,
        reading=reading,
        benchmarks=tuple(benchmarks),
        criteria=tuple(criteria),
        achieved_low=sum(standing.status is Status.ACHIEVED for standing in benchmarks),
        achieved_high=sum(standing.reachable for standing in benchmarks),
        assessable=sum(
            standing.status not in {Status.NOT_APPLICABLE, Status.UNSCORED} for standing in benchmarks
        ),
        unanswered=sum(
            area.state is AreaState.UNANSWERED for standing in benchmarks for area in standing.areas
        ),
    )


def _benchmark(
    edition: Edition, benchmark: Benchmark, areas: tuple[Area, ...], *, scored: bool, left_out: int
) -> BenchmarkStanding:
    total = _sum(areas)
    status = status_of(total, edition.scoring.achieved_at, scored=scored)
    has_score = edition.policies.scored.allowed and total.of > 0
    return BenchmarkStanding(
        benchmark_id=benchmark.id,
        status=status,
        areas=areas,
        sum=total,
        score_low=total.score(total.low) if has_score else None,
        score_high=total.score(total.high) if has_score else None,
        not_applicable=left_out,
        reachable=scored and total.of > 0 and total.score(total.high) >= edition.scoring.achieved_at,
    )


def _criterion(
    edition: Edition, criterion: Criterion, areas: tuple[Area, ...], *, scored: bool
) -> CriterionStanding:
    total = _sum(areas)
    return CriterionStanding(
        criterion.id, status_of(total, edition.scoring.achieved_at, scored=scored), areas, total
    )


def _sum(areas: Sequence[Area]) -> Sum:
    low = sum((area.low for area in areas), NOTHING)
    high = sum((area.high for area in areas), NOTHING)
    return Sum(low, high, len(areas))


def status_of(total: Sum, achieved_at: int, *, scored: bool = True) -> Status:
    """The standing that a sum's bounds allow: said where both agree, not known otherwise."""
    if not scored:
        return Status.UNSCORED
    if total.of == 0:
        return Status.NOT_APPLICABLE
    if total.score(total.low) >= achieved_at:
        return Status.ACHIEVED
    if total.score(total.high) >= achieved_at:
        return Status.NOT_KNOWN
    if total.low > 0:
        return Status.IN_PROGRESS
    return Status.NOT_ACHIEVED if total.high == 0 else Status.NOT_KNOWN

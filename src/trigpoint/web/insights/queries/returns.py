"""Returns: submitted assessments as model rows with their results, for the page of one institution."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Prefetch, QuerySet

from trigpoint.engine.frameworks.edition import Edition
from trigpoint.engine.scoring.moves import Change, change_between
from trigpoint.engine.scoring.standing import Sum
from trigpoint.engine.vocabulary.standings import Reading, Status
from trigpoint.jobs.storage.packaged_content import packaged_edition
from trigpoint.web.assessments.models import Assessment, BenchmarkResult, CriterionResult
from trigpoint.web.insights.queries.claims import Basis, are_comparable


@dataclass(frozen=True)
class Return:
    """What an institution claimed for one edition at one date, with every row that the page opens."""

    assessment: Assessment
    edition: Edition
    results: dict[str, BenchmarkResult]
    criteria: dict[str, CriterionResult]

    @property
    def basis(self) -> Basis:
        assessment = self.assessment
        return Basis(
            self.edition.id,
            self.edition.jurisdiction,
            assessment.as_of,
            assessment.chosen_cohort,
            assessment.origin == Assessment.Origin.ELSEWHERE,
        )

    def count(self, status: Status) -> int:
        return sum(Status(result.status) is status for result in self.results.values())


def sum_of(result: BenchmarkResult | CriterionResult) -> Sum | None:
    """A stored result's arithmetic; None where only a standing was entered."""
    if result.areas is None or not result.earned_low:
        return None
    return Sum(Fraction(result.earned_low), Fraction(result.earned_high), result.areas)


def locked_claims(assessments: QuerySet[Assessment]) -> list[Return]:
    """The claims among some assessments, newest first. Three queries, whatever their number."""
    claimed = {"reading": Reading.CLAIMED}
    rows = (
        assessments.filter(state__in=Assessment.LOCKED, site=None)
        .select_related("institution", "submitted_by")
        .prefetch_related(
            Prefetch("benchmark_results", BenchmarkResult.objects.filter(**claimed)),
            Prefetch("criterion_results", CriterionResult.objects.filter(**claimed)),
        )
        .order_by("-as_of", "-version", "-pk")
    )
    return [
        Return(
            row,
            packaged_edition(row.edition_id),
            {result.benchmark_id: result for result in row.benchmark_results.all()},
            {result.criterion_id: result for result in row.criterion_results.all()},
        )
        for row in rows
    ]


def newest_by_institution(claims: Iterable[Return]) -> dict[int, Return]:
    """The newest claim of each institution, from claims that come newest first."""
    newest: dict[int, Return] = {}
    for claim in claims:
        newest.setdefault(claim.assessment.institution_id, claim)
    return newest


def claim_before(claim: Return, claims: Iterable[Return]) -> Return | None:
    """The institution's last claim on the same edition before this one, where the two can be compared: the same
    school year, the same chosen pupils, both answered here or both reported from elsewhere. None otherwise."""
    before = next(
        (
            other
            for other in claims
            if other.edition.id == claim.edition.id and other.assessment.as_of < claim.assessment.as_of
        ),
        None,
    )
    return before if before and are_comparable(claim.basis, before.basis) else None


def change_of(claim: Return, before: Return | None, benchmark_id: str) -> Change:
    """How a benchmark moved since the claim before; not comparable without one."""
    if before is None or benchmark_id not in claim.results or benchmark_id not in before.results:
        return Change.NOT_COMPARABLE
    return change_between(_as_tuple(claim.results[benchmark_id]), _as_tuple(before.results[benchmark_id]))


def _as_tuple(result: BenchmarkResult) -> tuple[Status, int | None, int | None]:
    return Status(result.status), result.score_low, result.score_high

"""What the engine makes of a submission, stored with it. Part of the submitting action and never on its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from trigpoint.engine.scoring.rollup import roll_up
from trigpoint.engine.scoring.standing import InstitutionStanding, score
from trigpoint.engine.vocabulary.standings import Status
from trigpoint.jobs.storage.packaged_content import edition_hash
from trigpoint.web.assessments.models import Assessment, BenchmarkResult, CriterionResult
from trigpoint.web.assessments.queries.assessments import given_in, rows_of
from trigpoint.web.assessments.queries.editions import edition_of, profile_of
from trigpoint.web.assessments.queries.sites import sites_to_roll_up


def store_results(assessment: Assessment) -> InstitutionStanding:
    """Works the answers out and keeps the standing, with the edition's text as it is now. Saves the assessment."""
    standing = score(
        edition_of(assessment), profile_of(assessment.institution), given_in(rows_of(assessment))
    )
    assessment.benchmark_results.all().delete()
    assessment.criterion_results.all().delete()
    BenchmarkResult.objects.bulk_create(
        BenchmarkResult(
            assessment=assessment,
            benchmark_id=found.benchmark_id,
            status=found.status,
            earned_low=str(found.sum.low),
            earned_high=str(found.sum.high),
            areas=found.sum.of,
            score_low=found.score_low,
            score_high=found.score_high,
        )
        for found in standing.benchmarks
    )
    CriterionResult.objects.bulk_create(
        CriterionResult(
            assessment=assessment,
            criterion_id=criterion.criterion_id,
            status=criterion.status,
            earned_low=str(criterion.sum.low),
            earned_high=str(criterion.sum.high),
            areas=criterion.sum.of,
        )
        for criterion in standing.criteria
    )
    _keep_bounds(assessment, standing.achieved_low, standing.achieved_high, standing.assessable)
    return standing


def store_statuses(
    assessment: Assessment,
    statuses: Mapping[str, Status],
    *,
    bounds: tuple[int, int, int],
    scores: Mapping[str, int | None] | None = None,
) -> None:
    """Keeps standings that were not worked out from answers: from elsewhere, or rolled up from sites."""
    BenchmarkResult.objects.bulk_create(
        BenchmarkResult(
            assessment=assessment,
            benchmark_id=benchmark_id,
            status=status,
            score_low=scores.get(benchmark_id) if scores else None,
            score_high=scores.get(benchmark_id) if scores else None,
        )
        for benchmark_id, status in statuses.items()
    )
    _keep_bounds(assessment, *bounds)


def store_roll_up(submitted: Assessment) -> Assessment:
    """Rolls the sites of a site's institution up anew. A draft until every site has submitted; then a version that
    supersedes the one before."""
    edition = edition_of(submitted)
    sites = sites_to_roll_up(submitted)
    statuses = [_statuses(site.assessment) if site.assessment else None for site in sites]
    rolled = roll_up([benchmark.id for benchmark in edition.benchmarks], statuses)
    rolled_up = _roll_up_of(submitted)
    rolled_up.benchmark_results.all().delete()
    if None not in statuses:
        rolled_up.state = Assessment.State.SUBMITTED
        rolled_up.submitted_by_id, rolled_up.submitted_at = submitted.submitted_by_id, submitted.submitted_at
        Assessment.objects.filter(superseded_by=rolled_up).update(state=Assessment.State.SUPERSEDED)
    bounds = (rolled.achieved_low, rolled.achieved_high, rolled.assessable)
    store_statuses(rolled_up, rolled.statuses, bounds=bounds)
    return rolled_up


def _roll_up_of(submitted: Assessment) -> Assessment:
    """The institution's roll-up that is still a draft, or the next version of it."""
    same = Assessment.objects.filter(
        institution=submitted.institution_id,
        site=None,
        edition_id=submitted.edition_id,
        as_of=submitted.as_of,
        origin=Assessment.Origin.ROLLED_UP,
    )
    before = same.order_by("-version").first()
    if before and before.state == Assessment.State.DRAFT:
        return before
    return Assessment.objects.create(
        institution_id=submitted.institution_id,
        campaign_id=submitted.campaign_id,
        edition_id=submitted.edition_id,
        title=submitted.title,
        as_of=submitted.as_of,
        origin=Assessment.Origin.ROLLED_UP,
        version=before.version + 1 if before else 1,
        supersedes=before,
    )


def _statuses(assessment: Assessment) -> dict[str, Status]:
    found: Iterable[BenchmarkResult] = assessment.benchmark_results.all()
    return {result.benchmark_id: Status(result.status) for result in found}


def _keep_bounds(assessment: Assessment, low: int, high: int, assessable: int) -> None:
    assessment.achieved_low, assessment.achieved_high, assessment.assessable = low, high, assessable
    assessment.edition_hash = edition_hash(assessment.edition_id)
    assessment.save()

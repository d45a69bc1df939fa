"""What the page of one institution shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from trigpoint.engine.frameworks.edition import Benchmark, Criterion, Line, Question
from trigpoint.engine.frameworks.scales import ScaleValue
from trigpoint.engine.scoring.answers import Answers
from trigpoint.engine.scoring.areas import Area
from trigpoint.engine.scoring.averages import Bounds, mean_score
from trigpoint.engine.scoring.moves import Change
from trigpoint.engine.scoring.rollup import LEFT_OUT
from trigpoint.engine.scoring.standing import Sum, score
from trigpoint.engine.vocabulary.standings import Reading, Status
from trigpoint.web.assessments.models import Assessment, BenchmarkResult, CriterionResult
from trigpoint.web.assessments.queries.editions import profile_of
from trigpoint.web.assessments.queries.sites import site_claims
from trigpoint.web.insights.queries.claims import (
    NOT_KNOWN,
    Claim,
    Mark,
    answers_of,
    change_since,
    claim_before,
    claims_of,
    read_marks,
    sum_of,
)
from trigpoint.web.insights.queries.members import is_main
from trigpoint.web.organisations.models import Hub, Institution, Site
from trigpoint.web.organisations.queries.roles import hubs_of, members_today

FEWEST_IN_A_MEAN = 3
"""With fewer claims, an institution that knows its own could work another's out."""


@dataclass(frozen=True)
class ProfileRow:
    """One benchmark of the profile: now, last time and the hub."""

    benchmark: Benchmark
    result: Mark | None
    before: Mark | None
    change: Change
    hub: Bounds | None
    domain_opens: bool  # the first row of its domain

    @property
    def sum(self) -> Sum | None:
        return self.result.sum if self.result else None

    @property
    def status(self) -> Status:
        return status_of(self.benchmark, self.result)


@dataclass(frozen=True)
class CriterionRow:
    benchmark: Benchmark
    criterion: Criterion
    status: Status
    sum: Sum | None


@dataclass(frozen=True)
class HistoryRow:
    """One return, or the break where the edition changes (then `claim` is None)."""

    claim: Claim | None
    statuses: tuple[tuple[Benchmark, Mark | None], ...] = ()


def status_of(benchmark: Benchmark, result: Mark | None) -> Status:
    """A benchmark's status; unscored where nothing can be assessed yet, not known where nothing was claimed."""
    if benchmark.awaiting:
        return Status.UNSCORED
    return result.status if result else Status.NOT_KNOWN


def claims_by(institution: Institution) -> list[Claim]:
    """An institution's claims with marks, newest first. Two queries."""
    claims = claims_of([institution.pk]).get(institution.pk, [])
    read_marks(claims)
    return claims


def main_claim(claims: list[Claim]) -> Claim | None:
    """The newest claim that is no mere check of a duty, or simply the newest."""
    return next((claim for claim in claims if is_main(claim.edition)), claims[0] if claims else None)


def profile(institution: Institution, claim: Claim, claims: list[Claim]) -> list[ProfileRow]:
    """The benchmarks of a claim's edition, with last time and the hub where they may be compared."""
    before = claim_before(claim, claims)
    means = hub_means(institution, claim)
    rows, domain = [], None
    for benchmark in claim.edition.benchmarks:
        rows.append(
            ProfileRow(
                benchmark=benchmark,
                result=claim.marks.get(benchmark.id),
                before=before.marks.get(benchmark.id) if before else None,
                change=change_since(before, claim, benchmark.id),
                hub=means.get(benchmark.id),
                domain_opens=benchmark.domain is not None and benchmark.domain != domain,
            )
        )
        domain = benchmark.domain
    return rows


def hub_means(institution: Institution, claim: Claim) -> dict[str, Bounds]:
    """Mean score of each benchmark over members of the institution's hubs that the edition is made for; {} where it
    gives no score, may not be compared, or where so few have claimed that one could be worked out.

    A member without a claim on this edition may score anything, so it widens the bounds. Three queries.
    """
    policies = claim.edition.policies
    if not (policies.scored.allowed and policies.compared.allowed):
        return {}
    kinds = claim.edition.kinds_of_institution
    members = members_today().filter(hub__in=hubs_of(institution), institution__kind__in=kinds)
    ids = set(members.values_list("institution_id", flat=True))
    newest = {pk: found[0] for pk, found in claims_of(ids, edition_id=claim.edition.id).items()}
    if len(newest) < FEWEST_IN_A_MEAN:
        return {}
    read_marks(newest.values())
    means = {}
    for benchmark in claim.edition.benchmarks:
        marks = [newest[pk].marks.get(benchmark.id, NOT_KNOWN) if pk in newest else NOT_KNOWN for pk in ids]
        assessed = [mark.scores for mark in marks if mark.status not in LEFT_OUT]
        if bounds := mean_score(assessed):
            means[benchmark.id] = bounds
    return means


def criteria_of(claim: Claim) -> list[CriterionRow]:
    """Every criterion with its standing and its sum; not known where a claim came without answers. One query."""
    rows = CriterionResult.objects.filter(assessment=claim.pk, reading=Reading.CLAIMED)
    results = {row.criterion_id: row for row in rows}
    return [
        CriterionRow(
            benchmark,
            criterion,
            Status(found.status) if (found := results.get(criterion.id)) else Status.NOT_KNOWN,
            sum_of(found.earned_low, found.earned_high, found.areas) if found else None,
        )
        for benchmark in claim.edition.benchmarks
        for criterion in benchmark.criteria
    ]


def of_framework(claims: list[Claim], framework: str) -> list[Claim]:
    """The claims on any edition of a framework."""
    return [claim for claim in claims if claim.edition.framework == framework]


def history(claims: list[Claim], framework: str) -> list[HistoryRow]:
    """Returns of one framework, newest first, with a break wherever the edition changes."""
    rows: list[HistoryRow] = []
    edition_id = None
    for claim in claims:
        if claim.edition.framework != framework:
            continue
        if edition_id is not None and claim.edition.id != edition_id:
            rows.append(HistoryRow(None))
        edition_id = claim.edition.id
        cells = tuple((benchmark, claim.marks.get(benchmark.id)) for benchmark in claim.edition.benchmarks)
        rows.append(HistoryRow(claim, cells))
    return rows


def draft_of(institution: Institution) -> Assessment | None:
    """The draft somebody is working on, the one that is due first."""
    drafts = Assessment.objects.filter(institution=institution, state=Assessment.State.DRAFT, site=None)
    return (
        drafts.exclude(origin=Assessment.Origin.ROLLED_UP)
        .select_related("campaign")
        .order_by("as_of")
        .first()
    )


def hubs_shown(institution: Institution) -> list[Hub]:
    return list(Hub.objects.filter(pk__in=hubs_of(institution)))


@dataclass(frozen=True)
class OpenedArea:
    """One area of a benchmark with the words of its question, line and answer."""

    question: Question
    line: Line | None
    area: Area
    value: ScaleValue | None  # None where the answer is a mean, open or not known


def opened(institution: Institution, claim: Claim, benchmark: Benchmark) -> list[OpenedArea]:
    """A benchmark's areas as the claim answered them; none where only a result was entered or rolled up."""
    answers = answers_of(claim)
    if not answers:
        return []
    standing = score(claim.edition, profile_of(institution), answers).benchmark(benchmark.id)
    return [_open(claim, answers, area) for area in standing.areas]


def is_sum_of(result: Mark | None, areas: list[OpenedArea]) -> bool:
    """Does the stored result still follow from the answers? Not where the edition's text has changed since."""
    total = result.sum if result else None
    return total is not None and (total.low, total.high, total.of) == (
        sum(each.area.low for each in areas),
        sum(each.area.high for each in areas),
        len(areas),
    )


def _open(claim: Claim, answers: Answers, area: Area) -> OpenedArea:
    question = claim.edition.question(area.question_id)
    line = next((line for line in question.lines if line.id == area.line_id), None)
    answer = answers.get(question.id)
    value: Any = answer.value if answer else None
    if line is not None and isinstance(value, dict):
        value = value.get(line.id)
    scale = next((scale for scale in claim.edition.scales if scale.id == question.scale), None)
    found = next((known for known in scale.values if known.id == value), None) if scale else None
    return OpenedArea(question, line, area, found)


@dataclass(frozen=True)
class AtSite:
    """One site's part of a rolled-up benchmark. `result` is None for a site that has not submitted."""

    site: Site
    assessment: Assessment | None
    result: BenchmarkResult | None


def at_sites(institution: Institution, claim: Claim, benchmark: Benchmark) -> list[AtSite]:
    """The sites a claim was rolled up from; none for a claim that was not."""
    if claim.origin != Assessment.Origin.ROLLED_UP:
        return []
    found = []
    for each in site_claims(institution, edition_id=claim.edition_id, as_of=claim.as_of):
        results = each.assessment.benchmark_results.all() if each.assessment else ()
        claimed = (row for row in results if row.reading == Reading.CLAIMED)
        result = next((row for row in claimed if row.benchmark_id == benchmark.id), None)
        found.append(AtSite(each.site, each.assessment, result))
    return found

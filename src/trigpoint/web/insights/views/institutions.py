"""Where one institution stands: the whole, and one benchmark opened down to its sum."""

from fractions import Fraction
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from trigpoint.engine.frameworks.edition import Benchmark
from trigpoint.engine.vocabulary.standings import Status
from trigpoint.web.assessments.models import Assessment
from trigpoint.web.assessments.queries.assessments import find_assessment, is_own_person
from trigpoint.web.assessments.queries.campaigns import campaign_due_from
from trigpoint.web.assessments.queries.handovers import handed_to
from trigpoint.web.insights.downloads import Tables, download
from trigpoint.web.insights.queries import standings
from trigpoint.web.insights.queries.claims import Claim, Mark
from trigpoint.web.insights.queries.comparators import has_national_figures, national_beside
from trigpoint.web.insights.queries.moves import moves_of
from trigpoint.web.insights.queries.promises import promises_of
from trigpoint.web.insights.tables.institution import (
    criteria_table,
    history_table,
    nation_table,
    profile_table,
)
from trigpoint.web.organisations.models import Institution
from trigpoint.web.shared.access import needs


def institution_of(pk: int, **_others: Any) -> Institution:
    return get_object_or_404(Institution.objects.select_related("area", "group"), pk=pk)


@needs("organisations.view_institution", of=institution_of)
@require_safe
def institution(request: HttpRequest, institution: Institution) -> HttpResponse:
    claims = standings.claims_by(institution)
    claim = standings.main_claim(claims)
    own = is_own_person(request.user, institution)
    if claim and (file := download(request, _tables(institution, claim, claims))):
        return file
    context = {
        "institution": institution,
        "here": "standing",
        "claim": claim,
        "own": own,
        "hubs": standings.hubs_shown(institution),
        "draft": _draft_for(request, institution),
        **(_owed(request, institution) if own else {}),
        "campaign": campaign_due_from(institution, today=timezone.localdate()) if own else None,
    }
    if claim:
        context |= _pictures(institution, claim, claims, own=own)
    return render(request, "insights/institution.html", context)


def _owed(request: HttpRequest, institution: Institution) -> dict[str, Any]:
    """What waits for the reader: queries, a signature, questions handed to them."""
    return {
        "promises": promises_of(institution),
        "waiting": handed_to(request.user, institution),
    }


def _tables(institution: Institution, claim: Claim, claims: list[Claim]) -> Tables:
    national = national_beside(standings.of_framework(claims, claim.edition.framework))
    nation: Tables = {"nation": lambda: nation_table(institution, national)} if national else {}
    return {
        "profile": lambda: profile_table(institution, claim, standings.profile(institution, claim, claims)),
        "criteria": lambda: criteria_table(institution, claim, standings.criteria_of(claim)),
        "history": lambda: history_table(institution, standings.history(claims, claim.edition.framework)),
        **nation,
    }


def _draft_for(request: HttpRequest, institution: Institution) -> Assessment | None:
    """The draft, for those who may look inside one; an adviser belongs to the institution and may not."""
    draft = standings.draft_of(institution)
    return draft if draft and request.user.has_perm("assessments.view_assessment", draft) else None


def _pictures(institution: Institution, claim: Claim, claims: list[Claim], *, own: bool) -> dict[str, Any]:
    rows = standings.profile(institution, claim, claims)
    return {
        "edition": claim.edition,
        "scored": claim.edition.policies.scored.allowed,
        "compared": claim.edition.policies.compared.allowed and claim.edition.policies.scored.allowed,
        "profile": rows,
        "domains": {domain.id: domain.title for domain in claim.edition.domains},
        "awaiting": sum(row.benchmark.awaiting is not None for row in rows),
        "in_progress": claim.count(Status.IN_PROGRESS),
        "not_known": claim.count(Status.NOT_KNOWN),
        "criteria": standings.criteria_of(claim),
        "history": standings.history(claims, claim.edition.framework),
        "comparators": national_beside(standings.of_framework(claims, claim.edition.framework)),
        "has_national": has_national_figures(claim.edition),
        "moves": moves_of(institution, claim) if own else [],
    }


@needs("organisations.view_institution", of=institution_of, keep=("benchmark_id",))
@require_safe
def benchmark(request: HttpRequest, institution: Institution, benchmark_id: str) -> HttpResponse:
    """One benchmark of the newest claim: areas, credit, the cut; the answers for who may read them."""
    claims = standings.claims_by(institution)
    claim = standings.main_claim(claims)
    if claim is None:
        raise Http404
    found = _benchmark_of(claim, benchmark_id)
    result = claim.marks.get(found.id)
    opened = standings.opened(institution, claim, found)
    context = {
        "institution": institution,
        "here": "standing",
        "claim": claim,
        "edition": claim.edition,
        "benchmark": found,
        "result": result,
        "sum": result.sum if result else None,
        "status": standings.status_of(found, result),
        "percents": _percents(result),
        "full": sum(each.area.low == 1 for each in opened),
        "drifted": bool(opened) and not standings.is_sum_of(result, opened),
        "criteria": [row for row in standings.criteria_of(claim) if row.benchmark.id == found.id],
        "opened": opened,
        "sites": standings.at_sites(institution, claim, found),
        "answers_shown": request.user.has_perm("assessments.view_assessment", find_assessment(claim.pk)),
        "scored": claim.edition.policies.scored.allowed,
        "sources": claim.edition.sources,
    }
    return render(request, "insights/benchmark.html", context)


def _benchmark_of(claim: Claim, benchmark_id: str) -> Benchmark:
    try:
        return claim.edition.benchmark(benchmark_id)
    except StopIteration:
        raise Http404 from None


def _percents(result: Mark | None) -> tuple[Fraction, Fraction] | None:
    """The exact percentages before they are cut off, at least and at most."""
    total = result.sum if result else None
    if total is None or total.of == 0:
        return None
    return total.percent(total.low), total.percent(total.high)


@needs("organisations.view_institution", of=institution_of)
@require_safe
def one_page(request: HttpRequest, institution: Institution) -> HttpResponse:
    """For the head and the governor: where we stand, what is due, what was promised. One sheet of paper."""
    claims = standings.claims_by(institution)
    claim = standings.main_claim(claims)
    own = is_own_person(request.user, institution)
    context = {
        "institution": institution,
        "here": "standing",
        "claim": claim,
        "own": own,
        "today": timezone.localdate(),
        "hubs": standings.hubs_shown(institution),
        "campaign": campaign_due_from(institution, today=timezone.localdate()) if own else None,
        "promises": promises_of(institution) if own else None,
    }
    if claim:
        context |= _pictures(institution, claim, claims, own=own)
    return render(request, "insights/one_page.html", context)

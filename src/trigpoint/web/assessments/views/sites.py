"""A college's sites or departments side by side, and what they come to together."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from trigpoint.engine.scoring.rollup import roll_up
from trigpoint.engine.vocabulary.standings import Status
from trigpoint.web.assessments.models import Assessment
from trigpoint.web.assessments.queries.assessments import assessments_seen_by, is_own_person
from trigpoint.web.assessments.queries.editions import edition_of
from trigpoint.web.assessments.queries.sites import site_claims
from trigpoint.web.organisations.models import Institution
from trigpoint.web.organisations.queries.places import find_institution
from trigpoint.web.shared.access import needs


@needs("organisations.view_institution", of=find_institution)
@require_safe
def sites(request: HttpRequest, institution: Institution) -> HttpResponse:
    """For one date: the newest that a site has submitted, or the one asked for."""
    rounds = _rounds(request, institution)
    wanted = request.GET.get("of", "")
    chosen = next((each for each in rounds if str(each.pk) == wanted), rounds[0] if rounds else None)
    context = {
        "institution": institution,
        "here": "assessment",
        "rounds": rounds,
        "chosen": chosen,
        "inside": is_own_person(request.user, institution),
    }
    if chosen:
        context |= _side_by_side(institution, chosen)
    return render(request, "assessments/sites.html", context)


def _rounds(request: HttpRequest, institution: Institution) -> list[Assessment]:
    """One assessment for each date and edition in which a site took part, newest first."""
    seen = assessments_seen_by(request.user, institution).filter(site__isnull=False)
    found: dict[tuple[str, object], Assessment] = {}
    for each in seen.exclude(state=Assessment.State.SUPERSEDED):
        found.setdefault((each.edition_id, each.as_of), each)
    return list(found.values())


def _side_by_side(institution: Institution, chosen: Assessment) -> dict:
    edition = edition_of(chosen)
    claims = site_claims(institution, edition_id=chosen.edition_id, as_of=chosen.as_of)
    statuses = [
        {result.benchmark_id: Status(result.status) for result in claim.assessment.benchmark_results.all()}
        if claim.assessment
        else None
        for claim in claims
    ]
    rolled = roll_up([benchmark.id for benchmark in edition.benchmarks], statuses)
    rows = [
        {
            "benchmark": benchmark,
            "together": rolled.statuses[benchmark.id],
            "sites": [
                (found or {}).get(benchmark.id, Status.NOT_KNOWN) if found else Status.NOT_KNOWN
                for found in statuses
            ],
        }
        for benchmark in edition.benchmarks
    ]
    return {"edition": edition, "claims": claims, "rolled": rolled, "rows": rows}

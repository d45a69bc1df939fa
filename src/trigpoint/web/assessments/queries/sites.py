"""Sites and departments that assess for themselves, with what each submitted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from trigpoint.web.assessments.models import Assessment
from trigpoint.web.organisations.models import Institution, Site


@dataclass(frozen=True)
class SiteClaim:
    """A site with its newest assessment for a date: `assessment` once submitted, `draft` before."""

    site: Site
    assessment: Assessment | None
    draft: Assessment | None


def sites_open_on(institution: Institution, on: date) -> list[Site]:
    return list(institution.sites.filter(Q(closed_on=None) | Q(closed_on__gt=on)))


def site_claims(institution: Institution, *, edition_id: str, as_of: date) -> list[SiteClaim]:
    """Every site that was open on the day, by name. Three queries, whatever their number."""
    found = (
        Assessment.objects.filter(
            institution=institution, site__isnull=False, edition_id=edition_id, as_of=as_of
        )
        .exclude(state=Assessment.State.SUPERSEDED)
        .order_by("version")
        .prefetch_related("benchmark_results")
    )
    claims = {each.site_id: each for each in found if each.state in Assessment.LOCKED}
    drafts = {each.site_id: each for each in found if each.state not in Assessment.LOCKED}
    return [
        SiteClaim(site, claims.get(site.pk), drafts.get(site.pk))
        for site in sites_open_on(institution, as_of)
    ]


def sites_to_roll_up(submitted: Assessment) -> Sequence[SiteClaim]:
    return site_claims(submitted.institution, edition_id=submitted.edition_id, as_of=submitted.as_of)

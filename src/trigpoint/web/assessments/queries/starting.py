"""What an institution could start now: for which date, with which edition, from which earlier answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from trigpoint.engine.frameworks.edition import Edition
from trigpoint.web.assessments.models import Assessment, Campaign
from trigpoint.web.assessments.queries.campaigns import edition_asked_of, open_campaign_for
from trigpoint.web.assessments.queries.editions import editions_to_start
from trigpoint.web.organisations.models import Institution, SnapshotDate
from trigpoint.web.organisations.queries.roles import members_today


@dataclass(frozen=True)
class Occasion:
    """A snapshot date to assess for, asked by a campaign or of the institution's own accord."""

    title: str
    as_of: date
    editions: list[Edition]
    campaign: Campaign | None


def occasion_for(institution: Institution, *, today: date) -> Occasion:
    """The open campaign's date and edition; without a campaign, the next snapshot date of its hubs, or today."""
    campaign = open_campaign_for(institution, today=today)
    if campaign:
        asked = edition_asked_of(campaign, institution.kind)
        others = editions_to_start(institution, on=campaign.as_of)
        editions = [asked, *others] if asked else others
        return Occasion(campaign.title, campaign.as_of, list({e.id: e for e in editions}.values()), campaign)
    hubs = members_today().filter(institution=institution).values("hub_id")
    coming = sorted(
        (_next(snapshot, today), snapshot.name) for snapshot in SnapshotDate.objects.filter(hub__in=hubs)
    )
    as_of, name = coming[0] if coming else (today, "")
    title = f"{name} {as_of.year}".strip()
    return Occasion(title, as_of, editions_to_start(institution, on=as_of), None)


def earlier_answers(institution: Institution) -> list[Assessment]:
    """What could be copied or carried into a new assessment: the newest claim of each edition and site."""
    claims = institution.assessments.filter(
        origin=Assessment.Origin.ANSWERED, state__in=Assessment.LOCKED
    ).select_related("site")
    newest: dict[tuple[str, int | None], Assessment] = {}
    for claim in claims.order_by("as_of", "version"):
        newest[claim.edition_id, claim.site_id] = claim
    return list(newest.values())


def _next(snapshot: SnapshotDate, today: date) -> date:
    this_year = date(today.year, snapshot.month, snapshot.day)
    return this_year if this_year >= today else this_year.replace(year=today.year + 1)

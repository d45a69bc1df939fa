"""Reading campaigns: whom they ask, and who has answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import QuerySet

from trigpoint.engine.frameworks.choosing import fits
from trigpoint.engine.frameworks.edition import Edition
from trigpoint.jobs.storage.packaged_content import packaged_edition
from trigpoint.web.assessments.models import Assessment, Campaign
from trigpoint.web.organisations.models import Institution
from trigpoint.web.organisations.queries.roles import members_today


class Return(StrEnum):
    """How far an institution is with what a campaign asks. The hub sees this word and never the draft."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    TO_SIGN = "to_sign"
    SUBMITTED = "submitted"
    QUERIED = "queried"
    NOTED = "noted"
    NOT_ASKED = "not_asked"  # no edition of the campaign is made for its kind


OF_STATE = {
    Assessment.State.DRAFT: Return.IN_PROGRESS,
    Assessment.State.TO_SIGN: Return.TO_SIGN,
    Assessment.State.SUBMITTED: Return.SUBMITTED,
    Assessment.State.QUERIED: Return.QUERIED,
    Assessment.State.NOTED: Return.NOTED,
}
IN_HAND = {Return.SUBMITTED, Return.QUERIED, Return.NOTED}
WAITING = {Return.NOT_STARTED, Return.IN_PROGRESS, Return.TO_SIGN}


@dataclass(frozen=True)
class Row:
    """One line of the returns board. `assessment` is None until one is started."""

    institution: Institution
    edition: Edition | None
    state: Return
    late: bool
    assessment: Assessment | None


def edition_asked_of(campaign: Campaign, kind: str) -> Edition | None:
    """The campaign's first edition that is made for a kind of institution; None when none is."""
    editions = (packaged_edition(edition_id) for edition_id in campaign.editions)
    return next((edition for edition in editions if fits(edition, kind)), None)


def returns_of(campaign: Campaign, *, today: date) -> list[Row]:
    """Every member the campaign asks, by name, with how far it is. Two queries, whatever their number."""
    members = members_today().filter(hub=campaign.hub_id)
    if campaign.cohort_id:
        members = members.filter(cohort=campaign.cohort_id)
    related = ("institution__area", "coordinator__user")
    institutions = [row.institution for row in members.select_related(*related).order_by("institution__name")]
    current = Assessment.objects.filter(campaign=campaign, site=None).exclude(
        state=Assessment.State.SUPERSEDED
    )
    latest = {assessment.institution_id: assessment for assessment in current.order_by("version")}
    return [_row(campaign, institution, latest.get(institution.pk), today) for institution in institutions]


def _row(campaign: Campaign, institution: Institution, assessment: Assessment | None, today: date) -> Row:
    edition = edition_asked_of(campaign, institution.kind)
    if assessment:
        state = OF_STATE[Assessment.State(assessment.state)]
    else:
        state = Return.NOT_STARTED if edition else Return.NOT_ASKED
    late = today > campaign.due_on and state in WAITING
    return Row(institution, edition, state, late, assessment)


def count_returns(rows: list[Row]) -> Counter[str]:
    """How many institutions are how far, and how many are late, under the key "late"."""
    counts = Counter(row.state.value for row in rows)
    counts["late"] = sum(row.late for row in rows)
    counts["all"] = len(rows)
    counts["in_hand"] = sum(row.state in IN_HAND for row in rows)
    counts["asked"] = sum(row.state is not Return.NOT_ASKED for row in rows)
    return counts


def open_campaign_for(institution: Institution, *, today: date) -> Campaign | None:
    """The campaign that asks this institution now: the one that is due soonest, of any of its hubs."""
    return _first_that_asks(institution, _running_for(institution, today))


def campaign_due_from(institution: Institution, *, today: date) -> Campaign | None:
    """The campaign that still waits for this institution, due soonest; one it has submitted to asks no more."""
    answered = Assessment.objects.filter(
        institution=institution, site=None, state__in=Assessment.LOCKED, campaign__isnull=False
    )
    waiting = _running_for(institution, today).exclude(pk__in=answered.values("campaign_id"))
    return _first_that_asks(institution, waiting)


def _running_for(institution: Institution, today: date) -> QuerySet[Campaign]:
    hubs = members_today().filter(institution=institution).values("hub_id")
    running = Campaign.objects.filter(hub__in=hubs, opens_on__lte=today, closed_at=None)
    return running.select_related("hub").order_by("due_on")


def _first_that_asks(institution: Institution, campaigns: Iterable[Campaign]) -> Campaign | None:
    return next((campaign for campaign in campaigns if edition_asked_of(campaign, institution.kind)), None)

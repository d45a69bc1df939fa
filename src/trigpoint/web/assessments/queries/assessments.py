"""Finding assessments: one, an institution's, the one before, the sites' beside it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from trigpoint.engine.scoring.answers import Answer as Given
from trigpoint.engine.scoring.answers import AnswerState
from trigpoint.web.assessments.models import Answer, Assessment
from trigpoint.web.organisations.models import Institution, RoleKind
from trigpoint.web.organisations.queries.roles import holds

OWN_PEOPLE = {RoleKind.CAREERS_LEADER, RoleKind.COLLEAGUE, RoleKind.HEAD, RoleKind.GOVERNOR}
"""Who sees drafts, notes and evidence. An adviser comes from outside and sees what was submitted."""

State = Assessment.State


def find_assessment(pk: int) -> Assessment:
    related = ("institution", "site", "campaign__hub", "submitted_by", "signed_by", "superseded_by")
    return get_object_or_404(Assessment.objects.select_related(*related), pk=pk)


def is_own_person(user: Any, institution: Institution) -> bool:
    return holds(user, OWN_PEOPLE, institution_id=institution.pk)


def assessments_seen_by(user: Any, institution: Institution) -> QuerySet[Assessment]:
    """The institution's assessments, newest first: all for its own people, submitted ones for others."""
    found = institution.assessments.select_related("site", "submitted_by", "campaign")
    if not is_own_person(user, institution):
        found = found.filter(state__in=(*Assessment.LOCKED, State.SUPERSEDED))
    return found


def claims_before(assessment: Assessment) -> QuerySet[Assessment]:
    """Submitted and answered assessments of the same institution or site for earlier dates, newest first."""
    return Assessment.objects.filter(
        institution=assessment.institution_id,
        site=assessment.site_id,
        origin=Assessment.Origin.ANSWERED,
        state__in=Assessment.LOCKED,
        as_of__lt=assessment.as_of,
    ).order_by("-as_of", "-version")


def last_time(assessment: Assessment) -> Assessment | None:
    """What was submitted last with the same edition."""
    return claims_before(assessment).filter(edition_id=assessment.edition_id).first()


def rows_of(assessment: Assessment) -> dict[str, Answer]:
    """The answers as they are stored, by question id."""
    rows = assessment.answers.select_related("answered_by")
    return {row.question_id: row for row in rows}


def as_given(row: Answer) -> Given:
    """A stored answer as the engine knows it."""
    return Given(AnswerState(row.state), row.value, row.reason)


def given_in(rows: dict[str, Answer]) -> dict[str, Given]:
    return {question_id: as_given(row) for question_id, row in rows.items()}

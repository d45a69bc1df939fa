"""Who may see and change assessments and campaigns. Loaded when Django starts."""

from typing import Any

import rules

from trigpoint.web.assessments.models import Assessment, Campaign, Evidence, Handover
from trigpoint.web.assessments.queries.assessments import is_own_person
from trigpoint.web.organisations.models import Institution, RoleKind
from trigpoint.web.organisations.permissions import (
    answers_for,
    is_administrator,
    leads_careers,
    leads_hub,
    looks_after,
    watches_hub,
    works_in_hub,
)
from trigpoint.web.organisations.queries.roles import holds

ANSWERING = {RoleKind.CAREERS_LEADER, RoleKind.COLLEAGUE, RoleKind.HEAD}
SUBMITTING = {RoleKind.CAREERS_LEADER, RoleKind.HEAD}


@rules.predicate
def works_in_its_hub(user: Any, campaign: Campaign | None) -> bool:
    return campaign is not None and works_in_hub(user, campaign.hub)


@rules.predicate
def leads_its_hub(user: Any, campaign: Campaign | None) -> bool:
    return campaign is not None and leads_hub(user, campaign.hub)


@rules.predicate
def watches_its_hub(user: Any, campaign: Campaign | None) -> bool:
    return campaign is not None and watches_hub(user, campaign.hub)


@rules.predicate
def is_of_its_institution(user: Any, assessment: Assessment | None) -> bool:
    return assessment is not None and is_own_person(user, assessment.institution)


@rules.predicate
def sees_the_claim(user: Any, assessment: Assessment | None) -> bool:
    """Others than the institution's own people see what was submitted, and nothing before."""
    if assessment is None or not assessment.is_locked:
        return False
    return bool(user.has_perm("organisations.view_institution", assessment.institution))


@rules.predicate
def answers_in_it(user: Any, assessment: Assessment | None) -> bool:
    return assessment is not None and holds(user, ANSWERING, institution_id=assessment.institution_id)


@rules.predicate
def submits_it(user: Any, assessment: Assessment | None) -> bool:
    return assessment is not None and holds(user, SUBMITTING, institution_id=assessment.institution_id)


@rules.predicate
def runs_it(user: Any, assessment: Assessment | None) -> bool:
    """The careers leader, the head or a governor of its institution."""
    return assessment is not None and bool((leads_careers | answers_for)(user, assessment.institution))


@rules.predicate
def signs_it(user: Any, assessment: Assessment | None) -> bool:
    return assessment is not None and answers_for(user, assessment.institution)


@rules.predicate
def reviews_it(user: Any, assessment: Assessment | None) -> bool:
    return assessment is not None and assessment.is_locked and looks_after(user, assessment.institution)


@rules.predicate
def answers_there(user: Any, subject: Any) -> bool:
    """Of a question: `subject` is what names it and the assessment it is asked in."""
    return subject is not None and answers_in_it(user, subject.assessment)


@rules.predicate
def sees_evidence(user: Any, evidence: Evidence | None) -> bool:
    return evidence is not None and is_own_person(user, evidence.assessment.institution)


@rules.predicate
def minds_handover(user: Any, handover: Handover | None) -> bool:
    return handover is not None and submits_it(user, handover.assessment)


@rules.predicate
def starts_there(user: Any, institution: Institution | None) -> bool:
    return institution is not None and holds(user, SUBMITTING, institution_id=institution.pk)


rules.add_perm("assessments.view_campaign", works_in_its_hub | watches_its_hub | is_administrator)
rules.add_perm("assessments.remind", works_in_its_hub)
rules.add_perm("assessments.manage_campaign", leads_its_hub)
rules.add_perm("assessments.view_assessment", is_of_its_institution | sees_the_claim)
rules.add_perm("assessments.view_inside", is_of_its_institution)  # drafts, notes, evidence, hand-overs
rules.add_perm("assessments.start", starts_there)
rules.add_perm("assessments.enter_past_results", leads_careers | answers_for)
rules.add_perm("assessments.withdraw", runs_it)
rules.add_perm("assessments.answer", answers_in_it)
rules.add_perm("assessments.answer_question", answers_there)
rules.add_perm("assessments.view_evidence", sees_evidence)
rules.add_perm("assessments.change_handover", minds_handover)
rules.add_perm("assessments.hand_over", submits_it)
rules.add_perm("assessments.submit", submits_it)
rules.add_perm("assessments.sign", signs_it)
rules.add_perm("assessments.review", reviews_it)

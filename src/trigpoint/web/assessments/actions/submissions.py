"""Submitting, signing, and correcting by a new version. What was submitted is never edited."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trigpoint.web.accounts.models import User
from trigpoint.web.assessments.actions.drafts import copied, record_on
from trigpoint.web.assessments.actions.mail import (
    careers_leaders,
    coordinators,
    send_later,
    signatories,
    write_to,
)
from trigpoint.web.assessments.actions.results import store_results, store_roll_up
from trigpoint.web.assessments.models import Answer, Assessment, Evidence, Remark
from trigpoint.web.organisations.models import Institution

State = Assessment.State


@transaction.atomic
def submit_assessment(*, assessment: Assessment, by: User) -> Assessment:
    """Submits a draft, or asks for the signature first where the institution wants one.

    Questions may be unanswered; they are not known, never no. Submitting twice is once. Compensation: `take_back`
    while the signature is missing, afterwards `revise_assessment`, whose submission supersedes this one.
    """
    found = _locked(assessment)
    if found.state in (State.TO_SIGN, *Assessment.LOCKED):
        return found
    _expect(found, State.DRAFT)
    found.submitted_by = by
    if found.institution.signature_required:
        found.state = State.TO_SIGN
        found.save()
        record_on(found, "ask_for_signature", by=by)
        write_to(signatories(found.institution), "to_sign", assessment=found, sender=by.name)
        return found
    return _complete(found, "submit", by=by)


@transaction.atomic
def sign_assessment(*, assessment: Assessment, by: User) -> Assessment:
    """The head or a governor signs, and the assessment is submitted. Signing twice is once.

    Compensation: `revise_assessment`.
    """
    found = _locked(assessment)
    if found.state in Assessment.LOCKED and found.signed_by_id:
        return found
    _expect(found, State.TO_SIGN)
    found.signed_by, found.signed_at = by, timezone.now()
    return _complete(found, "sign", by=by)


@transaction.atomic
def send_back(*, assessment: Assessment, words: str, by: User) -> Assessment:
    """The head or a governor asks for a change instead of signing. Undo: `submit_assessment` again."""
    found = _locked(assessment)
    _expect(found, State.TO_SIGN)
    found.state = State.DRAFT
    found.save()
    Remark.objects.create(
        assessment=found, kind=Remark.Kind.SENT_BACK, words=words.strip(), by=by, by_name=by.name
    )
    record_on(found, "send_back", by=by, why=words.strip())
    write_to(
        careers_leaders(found.institution), "sent_back", assessment=found, sender=by.name, words=words.strip()
    )
    return found


@transaction.atomic
def take_back(*, assessment: Assessment, by: User) -> Assessment:
    """Takes an assessment back that waits for a signature, to change it. Undo: `submit_assessment` again."""
    found = _locked(assessment)
    _expect(found, State.TO_SIGN)
    found.state = State.DRAFT
    found.save()
    record_on(found, "take_back", by=by)
    return found


@transaction.atomic
def revise_assessment(*, assessment: Assessment, by: User) -> Assessment:
    """Begins a new version with the answers and evidence of a submitted one, which stays as it is.

    The old version remains the institution's claim until the new one is submitted. Asking twice gives the same
    draft. Compensation: leave the draft; nothing changes until it is submitted.
    """
    old = _locked(assessment)
    following = Assessment.objects.filter(supersedes=old).first()
    if following:
        return following
    if old.state not in Assessment.LOCKED or old.origin != Assessment.Origin.ANSWERED:
        raise ValidationError(_("Only a submitted assessment can have a new version."), code="state")
    copied_fields = (
        "institution_id",
        "site_id",
        "campaign_id",
        "edition_id",
        "edition_hash",
        "title",
        "as_of",
        "chosen_cohort",
        "cohort_reason",
    )
    new = Assessment.objects.create(
        **{name: getattr(old, name) for name in copied_fields},
        version=old.version + 1,
        supersedes=old,
        started_by=by,
    )
    Answer.objects.bulk_create(copied(row, new) for row in old.answers.all())
    Evidence.objects.bulk_create(_same_evidence(each, new) for each in old.evidence.filter(removed_at=None))
    record_on(new, "revise", by=by, details={"supersedes": old.pk})
    return new


def _same_evidence(evidence: Evidence, assessment: Assessment) -> Evidence:
    """The same piece of evidence in a new version; both point to one file, which nothing deletes."""
    evidence.pk = None
    evidence._state.adding = True
    evidence.assessment = assessment
    return evidence


def _complete(assessment: Assessment, action: str, *, by: User) -> Assessment:
    assessment.state = State.SUBMITTED
    assessment.submitted_at = timezone.now()
    old = assessment.supersedes
    if old is not None:
        old.state = State.SUPERSEDED
        old.save(update_fields=["state"])
    standing = store_results(assessment)
    if assessment.site_id:
        store_roll_up(assessment)
    details = {"version": assessment.version, "achieved": [standing.achieved_low, standing.achieved_high]}
    record_on(assessment, action, by=by, details=details)
    write_to(coordinators(assessment.institution), "submitted", assessment=assessment, sender=by.name)
    if assessment.submitted_by and assessment.submitted_by_id != by.pk:
        send_later(
            "signed",
            to=assessment.submitted_by.email,
            language=assessment.submitted_by.language,
            assessment=assessment,
            sender=by.name,
        )
    return assessment


def _locked(assessment: Assessment) -> Assessment:
    """The assessment as it is now, locked for the transaction. Its institution first, so that the roll-ups of two
    sites submitted at once follow one another."""
    Institution.objects.select_for_update().get(pk=assessment.institution_id)
    related = Assessment.objects.select_for_update(of=("self",)).select_related("institution")
    return related.get(pk=assessment.pk)


def _expect(assessment: Assessment, state: str) -> None:
    if assessment.state != state:
        text = _("This assessment is in the state “%(state)s”; somebody was quicker. Look at it again.")
        raise ValidationError(text % {"state": assessment.get_state_display()}, code="state")

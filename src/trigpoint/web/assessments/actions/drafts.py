"""Starting an assessment: empty, or with what was answered last time."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trigpoint.jobs.storage.packaged_content import edition_hash, packaged_edition
from trigpoint.web.accounts.models import User
from trigpoint.web.assessments.models import Answer, Assessment, Campaign
from trigpoint.web.assessments.queries.carrying import preview_of
from trigpoint.web.audit.recording import Actor, record
from trigpoint.web.organisations.models import Institution, Site


@transaction.atomic
def start_assessment(
    *,
    institution: Institution,
    edition_id: str,
    as_of: date,
    title: str,
    by: Actor,
    site: Site | None = None,
    campaign: Campaign | None = None,
    chosen_cohort: str = "",
    cohort_reason: str = "",
    copy_from: Assessment | None = None,
) -> Assessment:
    """Begins an assessment for an institution, or for one of its sites, on a snapshot date.

    Starting the same one again gives back the one there is. `copy_from` fills it with the answers of an earlier
    one of the same edition. ValidationError where the edition asks for a chosen cohort and none is given.
    Undo: `discard_draft`, while nothing is answered.
    """
    edition = packaged_edition(edition_id)
    if edition.cohort_is_chosen and not (chosen_cohort.strip() and cohort_reason.strip()):
        raise ValidationError(_("Say whom you report on, and why them."), code="cohort")
    Institution.objects.select_for_update().get(pk=institution.pk)  # two clicks at once start one
    current = Assessment.objects.filter(
        institution=institution,
        site=site,
        edition_id=edition_id,
        as_of=as_of,
        origin=Assessment.Origin.ANSWERED,
    ).exclude(state=Assessment.State.SUPERSEDED)
    if found := current.order_by("-version").first():
        return found
    assessment = Assessment.objects.create(
        institution=institution,
        site=site,
        campaign=campaign,
        edition_id=edition_id,
        edition_hash=edition_hash(edition_id),
        title=title,
        as_of=as_of,
        chosen_cohort=chosen_cohort.strip(),
        cohort_reason=cohort_reason.strip(),
        started_by=by if isinstance(by, User) else None,
    )
    record_on(assessment, "start", by=by, details={"edition": edition_id, "as_of": str(as_of)})
    if copy_from is not None:
        copy_answers(assessment=assessment, source=copy_from, by=by)
    return assessment


@transaction.atomic
def copy_answers(*, assessment: Assessment, source: Assessment, by: Actor) -> int:
    """Takes over the answers of an earlier assessment of the same edition to every question that has none yet.

    Each says since when it is unchanged until somebody looks at it. Returns how many were copied; an answer that
    is there stays. Undo: answer the question again, each keeps who answered it.
    """
    refuse_unless_draft(assessment)
    if source.edition_id != assessment.edition_id or source.institution_id != assessment.institution_id:
        raise ValidationError(_("Only answers to the same questions can be copied."), code="other_edition")
    have = set(assessment.answers.values_list("question_id", flat=True))
    copies = [
        copied(row, assessment, unchanged_since=row.unchanged_since or source.as_of)
        for row in source.answers.all()
        if row.question_id not in have
    ]
    Answer.objects.bulk_create(copies)
    assessment.copied_from = source
    assessment.save(update_fields=["copied_from"])
    details = {"from": source.pk, "answers": [copy.question_id for copy in copies]}
    record_on(assessment, "copy_answers", by=by, details=details)
    return len(copies)


@transaction.atomic
def carry_over(*, assessment: Assessment, source: Assessment, by: Actor) -> int:
    """Takes over what a crosswalk carries from an assessment of another edition, to questions without an answer.

    Each answer names the edition it comes from until somebody looks at it; nothing is invented, and an answer that
    is there stays. Returns how many were carried. ValidationError where no crosswalk joins the two editions.
    Undo: answer the question again.
    """
    refuse_unless_draft(assessment)
    preview = preview_of(assessment, source)
    if preview is None:
        raise ValidationError(
            _("Nothing can be carried: no crosswalk joins the two editions."), code="no_crosswalk"
        )
    have = set(assessment.answers.values_list("question_id", flat=True))
    rows = [
        Answer(
            assessment=assessment,
            question_id=question_id,
            state=given.state.value,
            value=given.value,
            reason=given.reason,
            answered_by=by if isinstance(by, User) else None,
            answered_by_name=by.name,
            carried_from_edition=source.edition_id,
        )
        for question_id, given in preview.answers.items()
        if question_id not in have
    ]
    Answer.objects.bulk_create(rows)
    assessment.copied_from = source
    assessment.save(update_fields=["copied_from"])
    details = {"from": source.pk, "answers": [row.question_id for row in rows]}
    record_on(assessment, "carry_over", by=by, details=details)
    return len(rows)


@transaction.atomic
def discard_draft(*, assessment: Assessment, by: Actor) -> None:
    """Takes away a draft that nobody has answered anything in, so that nothing is lost. Undo: start it again."""
    refuse_unless_draft(assessment)
    answered = assessment.answers.count() + assessment.evidence.count()
    if answered or assessment.supersedes_id:
        text = ngettext(
            "This assessment holds %(count)s answer or piece of evidence, so it cannot be discarded.",
            "This assessment holds %(count)s answers or pieces of evidence, so it cannot be discarded.",
            answered,
        )
        raise ValidationError(text % {"count": answered}, code="not_empty")
    record_on(assessment, "discard", by=by, details={"edition": assessment.edition_id})
    assessment.delete()


def copied(row: Answer, assessment: Assessment, **changes: Any) -> Answer:
    """The same answer in another assessment, not stored yet."""
    kept = ("question_id", "state", "value", "reason", "note", "answered_by_id", "answered_by_name")
    kept_more = ("unchanged_since", "carried_from_edition")
    values = {name: getattr(row, name) for name in (*kept, *kept_more)}
    return Answer(assessment=assessment, **(values | changes))


def refuse_unless_draft(assessment: Assessment) -> None:
    """Locks the assessment for the transaction; ValidationError when it is no draft (any more)."""
    locked = Assessment.objects.select_for_update().get(pk=assessment.pk)
    if locked.origin != Assessment.Origin.ANSWERED:
        raise ValidationError(
            _("Its results come from elsewhere; there is nothing to answer."), code="origin"
        )
    if locked.state != Assessment.State.DRAFT:
        text = _("This assessment is %(state)s and cannot be changed. Start a new version to correct it.")
        raise ValidationError(text % {"state": locked.get_state_display().lower()}, code="locked")


def record_on(
    assessment: Assessment,
    action: str,
    *,
    by: Actor,
    why: str = "",
    details: dict[str, Any] | None = None,
) -> None:
    """The event of an action on an assessment."""
    record(
        by=by,
        action=f"assessments.{action}",
        subject=assessment,
        institution_id=assessment.institution_id,
        why=why,
        details=details,
    )

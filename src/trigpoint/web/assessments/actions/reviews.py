"""What the hub says of a submission, and what the institution says back. Nobody accepts or ranks it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from trigpoint.web.accounts.models import User
from trigpoint.web.assessments.actions.drafts import record_on
from trigpoint.web.assessments.actions.mail import careers_leaders, coordinators, write_to
from trigpoint.web.assessments.models import Assessment, Remark

State = Assessment.State


@transaction.atomic
def note_submission(*, assessment: Assessment, by: User, words: str = "") -> Remark:
    """The coordinator has read it. Compensation: `raise_query`."""
    found = _in_state(assessment, {State.SUBMITTED, State.QUERIED})
    return _remark(found, Remark.Kind.NOTED, State.NOTED, "note", words, by)


@transaction.atomic
def raise_query(*, assessment: Assessment, words: str, by: User) -> Remark:
    """The coordinator asks something; the careers leader gets it by email, once. Compensation: `note_submission`."""
    if not words.strip():
        raise ValidationError(_("Write what you ask, so that they can answer it."), code="empty")
    found = _in_state(assessment, {State.SUBMITTED, State.NOTED, State.QUERIED})
    last = found.remarks.order_by("-at").first()
    if last and (last.kind, last.words, last.by) == (Remark.Kind.QUERY, words.strip(), by):
        return last  # the button was pressed twice
    remark = _remark(found, Remark.Kind.QUERY, State.QUERIED, "query", words, by)
    readers = careers_leaders(found.institution)
    write_to(readers, "query", assessment=found, sender=by.name, words=remark.words)
    return remark


@transaction.atomic
def reply_to_query(*, assessment: Assessment, words: str, by: User) -> Remark:
    """The institution answers a query in words and leaves its answers as they are; the hub looks again.

    To change answers: `revise_assessment`. Compensation: reply again, remarks are not unsaid.
    """
    if not words.strip():
        raise ValidationError(_("Write your reply."), code="empty")
    found = _in_state(assessment, {State.QUERIED})
    remark = _remark(found, Remark.Kind.REPLY, State.SUBMITTED, "reply", words, by)
    asked = [each.by for each in found.remarks.filter(kind=Remark.Kind.QUERY).select_related("by") if each.by]
    readers = [*asked[-1:], *coordinators(found.institution)]
    write_to(readers, "reply", assessment=found, sender=by.name, words=remark.words)
    return remark


def _in_state(assessment: Assessment, states: set[State]) -> Assessment:
    related = Assessment.objects.select_for_update(of=("self",)).select_related("institution")
    found = related.get(pk=assessment.pk)
    if found.state not in states:
        text = _("This assessment is in the state “%(state)s”; somebody was quicker. Look at it again.")
        raise ValidationError(text % {"state": found.get_state_display()}, code="state")
    return found


def _remark(
    assessment: Assessment, kind: Remark.Kind, state: State, action: str, words: str, by: User
) -> Remark:
    remark = Remark.objects.create(
        assessment=assessment, kind=kind, words=words.strip(), by=by, by_name=by.name
    )
    assessment.state = state
    assessment.save(update_fields=["state"])
    record_on(assessment, action, by=by, why=remark.words)
    return remark

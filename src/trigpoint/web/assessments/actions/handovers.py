"""Handing questions to colleagues, with an account or through a signed link that expires and can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trigpoint.web.accounts.models import User
from trigpoint.web.assessments.actions.drafts import record_on, refuse_unless_draft
from trigpoint.web.assessments.actions.mail import careers_leaders, send_later, write_to
from trigpoint.web.assessments.models import Assessment, Handover
from trigpoint.web.assessments.models.evidence import make_nonce
from trigpoint.web.assessments.queries.handovers import handover_token
from trigpoint.web.audit.recording import Actor

LINK_DAYS = 21
PRESSED_TWICE = timedelta(seconds=30)


@transaction.atomic
def hand_over(
    *,
    assessment: Assessment,
    question_ids: Sequence[str],
    to_name: str,
    to_email: str,
    by: Actor,
    to_user: User | None = None,
    due_on: date | None = None,
    message: str = "",
) -> Handover:
    """Asks a colleague to answer some questions, by a letter with a link to these and nothing else.

    Whoever has been asked the same already is sent the same link again, unless that was a moment ago. The careers
    leader stays responsible. Undo: `take_back_handover`; the letter cannot be unsent, but its link stops working.
    """
    refuse_unless_draft(assessment)
    to_email = to_email.strip().lower()
    running = assessment.handovers.filter(to_email=to_email, revoked_at=None, finished_at=None)
    handover = next((each for each in running if each.question_ids == list(question_ids)), None)
    if handover is None:
        handover = Handover.objects.create(
            assessment=assessment,
            question_ids=list(question_ids),
            to_user=to_user,
            to_name=to_name.strip(),
            to_email=to_email,
            due_on=due_on,
            message=message.strip(),
            created_by=by if isinstance(by, User) else None,
            expires_at=timezone.now() + timedelta(days=LINK_DAYS),
        )
    elif handover.created_at > timezone.now() - PRESSED_TWICE:
        return handover
    details = {"to": handover.to_name, "questions": list(question_ids)}
    record_on(assessment, "hand_over", by=by, details=details)
    _write(handover, by)
    return handover


@transaction.atomic
def send_handover_again(*, handover: Handover, by: Actor) -> Handover:
    """A new link, valid from today; the old one stops working. Undo: `take_back_handover`."""
    refuse_unless_draft(handover.assessment)
    handover.nonce = make_nonce()
    handover.expires_at = timezone.now() + timedelta(days=LINK_DAYS)
    handover.revoked_at = handover.finished_at = None
    handover.save()
    record_on(handover.assessment, "send_handover_again", by=by, details={"to": handover.to_name})
    _write(handover, by)
    return handover


@transaction.atomic
def take_back_handover(*, handover: Handover, by: Actor) -> None:
    """The link stops working; what was answered stays. Undo: `send_handover_again`."""
    if handover.revoked_at is None:
        handover.revoked_at = timezone.now()
        handover.save(update_fields=["revoked_at"])
        record_on(handover.assessment, "take_back_handover", by=by, details={"to": handover.to_name})


@transaction.atomic
def finish_handover(*, handover: Handover, by: Actor) -> None:
    """The colleague says they are done; the careers leader gets a letter, once. Undo: `send_handover_again`."""
    locked = Handover.objects.select_for_update().get(pk=handover.pk)
    if locked.revoked_at:
        raise ValidationError(_("This link was taken back."), code="revoked")
    if locked.finished_at:
        return
    locked.finished_at = timezone.now()
    locked.save(update_fields=["finished_at"])
    assessment = handover.assessment
    record_on(assessment, "finish_handover", by=by, details={"questions": handover.question_ids})
    readers = {user.pk: user for user in careers_leaders(assessment.institution)}
    if handover.created_by:
        readers[handover.created_by.pk] = handover.created_by
    write_to(readers.values(), "handover_finished", handover=handover, assessment=assessment)


def _write(handover: Handover, by: Actor) -> None:
    send_later(
        "handover",
        to=handover.to_email,
        language=handover.to_user.language if handover.to_user else "",
        handover=handover,
        sender=by.name,
        token=handover_token(handover),
    )

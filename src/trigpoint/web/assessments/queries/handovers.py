"""Questions that were handed to colleagues."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.core import signing
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from trigpoint.web.accounts.models import User
from trigpoint.web.assessments.models import Assessment, Handover
from trigpoint.web.organisations.models import Institution

SALT = "assessments.handover"


def find_handover(pk: int) -> Handover:
    return get_object_or_404(Handover.objects.select_related("assessment__institution"), pk=pk)


def handovers_of(assessment: Assessment, question_ids: Collection[str] | None = None) -> list[Handover]:
    """Hand-overs that were not taken back, newest first; of certain questions, where these are given."""
    found = assessment.handovers.filter(revoked_at=None)
    return [
        handover
        for handover in found
        if question_ids is None or not set(question_ids).isdisjoint(handover.question_ids)
    ]


@dataclass(frozen=True)
class Waiting:
    """Questions that wait for a person, and the token of the pages that show these and no others."""

    handover: Handover
    token: str


def handed_to(user: User, institution: Institution) -> list[Waiting]:
    """What an institution has handed to a person with an account, and they have not finished."""
    running = Handover.objects.filter(
        to_user=user,
        assessment__institution=institution,
        assessment__state=Assessment.State.DRAFT,
        revoked_at=None,
        finished_at=None,
        expires_at__gt=timezone.now(),
    )
    return [Waiting(each, handover_token(each)) for each in running.select_related("assessment")]


def handover_token(handover: Handover) -> str:
    return signing.dumps([handover.pk, handover.nonce], salt=SALT)


def read_handover(token: str) -> Handover:
    """The hand-over that a link stands for. ValidationError, in words for the reader, where it does not work."""
    try:
        pk, nonce = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError) as error:
        text = _("This link is not complete. Open it again from the email, or copy all of it.")
        raise ValidationError(text, code="invalid") from error
    related = ("assessment__institution", "created_by", "to_user")
    handover = Handover.objects.filter(pk=pk, nonce=nonce).select_related(*related).first()
    if handover is None or handover.revoked_at:
        text = _(
            "This link was taken back, or a newer one was sent. Look for a newer email, or ask who sent it."
        )
        raise ValidationError(text, code="revoked")
    if handover.expires_at <= timezone.now():
        raise ValidationError(_("This link has expired. Ask who sent it for a new one."), code="expired")
    if handover.assessment.state != Assessment.State.DRAFT:
        text = _("This assessment has been submitted, so nothing more can be answered. Thank you.")
        raise ValidationError(text, code="locked")
    return handover

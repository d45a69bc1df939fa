"""A hub asks its members for an assessment. Each action is one transaction with one event."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import partial

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from trigpoint.web.assessments.models import Campaign
from trigpoint.web.audit.models import Event
from trigpoint.web.audit.recording import Actor, record
from trigpoint.web.organisations.models import Cohort, Hub, Institution, Role, RoleKind

A_MOMENT = timedelta(minutes=15)


@transaction.atomic
def open_campaign(
    *,
    hub: Hub,
    title: str,
    opens_on: date,
    due_on: date,
    as_of: date,
    editions: Sequence[str],
    by: Actor,
    cohort: Cohort | None = None,
    message: str = "",
) -> Campaign:
    """Asks the hub's members for an assessment by a date. Asking twice for the same is once.

    Compensation: `close_campaign`.
    """
    asked = {
        "title": title,
        "opens_on": opens_on,
        "due_on": due_on,
        "as_of": as_of,
        "editions": list(editions),
        "cohort": cohort,
        "message": message,
    }
    Hub.objects.select_for_update().get(pk=hub.pk)
    if same := hub.campaigns.filter(closed_at=None, **asked).first():
        return same
    campaign = Campaign.objects.create(hub=hub, **asked)
    record(by=by, action="campaigns.open", subject=campaign, hub_id=hub.pk, details={"due": str(due_on)})
    return campaign


@transaction.atomic
def move_due_date(*, campaign: Campaign, due_on: date, by: Actor) -> None:
    """Moving it to the day it has is nothing. Undo: the same action with the former date, which the event names."""
    before = campaign.due_on
    if due_on == before:
        return
    campaign.due_on = due_on
    campaign.save()
    details = {"from": str(before), "to": str(due_on)}
    record(by=by, action="campaigns.move_due_date", subject=campaign, hub_id=campaign.hub_id, details=details)


@transaction.atomic
def close_campaign(*, campaign: Campaign, by: Actor) -> None:
    """Stops asking. What was submitted stays. Undo: `reopen_campaign`."""
    if campaign.closed_at:
        return
    campaign.closed_at = timezone.now()
    campaign.save()
    record(by=by, action="campaigns.close", subject=campaign, hub_id=campaign.hub_id)


@transaction.atomic
def reopen_campaign(*, campaign: Campaign, by: Actor) -> None:
    """Undo: `close_campaign`."""
    if not campaign.closed_at:
        return
    campaign.closed_at = None
    campaign.save()
    record(by=by, action="campaigns.reopen", subject=campaign, hub_id=campaign.hub_id)


@transaction.atomic
def send_reminders(*, campaign: Campaign, institutions: Sequence[Institution], by: Actor) -> int:
    """Reminds the careers leaders of these institutions by email. Returns how many emails were sent.

    An email cannot be unsent: the event says to whom it went, and a button pressed twice sends nothing twice, because
    who was reminded within the last quarter of an hour is left out.
    """
    Campaign.objects.select_for_update().get(pk=campaign.pk)
    just_now = reminded_since(campaign, timezone.now() - A_MOMENT)
    institutions = [each for each in institutions if each.pk not in just_now]
    today = timezone.localdate()
    leaders = Role.objects.filter(
        kind=RoleKind.CAREERS_LEADER, institution__in=institutions, until=None, since__lte=today
    ).select_related("user", "institution")
    sent = 0
    for role in leaders:
        transaction.on_commit(partial(_remind, campaign, role))
        sent += 1
    details = {"institutions": [institution.pk for institution in institutions], "emails": sent}
    record(by=by, action="campaigns.remind", subject=campaign, hub_id=campaign.hub_id, details=details)
    return sent


def reminded_since(campaign: Campaign, moment: datetime) -> set[int]:
    """Keys of the institutions that were reminded of the campaign since then."""
    events = Event.objects.filter(
        action="campaigns.remind",
        subject_type=campaign._meta.label_lower,
        subject_id=str(campaign.pk),
        at__gte=moment,
    )
    return {pk for event in events for pk in event.details["institutions"]}


def _remind(campaign: Campaign, role: Role) -> None:
    with translation.override(role.user.language or settings.LANGUAGE_CODE):
        context = {
            "campaign": campaign,
            "institution": role.institution,
            "name": role.user.name,
            "address": f"{settings.BASE_URL}{reverse('home')}",
        }
        subject = _("%(title)s: due on %(date)s") % {
            "title": campaign.title,
            "date": f"{campaign.due_on:%d.%m.%Y}",
        }
        text = render_to_string("assessments/mail/reminder.txt", context)
        send_mail(subject, text, settings.DEFAULT_FROM_EMAIL, [role.user.email])

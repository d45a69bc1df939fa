"""Forming hubs and saying who belongs to them. Each action is one transaction with one event."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from trigpoint.engine.frameworks.layers import read_layer
from trigpoint.jobs.storage.packaged_content import content_text
from trigpoint.web.audit.recording import Actor, record
from trigpoint.web.organisations.models import (
    Area,
    Cohort,
    Designation,
    Hub,
    Institution,
    Membership,
    Network,
    Role,
    RoleKind,
    SnapshotDate,
)


@transaction.atomic
def form_hub(
    *,
    name: str,
    slug: str,
    jurisdiction: str,
    kind: str,
    since: date,
    by: Actor,
    lead_body: str = "",
    areas: Sequence[Area] = (),
    languages: Sequence[str] = ("en-gb",),
    network: Network | None = None,
    name_local: str = "",
) -> Hub:
    """Forms a hub with its first designation and its jurisdiction's usual snapshot dates.

    A short name that another hub has, be it formed in the same instant: ValidationError for `slug`.
    Compensation: end the designation. A hub with results is never deleted.
    """
    try:
        with transaction.atomic():
            hub = Hub.objects.create(
                name=name,
                name_local=name_local,
                slug=slug,
                jurisdiction=jurisdiction,
                lead_body=lead_body,
                languages=list(languages),
                network=network,
            )
    except IntegrityError as error:
        raise ValidationError({"slug": _("Another hub has this short name.")}, code="taken") from error
    hub.areas.set(areas)
    Designation.objects.create(hub=hub, kind=kind, since=since)
    SnapshotDate.objects.bulk_create(
        SnapshotDate(hub=hub, name=name, month=month, day=day)
        for name, month, day in usual_snapshot_dates(jurisdiction)
    )
    record(by=by, action="hubs.form", subject=hub, hub_id=hub.pk, details={"kind": kind})
    return hub


def usual_snapshot_dates(jurisdiction: str) -> list[tuple[str, int, int]]:
    """Name, month and day of each usual snapshot date; none for a jurisdiction without a calendar."""
    calendars = read_layer(content_text("calendars.yaml").text, "calendars.yaml").data["calendars"]
    return [
        (day["name"], day["month"], day["day"])
        for calendar in calendars
        if calendar["id"] == jurisdiction
        for day in calendar["dates"]
    ]


@transaction.atomic
def make_eligible(*, hub: Hub, institutions: Sequence[Institution], since: date, by: Actor) -> int:
    """Says whom the hub is for. Returns how many are new. Compensation: `remove_eligible`."""
    known = set(hub.memberships.values_list("institution_id", flat=True))
    new = [institution for institution in institutions if institution.pk not in known]
    Membership.objects.bulk_create(
        Membership(hub=hub, institution=institution, eligible_since=since) for institution in new
    )
    details = {"institutions": [institution.pk for institution in new]}
    record(by=by, action="hubs.make_eligible", subject=hub, hub_id=hub.pk, details=details)
    return len(new)


@transaction.atomic
def remove_eligible(*, membership: Membership, by: Actor) -> None:
    """Takes back that the hub is for an institution that never joined. Undo: `make_eligible`.

    ValueError for one that did join: it leaves instead, so that the history stays.
    """
    if membership.joined_on:
        raise ValueError(f"{membership.institution} has joined; let it leave instead")
    record(
        by=by,
        action="hubs.remove_eligible",
        subject=membership,
        hub_id=membership.hub_id,
        institution_id=membership.institution_id,
    )
    membership.delete()


@transaction.atomic
def join(*, membership: Membership, on: date, by: Actor, cohort: Cohort | None = None) -> None:
    """The institution becomes a member. Undo: `leave` from the same day."""
    membership.joined_on = on
    membership.left_on = None
    membership.cohort = cohort
    membership.save()
    _record_membership("hubs.join", membership, by=by, details={"on": str(on), "cohort": str(cohort or "")})


@transaction.atomic
def leave(*, membership: Membership, on: date, by: Actor) -> None:
    """The institution stops being a member on that day; it stays eligible. Undo: `join` with the old date."""
    membership.left_on = on
    membership.coordinator = None
    membership.save()
    _record_membership("hubs.leave", membership, by=by, details={"on": str(on)})


@transaction.atomic
def put_in_cohort(*, membership: Membership, cohort: Cohort | None, by: Actor) -> None:
    """Undo: the same action with the former cohort, which the event names."""
    before = str(membership.cohort or "")
    membership.cohort = cohort
    membership.save()
    _record_membership(
        "hubs.put_in_cohort", membership, by=by, details={"from": before, "to": str(cohort or "")}
    )


@transaction.atomic
def give_to_coordinator(*, membership: Membership, coordinator: Role | None, by: Actor) -> None:
    """Puts a member into a coordinator's caseload. Undo: the same action with the former coordinator.

    ValueError when the role is not a coordinator's of this hub.
    """
    if coordinator and (coordinator.kind != RoleKind.COORDINATOR or coordinator.hub_id != membership.hub_id):
        raise ValueError(f"{coordinator} does not coordinate {membership.hub}")
    before = str(membership.coordinator or "")
    membership.coordinator = coordinator
    membership.save()
    details = {"from": before, "to": str(coordinator or "")}
    _record_membership("hubs.give_to_coordinator", membership, by=by, details=details)


@transaction.atomic
def add_cohort(*, hub: Hub, name: str, since: date, by: Actor, until: date | None = None) -> Cohort:
    """Compensation: a cohort without members may be given an end; it is not deleted."""
    cohort = Cohort.objects.create(hub=hub, name=name, since=since, until=until)
    record(by=by, action="hubs.add_cohort", subject=cohort, hub_id=hub.pk)
    return cohort


@transaction.atomic
def set_snapshot_dates(*, hub: Hub, dates: Sequence[tuple[str, int, int]], by: Actor) -> None:
    """Replaces the hub's snapshot dates (name, month, day). Undo: the former dates are in the event."""
    before = [(date.name, date.month, date.day) for date in hub.snapshot_dates.all()]
    hub.snapshot_dates.all().delete()
    SnapshotDate.objects.bulk_create(
        SnapshotDate(hub=hub, name=name, month=month, day=day) for name, month, day in dates
    )
    details = {"before": before, "after": list(dates)}
    record(by=by, action="hubs.set_snapshot_dates", subject=hub, hub_id=hub.pk, details=details)


@transaction.atomic
def set_hub_details(
    *,
    hub: Hub,
    name: str,
    name_local: str,
    lead_body: str,
    languages: Sequence[str],
    shows_unreviewed: bool,
    by: Actor,
) -> None:
    """Undo: the former details are in the event."""
    before = {
        "name": hub.name,
        "name_local": hub.name_local,
        "lead_body": hub.lead_body,
        "languages": hub.languages,
    }
    hub.name, hub.name_local, hub.lead_body = name, name_local, lead_body
    hub.languages, hub.shows_unreviewed = list(languages), shows_unreviewed
    hub.save()
    record(by=by, action="hubs.set_details", subject=hub, hub_id=hub.pk, details={"before": before})


def _record_membership(action: str, membership: Membership, *, by: Actor, details: dict[str, str]) -> None:
    record(
        by=by,
        action=action,
        subject=membership,
        hub_id=membership.hub_id,
        institution_id=membership.institution_id,
        details=details,
    )

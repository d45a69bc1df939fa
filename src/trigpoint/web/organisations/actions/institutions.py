"""What an institution decides about itself: signature, sites, year groups, registered contact."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trigpoint.web.audit.recording import Actor, record
from trigpoint.web.organisations.actions.mail import send_later
from trigpoint.web.organisations.models import Institution, Site
from trigpoint.web.organisations.queries.people import claim_recipients


def _record(action: str, *, by: Actor, institution: Institution, **details: Any) -> None:
    record(
        by=by,
        action=f"organisations.{action}",
        subject=institution,
        institution_id=institution.pk,
        details=details,
    )


@transaction.atomic
def set_signature_required(*, by: Actor, institution: Institution, required: bool) -> Institution:
    """Whether a head or governor signs before submission. Undo: set it back; signatures given stay."""
    institution.signature_required = required
    institution.save(update_fields=["signature_required"])
    _record("set_signature_required", by=by, institution=institution, required=required)
    return institution


@transaction.atomic
def set_year_groups(*, by: Actor, institution: Institution, year_groups: list[str] | None) -> Institution:
    """The year groups that exist here, ids of an edition; None: not known. Undo: set the former ones (in the event)."""
    before = institution.year_groups
    institution.year_groups = year_groups
    institution.save(update_fields=["year_groups"])
    _record("set_year_groups", by=by, institution=institution, before=before, after=year_groups)
    return institution


@transaction.atomic
def set_registered_contact(*, by: Actor, institution: Institution, email: str) -> Institution:
    """The address a lost account goes back through. Undo: set the former one (in the event).

    The former address and the heads are told, so that nobody moves the way back in silence.
    """
    before, told = institution.registered_contact, claim_recipients(institution)
    institution.registered_contact = email.strip().lower()
    institution.save(update_fields=["registered_contact"])
    _record(
        "set_registered_contact",
        by=by,
        institution=institution,
        before=before,
        after=institution.registered_contact,
    )
    if before != institution.registered_contact:
        for address in told:
            send_later("contact_changed", to=address, institution=institution, by=by.name)
    return institution


@transaction.atomic
def add_site(*, by: Actor, institution: Institution, name: str, kind: str) -> Site:
    """A site or department that assesses for itself; a closed one of the same name opens again. Undo: `close_site`."""
    site = Site.objects.filter(institution=institution, name=name.strip()).first()
    if site and site.closed_on is None:
        raise ValidationError(
            {"name": _("There is a site or department of this name already.")}, code="twice"
        )
    if site is None:
        site = Site(institution=institution, name=name.strip())
    site.kind, site.closed_on = kind, None
    site.save()
    _record("add_site", by=by, institution=institution, site=site.pk, name=site.name)
    return site


@transaction.atomic
def close_site(*, by: Actor, site: Site) -> Site:
    """Closes a site from today; its assessments stay. Undo: `add_site` with the same name."""
    site.closed_on = timezone.localdate()
    site.save(update_fields=["closed_on"])
    _record("close_site", by=by, institution=site.institution, site=site.pk, name=site.name)
    return site

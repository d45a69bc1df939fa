"""Who holds which role where, and which invitations are open."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from trigpoint.web.audit.models import Event
from trigpoint.web.organisations.models import Hub, Institution, Invitation, Role, RoleKind
from trigpoint.web.organisations.models.people import PLACES
from trigpoint.web.organisations.queries.roles import HUB_STAFF, hubs_of

KINDS_OF_SERVICE = [
    RoleKind.ADMINISTRATOR,
    RoleKind.NATIONAL_VIEWER,
    RoleKind.TRUST_LEAD,
    RoleKind.AUTHORITY_OFFICER,
]
"""Roles that belong to no single institution or hub; administrators of the service give them."""


def roles_today(today: date | None = None) -> QuerySet[Role]:
    """Roles in force, with their people."""
    day = today or timezone.localdate()
    return Role.objects.filter(Q(until=None) | Q(until__gte=day), since__lte=day).select_related("user")


def people_of_institution(institution: Institution) -> QuerySet[Role]:
    return roles_today().filter(institution=institution).order_by("kind", "user__name")


def people_of_hub(hub: Hub) -> QuerySet[Role]:
    return roles_today().filter(hub=hub).order_by("kind", "user__name")


def people_of_service() -> QuerySet[Role]:
    found = roles_today().filter(kind__in=KINDS_OF_SERVICE)
    return found.select_related("user", "group", "area", "network").order_by("kind", "user__name")


def open_invitations() -> QuerySet[Invitation]:
    """Neither accepted, nor taken back, nor expired."""
    return Invitation.objects.filter(accepted_at=None, revoked_at=None, expires_at__gt=timezone.now())


def pending_invitations() -> QuerySet[Invitation]:
    """Neither accepted nor taken back; expired ones too, because somebody may want to send them again."""
    return Invitation.objects.filter(accepted_at=None, revoked_at=None)


def is_last(role: Role) -> bool:
    """Is there nobody else with this role at this place today?"""
    place = {f"{name}_id": getattr(role, f"{name}_id") for name in PLACES}
    same = roles_today().filter(kind=role.kind, user__is_active=True, **place)
    return not same.exclude(user_id=role.user_id).exists()


def has_careers_leader(institution: Institution) -> bool:
    return roles_today().filter(institution=institution, kind=RoleKind.CAREERS_LEADER).exists()


def ever_had_careers_leader(institution: Institution) -> bool:
    return Role.objects.filter(institution=institution, kind=RoleKind.CAREERS_LEADER).exists()


def hub_staff_emails(institution: Institution) -> set[str]:
    """Addresses of those who work in a hub of the institution; they never take over its account."""
    staff = roles_today().filter(kind__in=HUB_STAFF, hub_id__in=hubs_of(institution))
    return set(staff.values_list("user__email", flat=True))


def claim_recipients(institution: Institution) -> list[str]:
    """Who may say who leads careers next: the registered contact and the heads, never staff of a hub."""
    heads = roles_today().filter(institution=institution, kind=RoleKind.HEAD, user__is_active=True)
    found = {institution.registered_contact.lower(), *heads.values_list("user__email", flat=True)} - {""}
    return sorted(found - hub_staff_emails(institution))


def events_of_institution(institution: Institution) -> QuerySet[Event]:
    return Event.objects.filter(institution_id=institution.pk)


def events_of_hub(hub: Hub) -> QuerySet[Event]:
    return Event.objects.filter(hub_id=hub.pk)

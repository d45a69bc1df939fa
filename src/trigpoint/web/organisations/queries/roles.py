"""Which roles a person holds today, read once per request."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from trigpoint.web.organisations.models import SEES_SEVERAL, Hub, Institution, Membership, Role, RoleKind

OF_INSTITUTION = {
    RoleKind.CAREERS_LEADER,
    RoleKind.COLLEAGUE,
    RoleKind.HEAD,
    RoleKind.GOVERNOR,
    RoleKind.ADVISER,
}

HUB_STAFF = {RoleKind.COORDINATOR, RoleKind.HUB_LEAD}


def current_roles(user: Any) -> list[Role]:
    """The roles a person holds today, with their places. Kept on the user object for the length of a request."""
    if not user.is_authenticated:
        return []
    if not hasattr(user, "_current_roles"):
        today = timezone.localdate()
        held = user.roles.filter(Q(until=None) | Q(until__gte=today), since__lte=today)
        user._current_roles = list(held.select_related("institution", "hub", "group", "area", "network"))
    return list(user._current_roles)


def holds(user: Any, kinds: Iterable[str], **place: Any) -> bool:
    """Does the person hold one of these roles today, at this place? `holds(user, {...}, institution_id=3)`."""
    wanted = set(kinds)
    return any(
        role.kind in wanted and all(getattr(role, name) == value for name, value in place.items())
        for role in current_roles(user)
    )


def sees_several(user: Any) -> bool:
    """Does the person see more than one institution, and so need a second factor?"""
    return holds(user, SEES_SEVERAL)


def shows_unreviewed(user: Any) -> bool:
    """Does the person read translations that nobody has reviewed? Not where every hub they belong to, through its
    staff or an institution of theirs, leaves them out; someone of no hub does, as anybody does who is not signed in."""
    roles = current_roles(user)
    institutions = {role.institution_id for role in roles if role.institution_id}
    places = Q(pk__in={role.hub_id for role in roles if role.hub_id})
    if institutions:
        places |= Q(pk__in=members_today().filter(institution__in=institutions).values("hub_id"))
    choices = set(Hub.objects.filter(places).values_list("shows_unreviewed", flat=True))
    return choices != {False}


def hubs_of(institution: Institution) -> set[int]:
    """Ids of the hubs an institution is a member of today. Kept on the object."""
    kept: set[int] | None = institution.__dict__.get("_hub_ids")
    if kept is None:
        kept = set(members_today().filter(institution=institution).values_list("hub_id", flat=True))
        institution.__dict__["_hub_ids"] = kept
    return kept


def members_today() -> QuerySet[Membership]:
    today = timezone.localdate()
    return Membership.objects.filter(Q(left_on=None) | Q(left_on__gt=today), joined_on__lte=today)


def visible_institutions(user: Any) -> QuerySet[Institution]:
    """Institutions whose submitted claims a person may see, by any role; nothing for who holds none."""
    roles = current_roles(user)
    if any(role.kind == RoleKind.ADMINISTRATOR for role in roles):
        return Institution.objects.all()
    own = {role.institution_id for role in roles if role.institution_id}
    hubs = {role.hub_id for role in roles if role.hub_id}
    groups = {role.group_id for role in roles if role.group_id}
    areas = {role.area_id for role in roles if role.area_id}
    networks = {role.network_id for role in roles if role.network_id}
    members = members_today().filter(Q(hub__in=hubs) | Q(hub__network__in=networks)).values("institution_id")
    # A trust sees all its own; an officer sees what belongs to the area; both across hubs.
    return Institution.objects.filter(
        Q(pk__in=own) | Q(group__in=groups) | Q(area__in=areas) | Q(pk__in=members)
    )


def visible_hubs(user: Any) -> QuerySet[Hub]:
    """Hubs whose picture of all members a person may see."""
    roles = current_roles(user)
    if any(role.kind == RoleKind.ADMINISTRATOR for role in roles):
        return Hub.objects.all()
    hubs = {role.hub_id for role in roles if role.hub_id}
    networks = {role.network_id for role in roles if role.network_id}
    return Hub.objects.filter(Q(pk__in=hubs) | Q(network__in=networks))

"""Who may see and change institutions, hubs and roles. Loaded when Django starts."""

from typing import Any

import rules

from trigpoint.web.organisations.models import (
    SEES_SEVERAL,
    Group,
    Hub,
    Institution,
    Invitation,
    Membership,
    Role,
    RoleKind,
    Site,
)
from trigpoint.web.organisations.queries.people import ever_had_careers_leader
from trigpoint.web.organisations.queries.roles import HUB_STAFF, OF_INSTITUTION, holds, hubs_of


@rules.predicate
def is_administrator(user: Any) -> bool:
    return holds(user, {RoleKind.ADMINISTRATOR})


@rules.predicate
def sees_several_institutions(user: Any) -> bool:
    return holds(user, SEES_SEVERAL)


@rules.predicate
def belongs_to(user: Any, institution: Institution | None) -> bool:
    return institution is not None and holds(user, OF_INSTITUTION, institution_id=institution.pk)


@rules.predicate
def leads_careers(user: Any, institution: Institution | None) -> bool:
    return institution is not None and holds(user, {RoleKind.CAREERS_LEADER}, institution_id=institution.pk)


@rules.predicate
def answers_for(user: Any, institution: Institution | None) -> bool:
    """The head or a governor, who sign."""
    wanted = {RoleKind.HEAD, RoleKind.GOVERNOR}
    return institution is not None and holds(user, wanted, institution_id=institution.pk)


@rules.predicate
def looks_after(user: Any, institution: Institution | None) -> bool:
    """Staff of a hub that the institution is a member of today."""
    if institution is None:
        return False
    return any(holds(user, HUB_STAFF, hub_id=hub) for hub in hubs_of(institution))


@rules.predicate
def oversees(user: Any, institution: Institution | None) -> bool:
    """The institution's trust, its local authority, or the network of one of its hubs."""
    if institution is None:
        return False
    if institution.group_id and holds(user, {RoleKind.TRUST_LEAD}, group_id=institution.group_id):
        return True
    if institution.area_id and holds(user, {RoleKind.AUTHORITY_OFFICER}, area_id=institution.area_id):
        return True
    networks = Hub.objects.filter(pk__in=hubs_of(institution)).values_list("network_id", flat=True)
    return any(
        network and holds(user, {RoleKind.NATIONAL_VIEWER}, network_id=network) for network in networks
    )


@rules.predicate
def works_in_hub(user: Any, hub: Hub | None) -> bool:
    return hub is not None and holds(user, HUB_STAFF, hub_id=hub.pk)


@rules.predicate
def leads_hub(user: Any, hub: Hub | None) -> bool:
    return hub is not None and holds(user, {RoleKind.HUB_LEAD}, hub_id=hub.pk)


@rules.predicate
def leads_hub_of(user: Any, membership: Membership | None) -> bool:
    return membership is not None and holds(user, {RoleKind.HUB_LEAD}, hub_id=membership.hub_id)


@rules.predicate
def watches_hub(user: Any, hub: Hub | None) -> bool:
    wanted = {RoleKind.NATIONAL_VIEWER}
    return hub is not None and hub.network_id is not None and holds(user, wanted, network_id=hub.network_id)


@rules.predicate
def leads_group(user: Any, group: Group | None) -> bool:
    return group is not None and holds(user, {RoleKind.TRUST_LEAD}, group_id=group.pk)


@rules.predicate
def has_no_owner_yet(user: Any, institution: Institution | None) -> bool:
    """Nobody has ever led careers here. Once somebody has, only the institution itself passes the account on."""
    return institution is not None and not ever_had_careers_leader(institution)


manages_institution = leads_careers | answers_for
manages_hub = leads_hub | is_administrator
starts_account = (looks_after | is_administrator) & has_no_owner_yet


@rules.predicate
def is_own(user: Any, role: Role | None) -> bool:
    return role is not None and role.user_id == user.pk


@rules.predicate
def manages_place(user: Any, placed: Role | Invitation | None) -> bool:
    """Whoever gives roles at the place of a role or invitation may end it or take it back."""
    if placed is None:
        return False
    if placed.institution_id:
        return bool(manages_institution(user, placed.institution))
    if placed.hub_id:
        return bool(manages_hub(user, placed.hub))
    return bool(is_administrator(user))


@rules.predicate
def settles_for_site(user: Any, site: Site | None) -> bool:
    return site is not None and bool((manages_institution | is_administrator)(user, site.institution))


@rules.predicate
def invited(user: Any, invitation: Invitation | None) -> bool:
    return invitation is not None and invitation.invited_by_id == user.pk


rules.add_perm("organisations.change_settings", manages_institution | is_administrator)
rules.add_perm("organisations.change_site", settles_for_site)
rules.add_perm("organisations.view_people", belongs_to | looks_after | is_administrator)
rules.add_perm("organisations.invite_people", manages_institution)
rules.add_perm("organisations.start_account", starts_account)
rules.add_perm("organisations.ask_for_handover", looks_after | is_administrator)
rules.add_perm("organisations.view_institution_events", manages_institution)
rules.add_perm("organisations.view_hub_people", works_in_hub | is_administrator)
rules.add_perm("organisations.view_hub_events", works_in_hub | is_administrator)
rules.add_perm("organisations.end_role", is_own | manages_place)
rules.add_perm("organisations.revoke_invitation", manages_place | invited)
rules.add_perm("organisations.view_institution", belongs_to | looks_after | oversees | is_administrator)
rules.add_perm("organisations.manage_institution", manages_institution)
rules.add_perm("organisations.view_hub", works_in_hub | watches_hub | is_administrator)
rules.add_perm("organisations.manage_hub", manages_hub)
rules.add_perm("organisations.manage_membership", leads_hub_of | is_administrator)
rules.add_perm("organisations.view_group", leads_group | is_administrator)
rules.add_perm("organisations.import_register", is_administrator)
rules.add_perm("organisations.find_institutions", sees_several_institutions)
rules.add_perm("organisations.manage_service", is_administrator)

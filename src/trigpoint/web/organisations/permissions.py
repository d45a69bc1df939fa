"""Who may see and change institutions, hubs and roles. Loaded when Django starts."""

from typing import Any

import rules

from trigpoint.web.organisations.models import Group, Hub, Institution, Membership, RoleKind
from trigpoint.web.organisations.queries.roles import OF_INSTITUTION, holds, hubs_of

HUB_STAFF = {RoleKind.COORDINATOR, RoleKind.HUB_LEAD}


@rules.predicate
def is_administrator(user: Any) -> bool:
    return holds(user, {RoleKind.ADMINISTRATOR})


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


rules.add_perm("organisations.view_institution", belongs_to | looks_after | oversees | is_administrator)
rules.add_perm("organisations.manage_institution", leads_careers | answers_for)
rules.add_perm("organisations.view_hub", works_in_hub | watches_hub | is_administrator)
rules.add_perm("organisations.manage_hub", leads_hub | is_administrator)
rules.add_perm("organisations.manage_membership", leads_hub_of | is_administrator)
rules.add_perm("organisations.view_group", leads_group | is_administrator)
rules.add_perm("organisations.import_register", is_administrator)
rules.add_perm("organisations.manage_service", is_administrator)

"""Who may see the pictures of an area and of a network; those of institutions, hubs and groups are settled there."""

from typing import Any

import rules

from trigpoint.web.organisations.models import Area, Network, RoleKind
from trigpoint.web.organisations.permissions import is_administrator
from trigpoint.web.organisations.queries.roles import holds


@rules.predicate
def follows_area(user: Any, area: Area | None) -> bool:
    return area is not None and holds(user, {RoleKind.AUTHORITY_OFFICER}, area_id=area.pk)


@rules.predicate
def watches_network(user: Any, network: Network | None) -> bool:
    return network is not None and holds(user, {RoleKind.NATIONAL_VIEWER}, network_id=network.pk)


rules.add_perm("insights.view_area", follows_area | is_administrator)
rules.add_perm("insights.view_network", watches_network | is_administrator)

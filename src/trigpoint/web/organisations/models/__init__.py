"""Institutions, hubs and who does what in them."""

from trigpoint.web.organisations.models.hubs import (
    Cohort,
    Designation,
    Hub,
    Membership,
    Network,
    SnapshotDate,
)
from trigpoint.web.organisations.models.institutions import Area, Group, Identifier, Institution, Site
from trigpoint.web.organisations.models.people import SCOPES, SEES_SEVERAL, Invitation, Role, RoleKind
from trigpoint.web.organisations.models.registers import RegisterChange, RegisterImport, Succession

__all__ = [
    "SCOPES",
    "SEES_SEVERAL",
    "Area",
    "Cohort",
    "Designation",
    "Group",
    "Hub",
    "Identifier",
    "Institution",
    "Invitation",
    "Membership",
    "Network",
    "RegisterChange",
    "RegisterImport",
    "Role",
    "RoleKind",
    "Site",
    "SnapshotDate",
    "Succession",
]

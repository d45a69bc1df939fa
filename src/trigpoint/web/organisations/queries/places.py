"""Finding an institution, a hub or a role by what an address says, and the address of a place."""

from django.shortcuts import get_object_or_404
from django.urls import NoReverseMatch, reverse

from trigpoint.web.organisations.models import Hub, Institution, Invitation, Role, RoleKind, Site

WITH_PLACES = ("institution", "hub", "group", "area", "network")


def find_institution(pk: int) -> Institution:
    return get_object_or_404(Institution.objects.select_related("group", "area"), pk=pk)


def find_hub(slug: str) -> Hub:
    return get_object_or_404(Hub.objects.select_related("network"), slug=slug)


def find_role(pk: int) -> Role:
    return get_object_or_404(Role.objects.select_related("user", *WITH_PLACES), pk=pk)


def find_invitation(pk: int) -> Invitation:
    return get_object_or_404(Invitation.objects.select_related(*WITH_PLACES), pk=pk)


def find_site(pk: int, site: int) -> Site:
    return get_object_or_404(Site.objects.select_related("institution"), pk=site, institution_id=pk)


def place_address(role: Role) -> str:
    """The page where the work of a role begins; empty where there is none."""
    names: dict[str, tuple[str, list[int | str | None]]] = {
        "institution": ("institution", [role.institution_id]),
        "hub": ("hub", [role.hub.slug] if role.hub else []),
        "group": ("group", [role.group_id]),
        "area": ("area", [role.area_id]),
        "network": ("network", [role.network_id]),
    }
    if role.kind == RoleKind.ADMINISTRATOR:
        return reverse("service-people")
    for place, (name, arguments) in names.items():
        if getattr(role, f"{place}_id"):
            try:
                return reverse(name, args=arguments)
            except NoReverseMatch:
                return ""
    return ""

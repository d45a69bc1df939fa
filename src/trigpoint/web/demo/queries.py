"""Whom a visitor of the demonstration can be."""

from trigpoint.jobs.storage.demo_region import demo_region
from trigpoint.web.organisations.models import Role


def people_to_be() -> list[Role]:
    """The named people of the demonstration with their roles, in the order of the content file."""
    order = [f"{person.key}@demo.example" for person in demo_region().people]
    roles = Role.objects.filter(user__is_demo=True, user__email__in=order).select_related(
        "user", "institution", "hub", "group", "area", "network"
    )
    return sorted(roles, key=lambda role: order.index(role.user.email))

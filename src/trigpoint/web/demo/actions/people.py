"""One person for each role, and a careers leader for everybody else."""

from __future__ import annotations

from trigpoint.jobs.storage.demo_region import DemoPerson, DemoRegion
from trigpoint.web.accounts.models import User
from trigpoint.web.demo.actions.places import FOUNDED
from trigpoint.web.organisations.models import (
    Area,
    Group,
    Hub,
    Institution,
    Membership,
    Network,
    Role,
    RoleKind,
)


def move_in(region: DemoRegion) -> dict[str, User]:
    """Creates the people. Returns them by their key; nobody has a password, they enter by the demo's buttons."""
    people = {}
    for person in region.people:
        user = User(
            email=f"{person.key}@demo.example", name=person.name, language=person.language, is_demo=True
        )
        user.set_unusable_password()
        user.save()
        Role.objects.create(user=user, kind=person.role, since=FOUNDED, **_place(person))
        people[person.key] = user
    coordinator = Role.objects.get(user=people["coordinator"])
    Membership.objects.filter(hub__slug="northmoor").update(coordinator=coordinator)
    return people


def _place(person: DemoPerson) -> dict[str, object]:
    if person.institution:
        return {"institution": Institution.objects.get(name=person.institution, is_demo=True)}
    if person.hub:
        return {"hub": Hub.objects.get(slug=person.hub)}
    if person.group:
        return {"group": Group.objects.get(name=person.group)}
    if person.area:
        return {"area": Area.objects.get(name=person.area)}
    if person.network:
        return {"network": Network.objects.get(name=person.network)}
    return {}


def give_careers_leaders() -> None:
    """A careers leader for every member that has none yet."""
    taken = Role.objects.filter(kind=RoleKind.CAREERS_LEADER).values("institution_id")
    members = Membership.objects.exclude(joined_on=None).exclude(institution__in=taken).order_by("pk")
    institutions = list(dict.fromkeys(members.values_list("institution_id", flat=True)))
    users = User.objects.bulk_create(
        User(email=f"leader-{pk}@demo.example", name=f"Careers leader {pk}", is_demo=True, password="!")
        for pk in institutions
    )
    Role.objects.bulk_create(
        Role(user=user, kind=RoleKind.CAREERS_LEADER, institution_id=pk, since=FOUNDED)
        for user, pk in zip(users, institutions, strict=True)
    )

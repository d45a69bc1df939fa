"""A small world for web tests: one hub, three institutions, and a person for every role.

Alice owns Ash School's account, Bob is her colleague with less, Olga works at another school,
Hana leads the hub that Ash belongs to.
"""

from dataclasses import dataclass, field
from datetime import date

import pytest

from trigpoint.web.accounts.models import User
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

LONG_AGO = date(2020, 9, 1)


@dataclass
class World:
    hub: Hub
    other_hub: Hub
    ash: Institution  # member of the hub, in the trust and the area
    beech: Institution  # another member of the same hub
    far: Institution  # in the other hub
    people: dict[str, User] = field(default_factory=dict)

    def person(self, kind: str, **place: object) -> User:
        """A person with one role, made on first use: `world.person("head", institution=world.ash)`."""
        key = f"{kind}-{'-'.join(f'{name}{place[name].pk}' for name in sorted(place))}"
        if key not in self.people:
            user = User.objects.create_user(
                f"{key}@example.org", key.replace("-", " ").title(), "a long password 1"
            )
            Role.objects.create(user=user, kind=kind, since=LONG_AGO, **place)
            self.people[key] = user
        return self.people[key]

    @property
    def alice(self) -> User:
        return self.person(RoleKind.CAREERS_LEADER, institution=self.ash)

    @property
    def bob(self) -> User:
        return self.person(RoleKind.COLLEAGUE, institution=self.ash)

    @property
    def olga(self) -> User:
        return self.person(RoleKind.CAREERS_LEADER, institution=self.far)

    @property
    def hana(self) -> User:
        return self.person(RoleKind.HUB_LEAD, hub=self.hub)


@pytest.fixture
def world(db: None) -> World:
    network = Network.objects.create(name="The network", jurisdiction="england")
    hub = Hub.objects.create(
        name="North Hub", slug="north", jurisdiction="england", network=network, languages=["en-gb", "cy"]
    )
    other_hub = Hub.objects.create(name="Far Hub", slug="far", jurisdiction="england", languages=["en-gb"])
    area = Area.objects.create(jurisdiction="england", code="900", name="Northmoor")
    trust = Group.objects.create(jurisdiction="england", code="T1", name="Elm Trust")
    years = ["Y7", "Y8", "Y9", "Y10", "Y11"]
    schools = [
        Institution.objects.create(
            name=name, jurisdiction="england", kind="school_11_16", state="open", year_groups=years, **where
        )
        for name, where in [
            ("Ash School", {"area": area, "group": trust}),
            ("Beech School", {"area": area}),
            ("Far School", {}),
        ]
    ]
    for school, its_hub in zip(schools, [hub, hub, other_hub], strict=True):
        Membership.objects.create(
            hub=its_hub, institution=school, eligible_since=LONG_AGO, joined_on=LONG_AGO
        )
    return World(hub, other_hub, *schools)

"""The demonstration's institutions, hubs, networks and memberships."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from trigpoint.jobs.storage.demo_region import DemoArea, DemoInstitution, DemoRegion
from trigpoint.web.audit.recording import Actor
from trigpoint.web.organisations.actions import hubs
from trigpoint.web.organisations.models import (
    Area,
    Cohort,
    Group,
    Hub,
    Identifier,
    Institution,
    Membership,
    Network,
    Site,
)

FOUNDED = date(2022, 9, 1)
YEARS = {
    "school_11_16": ["Y7", "Y8", "Y9", "Y10", "Y11"],
    "school_11_18": ["Y7", "Y8", "Y9", "Y10", "Y11", "Y12", "Y13"],
    "special_school": ["Y7", "Y8", "Y9", "Y10", "Y11", "Y12", "Y13"],
    "middle_school": ["Y7", "Y8"],
    "alternative_provision": ["Y9", "Y10", "Y11"],
    "hk_secondary_school": ["S1", "S2", "S3", "S4", "S5", "S6"],
}


@dataclass(frozen=True)
class Places:
    """What the rest of the demonstration is built on."""

    schools: Hub
    colleges: Hub
    neighbours: Hub
    hong_kong: Hub
    trust: Group


def settle(region: DemoRegion, *, dice: random.Random, by: Actor) -> Places:
    """Creates every place of the region. The order of throws is part of the result: same seed, same region."""
    areas = {area.code: _area(area, "england") for area in (*region.areas, region.neighbour_area)}
    where = {area.code: area for area in (*region.areas, region.neighbour_area)}
    trust = Group.objects.create(jurisdiction="england", code="DEMO1", name=region.trust.name)
    network = Network.objects.create(name="Lead Hub Network", jurisdiction="england")

    def found(name: str, slug: str, kind: str, members: Sequence[DemoInstitution], spare: int) -> Hub:
        hub = hubs.form_hub(
            name=name,
            slug=slug,
            jurisdiction="england",
            kind=kind,
            since=FOUNDED,
            languages=["en-gb", "cy"],
            network=network,
            areas=list({areas[member.area] for member in members}),
            by=by,
        )
        Hub.objects.filter(pk=hub.pk).update(is_demo=True)
        institutions = _institutions(members, areas, where, trust, region.trust.schools, dice)
        _enrol(hub, institutions[: len(institutions) - spare], institutions[len(institutions) - spare :])
        return hub

    northmoor = found("Northmoor Careers Hub", "northmoor", "careers", region.schools, 0)
    colleges = found("Northmoor Colleges Hub", "northmoor-colleges", "college", region.colleges, 0)
    teesholm = found("Teesholm Careers Hub", "teesholm", "careers", region.neighbours, 2)
    return Places(northmoor, colleges, teesholm, _settle_hong_kong(region, dice=dice, by=by), trust)


def _area(area: DemoArea, jurisdiction: str) -> Area:
    return Area.objects.create(
        jurisdiction=jurisdiction, code=area.code, name=area.name, name_local=area.name_local
    )


def _institutions(
    members: Sequence[DemoInstitution],
    areas: dict[str, Area],
    where: dict[str, DemoArea],
    trust: Group,
    of_trust: Sequence[str],
    dice: random.Random,
) -> list[Institution]:
    institutions = Institution.objects.bulk_create(
        Institution(
            name=member.name,
            jurisdiction="england",
            kind=member.kind,
            state=Institution.State.OPEN,
            area=areas[member.area],
            group=trust if member.name in of_trust else None,
            year_groups=YEARS.get(member.kind),
            pupils=_pupils(member.kind, dice),
            **_position(where[member.area], dice),
            is_demo=True,
        )
        for member in members
    )
    Site.objects.bulk_create(
        Site(institution=institution, name=name)
        for institution, member in zip(institutions, members, strict=True)
        for name in member.sites
    )
    first = 900000 + Identifier.objects.count()
    Identifier.objects.bulk_create(
        Identifier(institution=institution, scheme="urn", value=str(first + number))
        for number, institution in enumerate(institutions)
    )
    return institutions


def _pupils(kind: str, dice: random.Random) -> int:
    small = kind in {"special_school", "alternative_provision"}
    return 60 + dice.randrange(90) if small else 420 + dice.randrange(900)


def _position(area: DemoArea, dice: random.Random) -> dict[str, float]:
    longitude, latitude = area.at
    return {
        "longitude": round(longitude + (dice.random() - 0.5) * area.spread, 5),
        "latitude": round(latitude + (dice.random() - 0.5) * area.spread * 0.6, 5),
    }


def _enrol(hub: Hub, members: Sequence[Institution], only_eligible: Sequence[Institution]) -> None:
    first, second = (
        Cohort.objects.create(hub=hub, name=name, since=since)
        for name, since in [("First cohort", FOUNDED), ("Second cohort", date(2023, 9, 1))]
    )
    Membership.objects.bulk_create(
        Membership(
            hub=hub,
            institution=institution,
            eligible_since=FOUNDED,
            joined_on=first.since if number % 3 else second.since,
            cohort=first if number % 3 else second,
        )
        for number, institution in enumerate(members)
    )
    Membership.objects.bulk_create(
        Membership(hub=hub, institution=institution, eligible_since=FOUNDED) for institution in only_eligible
    )


def _settle_hong_kong(region: DemoRegion, *, dice: random.Random, by: Actor) -> Hub:
    far_east = region.hong_kong
    network = Network.objects.create(name=far_east.network.name, jurisdiction="hong-kong")
    districts = [(_area(district, "hong-kong"), district) for district in far_east.districts]
    hub = hubs.form_hub(
        name=far_east.network.name,
        name_local=far_east.network.name_local,
        slug="tsing-ling",
        jurisdiction="hong-kong",
        kind="careers",
        since=far_east.cohorts[0].since,
        languages=["zh-hant", "en-gb"],
        network=network,
        areas=[area for area, _ in districts],
        by=by,
    )
    Hub.objects.filter(pk=hub.pk).update(is_demo=True)
    rows = []
    for number, (name, name_local) in enumerate(far_east.school_names()):
        area, district = districts[number % len(districts)]
        rows.append(
            Institution(
                name=name,
                name_local=name_local,
                jurisdiction="hong-kong",
                kind="hk_secondary_school",
                state=Institution.State.OPEN,
                area=area,
                year_groups=YEARS["hk_secondary_school"],
                pupils=480 + dice.randrange(420),
                **_position(district, dice),
                is_demo=True,
            )
        )
    _enrol_in_cohorts(hub, Institution.objects.bulk_create(rows), region)
    return hub


def _enrol_in_cohorts(hub: Hub, schools: list[Institution], region: DemoRegion) -> None:
    """Members cohort by cohort; all others are eligible and have not joined."""
    rest = iter(schools)
    started = region.hong_kong.cohorts[0].since
    rows = []
    for described in region.hong_kong.cohorts:
        cohort = Cohort.objects.create(hub=hub, name=described.name, since=described.since)
        for _ in range(described.size):
            school = next(rest)
            rows.append(
                Membership(
                    hub=hub,
                    institution=school,
                    eligible_since=started,
                    joined_on=described.since,
                    cohort=cohort,
                )
            )
    rows.extend(Membership(hub=hub, institution=school, eligible_since=started) for school in rest)
    Membership.objects.bulk_create(rows)

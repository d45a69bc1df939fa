"""A network's hubs beside each other, as far as editions allow, and how each has spread among those it is for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from trigpoint.engine.frameworks.edition import Edition
from trigpoint.web.insights.queries.claims import school_year, year_begins_on
from trigpoint.web.insights.queries.matrix import Standing, by_edition, standings_of
from trigpoint.web.insights.queries.members import Member, is_member_on
from trigpoint.web.insights.queries.sums import Distribution, distributions
from trigpoint.web.organisations.models import Hub, Membership, Network


@dataclass(frozen=True)
class Reach:
    """Members of a hub and institutions it is for, on a day."""

    on: date
    members: int
    eligible: int


@dataclass(frozen=True)
class HubInNetwork:
    """One hub: who belongs to it, what was submitted, and how it grew."""

    hub: Hub
    standings: Sequence[Standing]
    growth: Sequence[Reach]  # oldest first; the last is today

    @property
    def today(self) -> Reach:
        return self.growth[-1]

    @property
    def submitted(self) -> int:
        return sum(each.claim is not None for each in self.standings if each.member.is_member)

    @property
    def editions(self) -> list[Edition]:
        members = [each for each in self.standings if each.member.is_member]
        return [found[0].edition for found in by_edition(members).values() if found[0].edition]


@dataclass(frozen=True)
class Comparison:
    """The hubs whose members are assessed with one edition, by name."""

    edition: Edition
    rows: Sequence[tuple[Hub, Distribution]]


def hubs_in(network: Network, *, today: date) -> list[HubInNetwork]:
    """Every hub of a network, by name. Three queries, whatever their number and size."""
    hubs = list(network.hubs.order_by("name"))
    rows: dict[int, list[Membership]] = defaultdict(list)
    for row in Membership.objects.filter(hub__in=hubs).select_related("institution__area"):
        rows[row.hub_id].append(row)
    members = {
        row.pk: Member(row.institution, is_member=is_member_on(today, row.joined_on, row.left_on))
        for found in rows.values()
        for row in found
        if row.eligible_since <= today
    }
    standings = dict(zip(members, standings_of(list(members.values()), today=today), strict=True))
    return [
        HubInNetwork(
            hub,
            [standings[row.pk] for row in rows[hub.pk] if row.pk in standings],
            _growth(rows[hub.pk], hub.jurisdiction, today),
        )
        for hub in hubs
    ]


def _growth(memberships: Sequence[Membership], jurisdiction: str, today: date) -> list[Reach]:
    """The reach at the beginning of each school year since the first joined, and today."""
    joined = [row.joined_on for row in memberships if row.joined_on and row.joined_on <= today]
    days = _year_beginnings(min(joined), today, jurisdiction) if joined else []
    return [_reach(memberships, day) for day in (*days, today)]


def _year_beginnings(first: date, today: date, jurisdiction: str) -> list[date]:
    began, now = school_year(first, jurisdiction), school_year(today, jurisdiction)
    if began is None or now is None:
        return [first]
    days = [year_begins_on(year, jurisdiction) for year in range(began + 1, now + 1)]
    return [first, *(day for day in days if first < day < today)]


def _reach(memberships: Sequence[Membership], day: date) -> Reach:
    return Reach(
        day,
        sum(is_member_on(day, row.joined_on, row.left_on) for row in memberships),
        sum(row.eligible_since <= day for row in memberships),
    )


def compare_hubs(hubs: Sequence[HubInNetwork]) -> list[Comparison]:
    """Distributions of the hubs by edition, only of editions whose results may stand side by side."""
    found: dict[str, list[tuple[Hub, Distribution]]] = defaultdict(list)
    for each in hubs:
        for distribution in distributions(each.standings):
            found[distribution.edition.id].append((each.hub, distribution))
    ordered = sorted(found.values(), key=lambda rows: -sum(each.members for _, each in rows))
    return [Comparison(rows[0][1].edition, rows) for rows in ordered]

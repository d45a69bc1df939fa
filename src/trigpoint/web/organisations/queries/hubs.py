"""Reading who belongs to a hub."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from trigpoint.web.organisations.models import Hub, Identifier, Institution, Membership


@dataclass(frozen=True)
class Spread:
    """How far a hub reaches: members today over all it is for."""

    members: int
    eligible: int


def memberships_of(hub: Hub) -> QuerySet[Membership]:
    """Everybody the hub is for, by name, with what a list of them shows. One query, whatever their number."""
    related = ("institution__area", "institution__group", "cohort", "coordinator__user")
    return hub.memberships.select_related(*related).order_by("institution__name", "institution_id")


def spread_of(hub: Hub) -> Spread:
    today = timezone.localdate()
    counted = hub.memberships.aggregate(
        eligible=Count("pk"),
        members=Count("pk", filter=Q(joined_on__lte=today) & (Q(left_on=None) | Q(left_on__gt=today))),
    )
    return Spread(counted["members"], counted["eligible"])


def find_institutions(words: str, *, jurisdiction: str, outside: Hub | None = None) -> QuerySet[Institution]:
    """Institutions that are not closed, by a part of the name, a postcode or a register number."""
    found = Institution.objects.filter(jurisdiction=jurisdiction).exclude(state=Institution.State.CLOSED)
    if outside:
        found = found.exclude(memberships__hub=outside)
    numbers = Identifier.objects.filter(value=words).values("institution_id")
    match = Q(name__icontains=words) | Q(name_local__icontains=words) | Q(pk__in=numbers)
    if re.fullmatch(r"[A-Za-z0-9 ]{2,8}", words):
        match |= Q(postcode__istartswith=words)
    return found.filter(match).select_related("area").order_by("name", "pk")


def by_register_numbers(numbers: list[str], *, jurisdiction: str) -> tuple[list[Institution], list[str]]:
    """The institutions with these numbers, and the numbers that no institution has."""
    rows = Identifier.objects.filter(value__in=numbers, institution__jurisdiction=jurisdiction)
    found = {row.value: row.institution for row in rows.select_related("institution")}
    return list({found[n].pk: found[n] for n in numbers if n in found}.values()), [
        n for n in numbers if n not in found
    ]

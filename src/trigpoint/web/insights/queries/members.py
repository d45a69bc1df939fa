"""Whose standing a picture shows: members and others a hub is for, a trust's, an area's; and choosing among them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from trigpoint.engine.frameworks.choosing import editions_for
from trigpoint.engine.frameworks.edition import Edition
from trigpoint.jobs.storage.packaged_content import packaged_editions
from trigpoint.web.organisations.models import Area, Group, Hub, Institution
from trigpoint.web.organisations.queries.kinds import KINDS
from trigpoint.web.organisations.queries.names import name_of


@dataclass(frozen=True)
class Member:
    """An institution in a picture. `is_member` is False for one that the hub is for and that has not joined."""

    institution: Institution
    is_member: bool = True
    cohort_id: int | None = None
    cohort: str = ""

    @property
    def kind(self) -> str:
        """The kind in words; one that has no words is named as the content names it."""
        return str(KINDS.get(self.institution.kind, self.institution.kind.replace("_", " ")))


def eligible_of(hub: Hub, *, today: date) -> list[Member]:
    """Everybody the hub is for today, by name. One query."""
    rows = hub.memberships.filter(eligible_since__lte=today).select_related(
        "institution__area", "institution__group", "cohort"
    )
    return [
        Member(
            row.institution,
            is_member=is_member_on(today, row.joined_on, row.left_on),
            cohort_id=row.cohort_id,
            cohort=row.cohort.name if row.cohort else "",
        )
        for row in rows.order_by("institution__name", "institution_id")
    ]


def is_member_on(day: date, joined: date | None, left: date | None) -> bool:
    return joined is not None and joined <= day and (left is None or left > day)


def members_of_group(group: Group) -> list[Member]:
    return _open(Institution.objects.filter(group=group))


def members_of_area(area: Area) -> list[Member]:
    """Institutions of an area that some edition is made for: a primary school is none of them."""
    kinds = {kind for edition in main_editions(area.jurisdiction) for kind in edition.kinds_of_institution}
    return _open(Institution.objects.filter(area=area, kind__in=kinds))


def _open(institutions: QuerySet[Institution]) -> list[Member]:
    found = institutions.exclude(state=Institution.State.CLOSED).select_related("area", "group")
    return [Member(institution) for institution in found.order_by("name", "pk")]


def is_main(edition: Edition) -> bool:
    """Not a check of a duty that stands beside the benchmarks: those have neither scores nor domains."""
    return edition.policies.scored.allowed or bool(edition.domains)


def main_editions(jurisdiction: str) -> list[Edition]:
    return [
        edition
        for edition in packaged_editions()
        if edition.jurisdiction == jurisdiction and is_main(edition)
    ]


def edition_expected(institution: Institution, *, today: date) -> Edition | None:
    """The edition an institution would be assessed with today; None while its kind is not known."""
    fitting = editions_for(main_editions(institution.jurisdiction), kind=institution.kind, on=today)
    return fitting[0] if fitting else None


@dataclass(frozen=True)
class Choice:
    """What a reader narrows a picture to. Empty is everything."""

    cohort: str = ""
    group: str = ""
    area: str = ""
    kind: str = ""
    benchmark: str = ""

    @property
    def narrows(self) -> bool:
        return any((self.cohort, self.group, self.area, self.kind, self.benchmark))

    @property
    def query(self) -> str:
        """The part of an address that keeps the choice; values are ids and need no quoting."""
        return "".join(f"{name}={value}&" for name, value in vars(self).items() if value)


@dataclass(frozen=True)
class Filter:
    """One thing to narrow by, with what can be chosen. Offered only where it makes a difference."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    chosen: str


def read_choice(given: Mapping[str, str]) -> Choice:
    """What an address asks for; anything but letters, digits and a little punctuation is left out."""
    names = Choice.__dataclass_fields__
    values = {name: given.get(name, "") for name in names}
    return Choice(**{name: value for name, value in values.items() if _is_plain(value)})


def _is_plain(value: str) -> bool:
    return all(letter.isalnum() or letter in "._-" for letter in value)


def narrow(members: Iterable[Member], choice: Choice) -> list[Member]:
    """Those that fit the choice, its benchmark left out: that is a matter of results."""
    return [member for member in members if _fits(member, choice)]


def _fits(member: Member, choice: Choice) -> bool:
    pairs = (
        (choice.cohort, member.cohort_id),
        (choice.group, member.institution.group_id),
        (choice.area, member.institution.area_id),
        (choice.kind, member.institution.kind),
    )
    return all(not wanted or wanted == str(found) for wanted, found in pairs)


def filters_for(
    members: Sequence[Member], choice: Choice, benchmarks: Iterable[tuple[str, str]]
) -> list[Filter]:
    """Filters by cohort, trust, area, kind and benchmark, from what the members have."""
    places = [member.institution for member in members]
    offered = [
        ("cohort", _("Cohort"), {(str(m.cohort_id), m.cohort) for m in members if m.cohort_id}),
        (
            "group",
            _("Trust"),
            {(str(each.group_id), name_of(each.group)) for each in places if each.group_id},
        ),
        ("area", _("Area"), {(str(each.area_id), name_of(each.area)) for each in places if each.area_id}),
        ("kind", _("Kind"), {(m.institution.kind, m.kind) for m in members if m.institution.kind}),
    ]
    filters = [
        Filter(name, str(label), tuple(sorted(options, key=lambda option: option[1])), getattr(choice, name))
        for name, label, options in offered
        if len(options) > 1 or getattr(choice, name)
    ]
    by_number = tuple(benchmarks)
    label = str(_("Benchmark not achieved or not known"))
    return [*filters, Filter("benchmark", label, by_number, choice.benchmark)]

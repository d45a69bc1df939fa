"""Everything that a picture of many institutions shows, read in a number of queries that does not grow with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator

from trigpoint.engine.frameworks.edition import Edition
from trigpoint.web.assessments.models import Campaign
from trigpoint.web.assessments.queries.campaigns import Return, count_returns, returns_of
from trigpoint.web.insights.queries.claims import read_marks
from trigpoint.web.insights.queries.matrix import (
    Sheet,
    Standing,
    benchmarks_in,
    by_edition,
    draw_sheets,
    in_reading_order,
    may_be_ranked,
    standings_of,
    without_benchmark,
)
from trigpoint.web.insights.queries.members import Choice, Filter, Member, filters_for, narrow, read_choice
from trigpoint.web.insights.queries.sums import (
    AreaSum,
    Distribution,
    StuckAt,
    by_area,
    distributions,
    stuck_at,
)
from trigpoint.web.organisations.models import Hub
from trigpoint.web.shared.wording import wording

ON_A_PAGE = 60
STUCK_SHOWN = 8


@dataclass(frozen=True)
class Headline:
    """How many members there are, have achieved every benchmark, are not known to, and have claimed nothing."""

    members: int
    at_all: int
    open_ended: int
    silent: int


@dataclass(frozen=True)
class Many:
    """The picture's material: everybody it is about, those the reader chose, and the page in view."""

    everybody: Sequence[Standing]  # the eligible included
    chosen: Sequence[Standing]  # members that fit the choice, in reading order
    choice: Choice
    filters: Sequence[Filter]
    page: Page[Standing]
    sheets: Sequence[Sheet]
    ranked: bool
    may_be_ranked: bool

    @property
    def members(self) -> list[Standing]:
        return [standing for standing in self.everybody if standing.member.is_member]

    @property
    def submitted(self) -> int:
        return sum(standing.claim is not None for standing in self.members)

    @property
    def editions(self) -> list[Edition]:
        """Editions of the members, the most frequent first."""
        return [found[0].edition for found in by_edition(self.members).values() if found[0].edition]

    @property
    def distributions(self) -> list[Distribution]:
        return distributions(self.everybody)

    @property
    def headline(self) -> Headline | None:
        """One sentence's figures over all editions that may be compared; None where none may."""
        found = self.distributions
        if not found:
            return None
        return Headline(
            members=sum(each.members for each in found),
            at_all=sum(each.all_of_them.members for each in found),
            open_ended=sum(each.open_ended for each in found),
            silent=sum(each.silent for each in found),
        )

    @property
    def areas(self) -> list[AreaSum]:
        return by_area(self.everybody)


def look_at(members: Sequence[Member], given: Mapping[str, str], *, today: date) -> Many:
    """Where members stand, narrowed as the address says. At most five queries."""
    choice = read_choice(given)
    everybody = standings_of(members, today=today)
    inside = [standing for standing in everybody if standing.member.is_member]
    fitting = {id(member) for member in narrow([standing.member for standing in inside], choice)}
    chosen = without_benchmark([each for each in inside if id(each.member) in fitting], choice)
    wants_rank = given.get("sort") == "achieved"
    ordered = in_reading_order(chosen, ranked=wants_rank)
    page = Paginator(ordered, ON_A_PAGE).get_page(given.get("page"))
    names = {
        number: f"{number} {wording(benchmark.title).words}"
        for number, benchmark in benchmarks_in(inside).items()
    }
    return Many(
        everybody=everybody,
        chosen=ordered,
        choice=choice,
        filters=filters_for([standing.member for standing in inside], choice, names.items()),
        page=page,
        sheets=draw_sheets(list(page.object_list), ordered),
        ranked=wants_rank and may_be_ranked(ordered),
        may_be_ranked=may_be_ranked(ordered),
    )


def with_marks(many: Many) -> Sequence[Standing]:
    """Everybody chosen, on whatever page, with marks read."""
    read_marks(standing.claim for standing in many.chosen if standing.claim)
    return many.chosen


def edition_in_view(many: Many, wanted: str) -> Edition | None:
    """The edition that was asked for by id, else the one that most members have; None where nobody has any."""
    editions = many.editions
    return next((each for each in editions if each.id == wanted), editions[0] if editions else None)


def stuck_in(many: Many, edition: Edition | None) -> list[StuckAt]:
    """Where the members with an edition are stuck; nothing before anybody has submitted. One query."""
    if edition is None or not many.submitted:
        return []
    return stuck_at(edition, many.everybody)


@dataclass(frozen=True)
class Returns:
    """How far the members are with the newest campaign."""

    campaign: Campaign
    counts: Mapping[str, int]
    states: Mapping[int, Return]  # by institution id

    @property
    def started(self) -> int:
        return self.counts.get("in_progress", 0) + self.counts.get("to_sign", 0)


def newest_returns(hub: Hub, *, today: date) -> Returns | None:
    """Three queries; None where no campaign has opened yet."""
    opened: Any = hub.campaigns.filter(opens_on__lte=today).order_by("-opens_on", "-pk")
    campaign = opened.first()
    if campaign is None:
        return None
    rows = returns_of(campaign, today=today)
    return Returns(campaign, count_returns(rows), {row.institution.pk: row.state for row in rows})

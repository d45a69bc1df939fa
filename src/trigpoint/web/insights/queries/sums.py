"""Sums over many institutions: how many benchmarks each has achieved, by area, and where everybody is stuck.

An institution that has claimed nothing is in every sum, as not known.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from trigpoint.engine.frameworks.edition import Benchmark, Criterion, Edition
from trigpoint.engine.scoring.averages import Bounds, mean_achieved
from trigpoint.engine.vocabulary.standings import Reading, Status
from trigpoint.web.assessments.models import CriterionResult
from trigpoint.web.insights.queries.matrix import Standing, by_edition
from trigpoint.web.organisations.models import Area

FEWEST_IN_A_PICTURE = 4


@dataclass(frozen=True)
class Step:
    """How many members have achieved exactly so many benchmarks."""

    achieved: int
    members: int


@dataclass(frozen=True)
class Distribution:
    """Benchmarks achieved, over members and over all whom the hub is for.

    `open_ended` members have answers not known, so that their number is a range; `silent` ones have claimed nothing.
    """

    edition: Edition
    steps: tuple[Step, ...]  # from all to none
    open_ended: int
    silent: int
    members: int
    eligible: int
    mean: Bounds | None
    mean_of_eligible: Bounds | None

    @property
    def is_small(self) -> bool:
        """Too few for a picture: a sentence says it."""
        return self.members < FEWEST_IN_A_PICTURE

    @property
    def outside(self) -> int:
        """Eligible institutions that have not joined: nothing is known of them."""
        return self.eligible - self.members

    @property
    def all_of_them(self) -> Step:
        return self.steps[0]

    @property
    def assessable(self) -> int:
        return self.steps[0].achieved


def distributions(standings: Sequence[Standing]) -> list[Distribution]:
    """One for each edition whose results may stand side by side."""
    found = []
    for standings_of_edition in by_edition(standings).values():
        edition = standings_of_edition[0].edition
        if edition is not None and edition.policies.compared.allowed:
            found.append(_distribution(edition, standings_of_edition))
    return [each for each in found if each.members]


def _distribution(edition: Edition, standings: Sequence[Standing]) -> Distribution:
    members = [standing for standing in standings if standing.member.is_member]
    ranges = [standing.achieved for standing in members]
    known = Counter(each[0] for each in ranges if each is not None and each[0] == each[1])
    most = sum(benchmark.awaiting is None for benchmark in edition.benchmarks)
    outside: list[tuple[int, int] | None] = [None] * (len(standings) - len(members))
    return Distribution(
        edition=edition,
        steps=tuple(Step(number, known[number]) for number in range(most, -1, -1)),
        open_ended=sum(each is not None and each[0] != each[1] for each in ranges),
        silent=sum(each is None for each in ranges),
        members=len(members),
        eligible=len(standings),
        mean=mean_achieved(ranges, assessable=most),
        mean_of_eligible=mean_achieved([*ranges, *outside], assessable=most),
    )


@dataclass(frozen=True)
class AreaSum:
    """The members in one area. `mean` and `at_all` are None where results may not stand side by side."""

    area: Area | None  # None: the register does not say
    members: int
    submitted: int
    at_all: int | None
    mean: Bounds | None


def by_area(standings: Sequence[Standing]) -> list[AreaSum]:
    """Sums by area, by name, the unknown area last; members alone."""
    found: dict[Area | None, list[Standing]] = defaultdict(list)
    for standing in standings:
        if standing.member.is_member:
            found[standing.member.institution.area].append(standing)
    ordered = sorted(found.items(), key=lambda item: (item[0] is None, str(item[0])))
    return [_area_sum(area, members) for area, members in ordered]


def _area_sum(area: Area | None, members: Sequence[Standing]) -> AreaSum:
    editions = [standing.edition for standing in members if standing.edition]
    compared = bool(editions) and all(edition.policies.compared.allowed for edition in editions)
    most = max((len(edition.benchmarks) for edition in editions), default=0)
    return AreaSum(
        area,
        len(members),
        sum(standing.claim is not None for standing in members),
        sum(bool(standing.claim and standing.claim.achieves_all) for standing in members)
        if compared
        else None,
        mean_achieved([standing.achieved for standing in members], assessable=most) if compared else None,
    )


@dataclass(frozen=True)
class StuckAt:
    """One criterion over the members of an edition. The five counts and `left_out` make up the members."""

    benchmark: Benchmark
    criterion: Criterion
    achieved: int
    in_progress: int
    not_achieved: int
    not_known: int
    left_out: int  # does not apply, or no question speaks of it

    @property
    def stuck(self) -> int:
        return self.in_progress + self.not_achieved

    @property
    def of(self) -> int:
        """Those to whom it applies."""
        return self.achieved + self.stuck + self.not_known


def stuck_at(edition: Edition, standings: Sequence[Standing]) -> list[StuckAt]:
    """Criteria that members have not achieved, the most frequent first. One query."""
    members = [
        standing
        for standing in standings
        if standing.member.is_member and standing.edition and standing.edition.id == edition.id
    ]
    rows = (
        CriterionResult.objects.filter(
            assessment_id__in=[standing.claim.pk for standing in members if standing.claim],
            reading=Reading.CLAIMED,
        )
        .values_list("criterion_id", "status")
        .annotate(Count("pk"))
    )
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for criterion_id, status, count in rows:
        counts[criterion_id][status] += count
    found = [
        _stuck_at(benchmark, criterion, counts[criterion.id], len(members))
        for benchmark in edition.benchmarks
        for criterion in benchmark.criteria
    ]
    return sorted((each for each in found if each.of), key=lambda each: -each.stuck)


def _stuck_at(benchmark: Benchmark, criterion: Criterion, counts: Counter[str], members: int) -> StuckAt:
    told = sum(counts.values())
    return StuckAt(
        benchmark,
        criterion,
        achieved=counts[Status.ACHIEVED],
        in_progress=counts[Status.IN_PROGRESS],
        not_achieved=counts[Status.NOT_ACHIEVED],
        not_known=counts[Status.NOT_KNOWN] + members - told,
        left_out=counts[Status.NOT_APPLICABLE] + counts[Status.UNSCORED],
    )

"""What institutions claim, read as plain values in a number of queries that does not grow with the institutions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from functools import cache
from typing import Any

from trigpoint.engine.frameworks.edition import Edition
from trigpoint.engine.frameworks.layers import read_layer
from trigpoint.engine.scoring.moves import Change, change_between
from trigpoint.engine.vocabulary.standings import Reading, Status
from trigpoint.jobs.storage.packaged_content import content_text, packaged_edition
from trigpoint.web.assessments.models import Assessment, BenchmarkResult

Origin = Assessment.Origin


@dataclass(frozen=True)
class Mark:
    """One benchmark as claimed. Scores are None where the edition gives none; credit is None where only a
    result was entered, without a sum."""

    status: Status
    score_low: int | None = None
    score_high: int | None = None
    earned_low: Fraction | None = None
    earned_high: Fraction | None = None
    areas: int | None = None

    @property
    def scores(self) -> tuple[int, int] | None:
        """Least and most; None without a score."""
        return (
            None if self.score_low is None or self.score_high is None else (self.score_low, self.score_high)
        )


NOT_KNOWN = Mark(Status.NOT_KNOWN)
"""The mark of an institution that has claimed nothing."""


@dataclass(frozen=True)
class Basis:
    """What a claim is about and how it was made: what two claims must share before a change between them is one."""

    edition_id: str
    jurisdiction: str
    as_of: date
    chosen_cohort: str
    is_from_elsewhere: bool


@dataclass(frozen=True)
class Claim:
    """A submitted assessment of a whole institution. `marks` by benchmark id, filled by `read_marks`."""

    pk: int
    institution_id: int
    edition_id: str
    title: str
    as_of: date
    origin: str
    source_name: str
    state: str
    submitted_at: datetime | None
    achieved_low: int | None
    achieved_high: int | None
    assessable: int | None
    chosen_cohort: str
    marks: dict[str, Mark] = field(default_factory=dict)

    @property
    def edition(self) -> Edition:
        return packaged_edition(self.edition_id)

    @property
    def achieved(self) -> tuple[int, int] | None:
        """The least and the most benchmarks achieved; None where nobody worked it out."""
        if self.achieved_low is None or self.achieved_high is None:
            return None
        return self.achieved_low, self.achieved_high

    @property
    def is_from_elsewhere(self) -> bool:
        return self.origin == Origin.ELSEWHERE

    @property
    def basis(self) -> Basis:
        edition = self.edition
        return Basis(edition.id, edition.jurisdiction, self.as_of, self.chosen_cohort, self.is_from_elsewhere)

    @property
    def achieves_all(self) -> bool:
        return bool(self.assessable) and self.achieved_low == self.assessable


FIELDS = (
    "pk",
    "institution_id",
    "edition_id",
    "title",
    "as_of",
    "origin",
    "source_name",
    "state",
    "submitted_at",
    "achieved_low",
    "achieved_high",
    "assessable",
    "chosen_cohort",
)


def claims_of(institutions: Any, **narrowed: Any) -> dict[int, list[Claim]]:
    """Claims by institution id, newest first, without marks. One query. `institutions` are ids or a subquery."""
    rows = Assessment.objects.filter(
        institution__in=institutions, site=None, state__in=Assessment.LOCKED, **narrowed
    ).order_by("-as_of", "-version", "-pk")
    found: dict[int, list[Claim]] = defaultdict(list)
    for row in rows.values_list(*FIELDS):
        claim = Claim(*row)
        found[claim.institution_id].append(claim)
    for claims in found.values():
        # What was answered here says more than a result entered from elsewhere for the same day.
        claims.sort(key=lambda claim: (claim.as_of, not claim.is_from_elsewhere), reverse=True)
    return dict(found)


def read_marks(claims: Iterable[Claim]) -> None:
    """Fills the marks of claims, the claimed reading alone. One query."""
    by_pk = {claim.pk: claim for claim in claims}
    rows = BenchmarkResult.objects.filter(assessment_id__in=by_pk, reading=Reading.CLAIMED).values_list(
        "assessment_id",
        "benchmark_id",
        "status",
        "score_low",
        "score_high",
        "earned_low",
        "earned_high",
        "areas",
    )
    for pk, benchmark_id, status, low, high, earned_low, earned_high, areas in rows:
        by_pk[pk].marks[benchmark_id] = Mark(
            Status(status), low, high, _credit(earned_low), _credit(earned_high), areas
        )


def _credit(text: str) -> Fraction | None:
    return Fraction(text) if text else None


def last_before(claim: Claim, claims: Collection[Claim]) -> Claim | None:
    """The claim before this one on the same edition; `claims` are the institution's, newest first."""
    return next(
        (each for each in claims if each.edition_id == claim.edition_id and each.as_of < claim.as_of), None
    )


@cache
def _year_begins(jurisdiction: str) -> tuple[int, int] | None:
    calendars = read_layer(content_text("calendars.yaml").text, "calendars.yaml").data["calendars"]
    found = next((each["school_year_begins"] for each in calendars if each["id"] == jurisdiction), None)
    return (found["month"], found["day"]) if found else None


def school_year(day: date, jurisdiction: str) -> int | None:
    """The calendar year in which the school year of a day began; None where no calendar says when it does."""
    begins = _year_begins(jurisdiction)
    if begins is None:
        return None
    return day.year if (day.month, day.day) >= begins else day.year - 1


def year_begins_on(year: int, jurisdiction: str) -> date:
    """The first day of the school year that begins in a calendar year; its first of January without a calendar."""
    return date(year, *(_year_begins(jurisdiction) or (1, 1)))


def are_comparable(now: Basis, before: Basis) -> bool:
    """Is a change between two claims a change? Only on one edition, about one year's pupils, both answered here or both
    reported from elsewhere."""
    year = school_year(now.as_of, now.jurisdiction)
    return (
        now.edition_id == before.edition_id
        and year is not None
        and year == school_year(before.as_of, before.jurisdiction)
        and now.chosen_cohort == before.chosen_cohort
        and now.is_from_elsewhere == before.is_from_elsewhere
    )


def changes_between(now: Claim, before: Claim | None) -> Mapping[str, Change]:
    """How each benchmark moved; every one is not comparable where the claims are not."""
    if before is None or not are_comparable(now.basis, before.basis):
        return dict.fromkeys(now.marks, Change.NOT_COMPARABLE)
    return {
        benchmark_id: change_between(_as_plain(mark), _as_plain(before.marks.get(benchmark_id, NOT_KNOWN)))
        for benchmark_id, mark in now.marks.items()
    }


def _as_plain(mark: Mark) -> tuple[Status, int | None, int | None]:
    return mark.status, mark.score_low, mark.score_high

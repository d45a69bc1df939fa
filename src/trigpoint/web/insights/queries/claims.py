"""What institutions claim, read as plain values in a number of queries that does not grow with the institutions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from functools import cache
from typing import Any

from trigpoint.engine.frameworks.edition import Edition
from trigpoint.engine.frameworks.layers import read_layer
from trigpoint.engine.scoring.answers import Answers
from trigpoint.engine.scoring.moves import Change, change_between
from trigpoint.engine.scoring.standing import Sum
from trigpoint.engine.vocabulary.standings import Reading, Status
from trigpoint.jobs.storage.packaged_content import content_text, packaged_edition
from trigpoint.web.assessments.models import Answer, Assessment, BenchmarkResult
from trigpoint.web.assessments.queries.assessments import as_given

Origin = Assessment.Origin


@dataclass(frozen=True)
class Mark:
    """One benchmark as claimed. Scores are None where the edition gives none; credit, exact and as it is stored, is
    empty where only a result was entered, without a sum."""

    status: Status
    score_low: int | None = None
    score_high: int | None = None
    earned_low: str = ""
    earned_high: str = ""
    areas: int | None = None

    @property
    def scores(self) -> tuple[int, int] | None:
        """Least and most; None without a score."""
        return (
            None if self.score_low is None or self.score_high is None else (self.score_low, self.score_high)
        )

    @property
    def sum(self) -> Sum | None:
        """The arithmetic; None where only a result was entered."""
        return sum_of(self.earned_low, self.earned_high, self.areas)


NOT_KNOWN = Mark(Status.NOT_KNOWN)
"""The mark of an institution that has claimed nothing."""


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
    def achieves_all(self) -> bool:
        return bool(self.assessable) and self.achieved_low == self.assessable

    def count(self, status: Status) -> int:
        return sum(mark.status is status for mark in self.marks.values())


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
        by_pk[pk].marks[benchmark_id] = Mark(Status(status), low, high, earned_low, earned_high, areas)


def answers_of(claim: Claim) -> Answers:
    """The answers behind a claim, without who gave them; none where it was rolled up or entered. One query."""
    return {row.question_id: as_given(row) for row in Answer.objects.filter(assessment=claim.pk)}


def sum_of(earned_low: str, earned_high: str, areas: int | None) -> Sum | None:
    """A stored result's arithmetic from its exact credit as text; None where only a standing was entered."""
    if areas is None or not earned_low:
        return None
    return Sum(Fraction(earned_low), Fraction(earned_high), areas)


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


def claim_before(claim: Claim, claims: Iterable[Claim]) -> Claim | None:
    """The institution's last claim on the same edition before this one; None where there is none, or where a change
    since would be no change. `claims` are the institution's, newest first."""
    earlier = (each for each in claims if each.edition_id == claim.edition_id and each.as_of < claim.as_of)
    before = next(earlier, None)
    return before if before and are_comparable(claim, before) else None


def are_comparable(now: Claim, before: Claim) -> bool:
    """Is a change between two claims a change? Only on one edition, about one year's pupils, both answered here or both
    reported from elsewhere."""
    jurisdiction = now.edition.jurisdiction
    year = school_year(now.as_of, jurisdiction)
    return (
        now.edition_id == before.edition_id
        and year is not None
        and year == school_year(before.as_of, jurisdiction)
        and now.chosen_cohort == before.chosen_cohort
        and now.is_from_elsewhere == before.is_from_elsewhere
    )


def change_since(before: Claim | None, now: Claim, benchmark_id: str) -> Change:
    """How a benchmark moved since `claim_before`, both with marks; not comparable where there is none."""
    if before is None:
        return Change.NOT_COMPARABLE
    was, has = (each.marks.get(benchmark_id, NOT_KNOWN) for each in (before, now))
    return change_between(_as_plain(has), _as_plain(was))


def _as_plain(mark: Mark) -> tuple[Status, int | None, int | None]:
    return mark.status, mark.score_low, mark.score_high

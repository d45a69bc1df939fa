"""Many institutions, one benchmark a column: what each claims now, and what has changed since the return before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from trigpoint.engine.frameworks.edition import Benchmark, Edition
from trigpoint.engine.scoring.moves import Change
from trigpoint.engine.vocabulary.standings import Reading, Status
from trigpoint.web.assessments.models import BenchmarkResult
from trigpoint.web.insights.queries.claims import (
    NOT_KNOWN,
    Claim,
    Mark,
    change_since,
    claim_before,
    claims_of,
    read_marks,
)
from trigpoint.web.insights.queries.members import Choice, Member, edition_expected, is_main

SETTLED = (Status.ACHIEVED, Status.NOT_APPLICABLE, Status.UNSCORED)
"""Statuses in which a benchmark leaves nothing to do."""


@dataclass(frozen=True)
class Standing:
    """A member with its newest claim and the one before it on the same edition. Without a claim, `edition` is the
    one it would be assessed with, or None while its kind is not known."""

    member: Member
    edition: Edition | None
    claim: Claim | None
    before: Claim | None

    @property
    def achieved(self) -> tuple[int, int] | None:
        return self.claim.achieved if self.claim else None


@dataclass(frozen=True)
class Cell:
    benchmark: Benchmark
    mark: Mark
    change: Change

    @property
    def has_changed(self) -> bool:
        return self.change in (Change.UP, Change.DOWN)


@dataclass(frozen=True)
class Row:
    standing: Standing
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Section:
    """The institutions of one edition. `all_of_it` counts those on other pages too."""

    edition: Edition | None
    rows: tuple[Row, ...]
    all_of_it: int


@dataclass(frozen=True)
class Sheet:
    """Sections that share their columns, and how many have achieved each benchmark, of how many with a claim."""

    benchmarks: tuple[Benchmark, ...]
    sections: tuple[Section, ...]
    achieved: tuple[int, ...] | None  # None where the edition's results may not stand side by side
    of: int

    @property
    def width(self) -> int:
        """Columns that a heading spans: name, area, benchmarks, achieved, last return, campaign."""
        return len(self.benchmarks) + 5


def standings_of(members: Sequence[Member], *, today: date) -> list[Standing]:
    """Where each member stands, in the order given, marks not yet read. Nothing is read of who has not joined. One
    query."""
    claims = claims_of([member.institution.pk for member in members if member.is_member])
    return [_standing(member, claims.get(member.institution.pk, []), today) for member in members]


def _standing(member: Member, claims: Sequence[Claim], today: date) -> Standing:
    claim = next((claim for claim in claims if is_main(claim.edition)), None)
    if claim is None:
        return Standing(member, edition_expected(member.institution, today=today), None, None)
    return Standing(member, claim.edition, claim, claim_before(claim, claims))


def by_edition(standings: Iterable[Standing]) -> dict[str, list[Standing]]:
    """Standings by edition id, the most frequent edition first; "" for those whose edition is not known."""
    found: dict[str, list[Standing]] = defaultdict(list)
    for standing in standings:
        found[standing.edition.id if standing.edition else ""].append(standing)
    return dict(sorted(found.items(), key=lambda item: (item[0] == "", -len(item[1]), item[0])))


def may_be_ranked(standings: Iterable[Standing]) -> bool:
    """Do all editions in the picture allow an order of result?"""
    editions = [standing.edition for standing in standings if standing.edition]
    return bool(editions) and all(edition.policies.ranked.allowed for edition in editions)


def in_reading_order(standings: Sequence[Standing], *, ranked: bool) -> list[Standing]:
    """By edition, then by name; by benchmarks achieved only where asked for and allowed."""
    ordered = [standing for found in by_edition(standings).values() for standing in found]
    if not (ranked and may_be_ranked(standings)):
        return ordered
    return sorted(ordered, key=lambda standing: standing.achieved or (-1, -1), reverse=True)


def without_benchmark(standings: Sequence[Standing], choice: Choice) -> list[Standing]:
    """Those not known to have achieved the chosen benchmark; nothing claimed is not known. One query at most."""
    if not choice.benchmark:
        return list(standings)
    claims = [standing.claim.pk for standing in standings if standing.claim]
    settled = set(
        BenchmarkResult.objects.filter(
            assessment_id__in=claims,
            reading=Reading.CLAIMED,
            benchmark_id=choice.benchmark,
            status__in=SETTLED,
        ).values_list("assessment_id", flat=True)
    )
    return [standing for standing in standings if not (standing.claim and standing.claim.pk in settled)]


def draw_sheets(shown: Sequence[Standing], everybody: Sequence[Standing]) -> list[Sheet]:
    """The matrix of the institutions on this page, with sums over everybody. Two queries."""
    read_marks(claim for each in shown for claim in (each.claim, each.before) if claim)
    counts = _count_achieved(standing.claim for standing in everybody if standing.claim)
    totals = {edition_id: len(found) for edition_id, found in by_edition(everybody).items()}
    sheets: dict[tuple[str, ...], list[Section]] = defaultdict(list)
    for edition_id, found in by_edition(shown).items():
        edition = found[0].edition
        columns = tuple(benchmark.id for benchmark in edition.benchmarks) if edition else ()
        rows = tuple(_row(standing) for standing in found)
        key = (edition.framework if edition else "", *columns)
        sheets[key].append(Section(edition, rows, totals.get(edition_id, len(found))))
    claimed = [standing for standing in everybody if standing.claim]
    return [_sheet(sections, counts, claimed) for sections in sheets.values()]


def _sheet(
    sections: Sequence[Section], counts: Mapping[tuple[str, str], int], claimed: Sequence[Standing]
) -> Sheet:
    editions = [section.edition for section in sections if section.edition]
    benchmarks = editions[0].benchmarks if editions else ()
    ids = {edition.id for edition in editions}
    compared = bool(editions) and all(edition.policies.compared.allowed for edition in editions)
    sums = tuple(
        sum(counts.get((edition_id, benchmark.id), 0) for edition_id in ids) for benchmark in benchmarks
    )
    of = sum(standing.edition is not None and standing.edition.id in ids for standing in claimed)
    return Sheet(benchmarks, tuple(sections), sums if compared else None, of)


def _row(standing: Standing) -> Row:
    claim = standing.claim
    if standing.edition is None:
        return Row(standing, ())
    marks = claim.marks if claim else {}
    return Row(
        standing,
        tuple(
            Cell(
                benchmark,
                Mark(Status.UNSCORED) if benchmark.awaiting else marks.get(benchmark.id, NOT_KNOWN),
                change_since(standing.before, claim, benchmark.id) if claim else Change.NOT_COMPARABLE,
            )
            for benchmark in standing.edition.benchmarks
        ),
    )


def _count_achieved(claims: Iterable[Claim]) -> dict[tuple[str, str], int]:
    """How many have achieved a benchmark, by edition and benchmark id. One query."""
    rows = (
        BenchmarkResult.objects.filter(
            assessment_id__in=[claim.pk for claim in claims],
            reading=Reading.CLAIMED,
            status=Status.ACHIEVED,
        )
        .values_list("assessment__edition_id", "benchmark_id")
        .annotate(Count("pk"))
    )
    return {(edition_id, benchmark_id): count for edition_id, benchmark_id, count in rows}


def benchmarks_in(standings: Collection[Standing]) -> dict[str, Benchmark]:
    """The benchmarks that can be assessed, by id, of the edition that most have."""
    first = next(iter(by_edition(standings).values()), [])
    edition = first[0].edition if first else None
    return {each.id: each for each in edition.benchmarks if each.awaiting is None} if edition else {}

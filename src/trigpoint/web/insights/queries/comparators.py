"""What has been published about the nation, beside which a claim of the same edition may be seen.

Shares of institutions and means of benchmarks achieved: they stand on an axis of their own, never on a score's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from trigpoint.engine.frameworks.comparators import (
    FigureRow,
    Figures,
    ShareRow,
    Shares,
    shares_of_newest_year,
)
from trigpoint.engine.frameworks.edition import Benchmark, Edition
from trigpoint.jobs.storage.packaged_content import comparators_for
from trigpoint.web.insights.queries.claims import Claim, Mark


@dataclass(frozen=True)
class Beside:
    """One benchmark: the share of institutions that had achieved it, and what this one claimed."""

    benchmark: Benchmark
    share: ShareRow
    result: Mark | None


@dataclass(frozen=True)
class National:
    """Published figures of one edition beside the newest claim on it."""

    edition: Edition
    claim: Claim
    rows: tuple[Beside, ...]
    means: tuple[tuple[str, FigureRow], ...]  # what it is a mean over, and its newest figures

    @property
    def year(self) -> str:
        return self.rows[0].share.year

    @property
    def population(self) -> str:
        return self.rows[0].share.population

    @property
    def address(self) -> str:
        return self.rows[0].share.address


def has_national_figures(edition: Edition) -> bool:
    """Is there a published share for the edition's benchmarks?"""
    return any(isinstance(found, Shares) for found in comparators_for(edition.id))


def national_beside(claims: Iterable[Claim]) -> National | None:
    """The figures for the newest of these claims that has any; None where nothing was published for its edition."""
    claim = next((claim for claim in claims if has_national_figures(claim.edition)), None)
    if claim is None:
        return None
    found = comparators_for(claim.edition.id)
    shares = next(each for each in found if isinstance(each, Shares))
    by_benchmark = {row.benchmark: row for row in shares_of_newest_year(shares)}
    rows = tuple(
        Beside(benchmark, by_benchmark[benchmark.id], claim.marks.get(benchmark.id))
        for benchmark in claim.edition.benchmarks
        if benchmark.id in by_benchmark
    )
    means = tuple(
        (_named(each, row), row) for each in found if isinstance(each, Figures) for row in _newest(each)
    )
    return National(claim.edition, claim, rows, means)


def _named(figures: Figures, row: FigureRow) -> str:
    """What a figure is of, the place once."""
    return figures.title if row.of in figures.title else f"{figures.title}: {row.of}"


def _newest(figures: Figures) -> list[FigureRow]:
    """The rows of the last year, of figures that all measure one thing; none of a mixed list."""
    if len({row.measure for row in figures.rows}) != 1:
        return []
    newest = max(row.when for row in figures.rows)
    return [row for row in figures.rows if row.when == newest]

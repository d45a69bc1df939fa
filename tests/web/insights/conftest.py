"""Claims as they lie in the database after submission, without the answers behind them unless a story needs them."""

import re
from collections.abc import Callable
from datetime import date
from html import unescape

import pytest

from trigpoint.engine.vocabulary.standings import Status
from trigpoint.jobs.storage.packaged_content import edition_hash, packaged_edition
from trigpoint.web.assessments.models import Assessment, BenchmarkResult, CriterionResult
from trigpoint.web.organisations.models import Hub, Institution, Membership

NEW, OLD, HONG_KONG = "gatsby-2024-schools", "gatsby-2014-schools", "hkbm-schools"
AUTUMN, SPRING, SUMMER = date(2025, 12, 31), date(2026, 3, 31), date(2026, 7, 31)
LONG_AGO = date(2020, 9, 1)

Claim = Callable[..., Assessment]
Join = Callable[..., list[Institution]]


@pytest.fixture
def claim(db: None) -> Claim:
    """`claim(school, {"1": 100, "2": 75, "3": "not_known"})`: a number is a score, a word a status, None not known.

    Benchmarks that are not named have nothing achieved and no credit.
    """

    def make(
        institution: Institution,
        marks: dict[str, int | str | tuple[int, int]] | None = None,
        *,
        edition: str = NEW,
        as_of: date = SPRING,
        title: str = "Spring term 2026",
        **fields: object,
    ) -> Assessment:
        found = packaged_edition(edition)
        rows = {
            benchmark.id: _result((marks or {}).get(benchmark.id, 0), found.policies.scored.allowed)
            for benchmark in found.benchmarks
            if benchmark.awaiting is None
        }
        low = sum(row["status"] == Status.ACHIEVED for row in rows.values())
        unknown = sum(row["status"] == Status.NOT_KNOWN for row in rows.values())
        made = Assessment.objects.create(
            institution=institution,
            edition_id=edition,
            edition_hash=edition_hash(edition),
            title=title,
            as_of=as_of,
            state=fields.pop("state", Assessment.State.SUBMITTED),
            achieved_low=low,
            achieved_high=low + unknown,
            assessable=len(rows),
            **fields,
        )
        BenchmarkResult.objects.bulk_create(
            BenchmarkResult(assessment=made, benchmark_id=number, **row) for number, row in rows.items()
        )
        CriterionResult.objects.bulk_create(
            CriterionResult(assessment=made, criterion_id=criterion.id, status=rows[benchmark.id]["status"])
            for benchmark in found.benchmarks
            for criterion in benchmark.criteria
            if benchmark.awaiting is None
        )
        return made

    return make


def _result(mark: int | str | tuple[int, int], scored: bool) -> dict[str, object]:
    if isinstance(mark, str):
        bounds = {"not_known": (0, 100), "achieved": (100, 100)}.get(mark, (0, 0))
        given = {"score_low": bounds[0], "score_high": bounds[1]} if scored else {}
        return {"status": Status(mark), **given}
    low, high = mark if isinstance(mark, tuple) else (mark, mark)
    if low == 100:
        status = Status.ACHIEVED
    elif high == 100:
        status = Status.NOT_KNOWN
    else:
        status = Status.IN_PROGRESS if low else Status.NOT_ACHIEVED
    return {"status": status, "score_low": low, "score_high": high} if scored else {"status": status}


@pytest.fixture
def join(world) -> Join:
    """`join(3)`: three more schools in the hub of the world; `join(3, member=False)`: eligible only."""

    def make(
        number: int, *, hub: Hub | None = None, member: bool = True, **fields: object
    ) -> list[Institution]:
        start = Institution.objects.count()
        values = {"jurisdiction": "england", "kind": "school_11_16", "state": "open"} | fields
        schools = [Institution.objects.create(name=f"School {start + n:03}", **values) for n in range(number)]
        for school in schools:
            Membership.objects.create(
                hub=hub or world.hub,
                institution=school,
                eligible_since=LONG_AGO,
                joined_on=LONG_AGO if member else None,
            )
        return schools

    return make


@pytest.fixture
def hong_kong(world) -> Institution:
    """A school of the same hub that assesses itself by the Hong Kong benchmarks."""
    school = Institution.objects.create(
        name="Tsing School",
        name_local="青校",
        jurisdiction="hong-kong",
        kind="hk_secondary_school",
        state="open",
    )
    Membership.objects.create(hub=world.hub, institution=school, eligible_since=LONG_AGO, joined_on=LONG_AGO)
    return school


@pytest.fixture
def words() -> Callable[[object], str]:
    """What a reader of a page reads: no tags, single blanks."""

    def read(response: object) -> str:
        text = re.sub(r"<[^>]*>", " ", response.content.decode())  # type: ignore[attr-defined]
        return re.sub(r"\s+", " ", unescape(text))

    return read


ALL = {str(number): 100 for number in range(1, 9)}

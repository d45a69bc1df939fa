"""The page of a national run: how many institutions stand where, benchmark by benchmark and rule by rule."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from trigpoint.engine.scoring.standing import InstitutionStanding
from trigpoint.engine.vocabulary.standings import Status
from trigpoint.jobs.national_run.run import NationalRun
from trigpoint.jobs.national_run.standings import STATUSES, Places, rule_statuses
from trigpoint.jobs.storage.packaged_content import content_text

COLUMNS = (
    (Status.ACHIEVED, "Achieved"),
    (Status.IN_PROGRESS, "In progress"),
    (Status.NOT_ACHIEVED, "Not achieved"),
    (Status.NOT_KNOWN, "Not known"),
    (Status.NOT_APPLICABLE, "Of nobody"),
)


def page_of(
    run: NationalRun,
    places: Places,
    benchmarks: Mapping[str, Sequence[tuple[int, InstitutionStanding]]],
) -> str:
    """A page that stands alone: no script, nothing fetched. It names no institution, and is not protected."""
    return "".join(_parts(run, places, benchmarks))


def _parts(
    run: NationalRun,
    places: Places,
    benchmarks: Mapping[str, Sequence[tuple[int, InstitutionStanding]]],
) -> Iterator[str]:
    title = f"What records show, {run.asked.as_of.day} {run.asked.as_of:%B %Y}"
    yield '<!doctype html><html lang="en"><head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title}</title><style>{_style()}</style></head><body><main><h1>{title}</h1>"
    institutions, hubs = len(places.names), len(run.counts.hubs)
    yield f"<p>{institutions:,} institutions in {_number(hubs, 'hub', 'hubs')}. The last full year of each rule. "
    yield "Figures are as they are, not protected: for those who hold the records, not for publishing.</p>"
    for edition, standings in benchmarks.items():
        yield from _benchmarks(edition, standings)
    yield from _rules(run)
    yield "</main></body></html>"


def _benchmarks(edition: str, standings: Sequence[tuple[int, InstitutionStanding]]) -> Iterator[str]:
    found: dict[str, Counter[Status]] = {}
    for _, standing in standings:
        for each in standing.benchmarks:
            found.setdefault(each.benchmark_id, Counter())[each.status] += 1
    caption = f"{edition}: benchmarks by records, of the {len(standings):,} institutions that it is for"
    yield _head(caption, ("Benchmark",))
    for benchmark, statuses in found.items():
        yield _row((benchmark,), [statuses[status] for status, _ in COLUMNS])
    yield "</tbody></table></div>"


def _rules(run: NationalRun) -> Iterator[str]:
    statuses = rule_statuses(run.counts)
    yield _head("Rules, of all institutions", ("Criterion", "Rule", "Year"))
    for at, question in enumerate(run.counts.block.questions):
        if not question.view.so_far:
            counted = np.bincount(statuses[at], minlength=len(STATUSES))
            numbers = [int(counted[STATUSES.index(status)]) for status, _ in COLUMNS]
            yield _row((question.rule.criterion, question.rule.id, str(question.view.year)), numbers)
    yield "</tbody></table></div>"


def _head(caption: str, words: Sequence[str]) -> str:
    first = "".join(f'<th scope="col">{word}</th>' for word in words)
    numbers = "".join(f'<th scope="col" class="n">{title}</th>' for _, title in COLUMNS)
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{html.escape(caption)}"><table>'
        f"<caption>{html.escape(caption)}</caption><thead><tr>{first}{numbers}"
        '<th scope="col">Together</th></tr></thead><tbody>'
    )


def _row(words: Sequence[str], numbers: Sequence[int]) -> str:
    first, *rest = (html.escape(word) for word in words)
    cells = "".join(f"<td>{word}</td>" for word in rest)
    counts = "".join(f'<td class="n">{number:,}</td>' for number in numbers)
    total = sum(numbers)
    parts = "".join(
        f'<i class="{status.value}" style="width:{100 * number / total:.2f}%"></i>'
        for (status, _), number in zip(COLUMNS, numbers, strict=True)
        if number
    )
    bar = f'<td><div class="bar" aria-hidden="true">{parts}</div></td>'
    return f'<tr><th scope="row">{first}</th>{cells}{counts}{bar}</tr>'


def _style() -> str:
    return content_text("pages/evidence.css").text


def _number(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"

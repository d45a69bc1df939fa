"""Mistakes that only show when the parts of an edition are held against each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from trigpoint.engine.frameworks.checks_of_questions import KIND, Finding, check_question, known, unique
from trigpoint.engine.frameworks.edition import Areas, Benchmark, Criterion, Edition
from trigpoint.engine.frameworks.layers import Path
from trigpoint.engine.frameworks.scales import Scale, ScaleKind
from trigpoint.engine.frameworks.texts import Clause


def check_edition(edition: Edition) -> Iterator[Finding]:
    """Every finding as the path to it, what is wrong, and what to write instead."""
    yield from _unique_ids(edition)
    yield from _dates(edition)
    years = [year.id for year in edition.years]
    for index, stage in enumerate(edition.stages):
        yield from known(("stages", index), "years", stage.years, years, "year group")
    for index, scale in enumerate(edition.scales):
        yield from _scale(("scales", index), scale)
    for index, benchmark in enumerate(edition.benchmarks):
        yield from _benchmark(("benchmarks", index), benchmark, edition)
    yield from _sources(edition)


def _unique_ids(edition: Edition) -> Iterator[Finding]:
    yield from unique(("scales",), [scale.id for scale in edition.scales], "scale")
    yield from unique(("years",), [year.id for year in edition.years], "year group")
    yield from unique(("stages",), [stage.id for stage in edition.stages], "stage")
    yield from unique(("domains",), [domain.id for domain in edition.domains], "domain")
    yield from unique(("benchmarks",), [benchmark.id for benchmark in edition.benchmarks], "benchmark")
    criteria: list[tuple[Path, str]] = []
    questions: list[tuple[Path, str]] = []
    for index, benchmark in enumerate(edition.benchmarks):
        here: Path = ("benchmarks", index)
        criteria += [((*here, "criteria", n, "id"), found.id) for n, found in enumerate(benchmark.criteria)]
        questions += [
            ((*here, "questions", n, "id"), found.id) for n, found in enumerate(benchmark.questions)
        ]
    yield from _unique_over_all(criteria, "criterion")
    yield from _unique_over_all(questions, "question")


def _unique_over_all(found: Sequence[tuple[Path, str]], noun: str) -> Iterator[Finding]:
    """Criteria and questions are named without their benchmark, so their ids are its whole edition's."""
    seen: set[str] = set()
    for path, word in found:
        if word in seen:
            yield path, f'two of the {noun} ids are "{word}".', "Give each its own id, over all benchmarks."
        seen.add(word)


def _dates(edition: Edition) -> Iterator[Finding]:
    start, end = edition.in_force_from, edition.in_force_to
    if start is not None and end is not None and end < start:
        wrong = f"the edition ends on {end}, before it begins on {start}."
        yield ("in_force_to",), wrong, "Correct one of the two dates."


def _scale(path: Path, scale: Scale) -> Iterator[Finding]:
    yield from unique((*path, "values"), [value.id for value in scale.values], "value")
    earned = [value.credit for value in scale.values]
    if earned != sorted(earned):
        yield (*path, "values"), "the credits go down again.", "List the values from least to most credit."
    bands = scale.kind is ScaleKind.SHARE
    for index, value in enumerate(scale.values):
        here = (*path, "values", index)
        if bands and (value.above is None) == (value.exactly is None):
            instead = "Write one of them: `above` for a band, `exactly` for 0 or 100."
            yield here, "a band needs `above` or `exactly`, and only one of them.", instead
        if not bands and (value.above is not None or value.exactly is not None):
            instead = "Take `above` and `exactly` out, or make it a scale of kind share."
            yield here, "a scale of steps has no bands.", instead
    if bands and all((value.above is None) != (value.exactly is None) for value in scale.values):
        yield from _bounds(path, scale)


def _bounds(path: Path, scale: Scale) -> Iterator[Finding]:
    if not any(value.above == 0 for value in scale.values):
        yield path, "no band starts above 0.", "Add a value with `above: 0`, so that no share is homeless."
    if not any(value.exactly == 0 for value in scale.values):
        yield path, "no value stands for nobody.", "Add a value with `exactly: 0`."
    last = None
    for index, value in enumerate(scale.values):
        bound = value.exactly if value.exactly is not None else value.above
        if bound is None:
            continue
        here = (*path, "values", index, "above" if value.exactly is None else "exactly")
        if not 0 <= bound <= 100:
            yield here, f"{bound} is not a percentage.", "Write a number from 0 to 100."
        # A band may start just above the single percentage before it, as "above 0" follows "exactly 0".
        starts = (bound, value.exactly is None)
        if last is not None and starts <= last:
            yield here, "the bands are not in order.", "List them from the smallest share to the largest."
        last = starts


def _benchmark(path: Path, benchmark: Benchmark, edition: Edition) -> Iterator[Finding]:
    if benchmark.domain is not None:
        domains = {domain.id for domain in edition.domains}
        for _, wrong, instead in known(path, "domain", [benchmark.domain], domains, "domain"):
            yield (*path, "domain"), wrong, instead
    if benchmark.awaiting is not None:
        if benchmark.questions or benchmark.criteria:
            instead = "Take out `awaiting`, or the criteria and questions."
            yield (*path, "awaiting"), "a benchmark that awaits its text cannot be asked about.", instead
    elif not benchmark.questions:
        instead = "Add `questions:`, or say in `awaiting:` why it has none."
        yield path, "the benchmark has no questions.", instead
    asked = {criterion for question in benchmark.questions for criterion in question.criteria}
    for index, criterion in enumerate(benchmark.criteria):
        here: Path = (*path, "criteria", index)
        if benchmark.questions and criterion.id not in asked:
            yield here, f'no question asks about criterion "{criterion.id}".', "Add a question for it."
        yield from _criterion(here, criterion, edition)
    criteria = [criterion.id for criterion in benchmark.criteria]
    for index, question in enumerate(benchmark.questions):
        here = (*path, "questions", index)
        yield from check_question(here, question, edition)
        yield from known(here, "criteria", question.criteria, criteria, "criterion of this benchmark")
    yield from _published_areas(path, benchmark)


def _criterion(path: Path, criterion: Criterion, edition: Edition) -> Iterator[Finding]:
    years = [year.id for year in edition.years]
    kinds = edition.kinds_of_institution
    yield from known(path, "years", criterion.years, years, "year group")
    yield from known(path, "needs_years", criterion.needs_years, years, "year group")
    yield from known(path, "kinds_of_institution", criterion.kinds_of_institution, kinds, KIND)
    if criterion.threshold is None:
        return
    spans = [*years, *(stage.id for stage in edition.stages)]
    for key, word, possible, noun in (
        ("by", criterion.threshold.by, years, "year group"),
        ("each", criterion.threshold.each, spans, "year group or stage"),
    ):
        for _, wrong, instead in known(path, key, [word] if word else [], possible, noun):
            yield (*path, "threshold", key), wrong, instead


def _published_areas(path: Path, benchmark: Benchmark) -> Iterator[Finding]:
    ours = sum(
        len(question.lines) if question.areas is Areas.EACH_LINE else question.areas is Areas.ONE
        for question in benchmark.questions
    )
    if benchmark.published_areas is not None and benchmark.published_areas != ours:
        wrong = f"the questions stand for {ours} areas, and the publisher shows {benchmark.published_areas}."
        instead = "Correct the questions, or take `published_areas:` out and say why in `note:`."
        yield (*path, "published_areas"), wrong, instead


def _sources(edition: Edition) -> Iterator[Finding]:
    for path, clause in _clauses(edition, ()):
        yield from known(path, "sources", clause.sources, edition.sources, "source")
        if clause.status == "sourced" and not clause.sources:
            instead = "Add `sources:`, or write `status: inferred` or `status: from_memory`."
            yield (*path, "status"), "a sourced clause must name its source.", instead


def _clauses(value: Any, path: Path) -> Iterator[tuple[Path, Clause]]:
    if isinstance(value, Clause):
        yield path, value
    if hasattr(type(value), "model_fields"):
        for name in type(value).model_fields:
            yield from _clauses(getattr(value, name), (*path, name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _clauses(item, (*path, index))

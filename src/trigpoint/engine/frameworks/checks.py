"""Mistakes that only show when the parts of an edition are held against each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from trigpoint.engine.frameworks.edition import Areas, Benchmark, Edition, Question, QuestionKind
from trigpoint.engine.frameworks.layers import Path
from trigpoint.engine.frameworks.scales import Scale, ScaleKind
from trigpoint.engine.frameworks.texts import Clause

Finding = tuple[Path, str, str]

NEEDS_SCALE = {QuestionKind.CHOICE, QuestionKind.SHARE, QuestionKind.CHECKLIST, QuestionKind.MATRIX}
NEEDS_LINES = {QuestionKind.CHECKLIST, QuestionKind.MATRIX}


def check_edition(edition: Edition) -> Iterator[Finding]:
    """Every finding as the path to it, what is wrong, and what to write instead."""
    yield from _unique_ids(edition)
    for index, scale in enumerate(edition.scales):
        yield from _scale(("scales", index), scale)
    years = {year.id for year in edition.years}
    for index, benchmark in enumerate(edition.benchmarks):
        yield from _benchmark(("benchmarks", index), benchmark, edition, years)
    yield from _sources(edition)


def _unique_ids(edition: Edition) -> Iterator[Finding]:
    lists: dict[str, list[tuple[Path, str]]] = {"benchmark": [], "criterion": [], "question": [], "scale": []}
    for index, scale in enumerate(edition.scales):
        lists["scale"].append((("scales", index, "id"), scale.id))
    for index, benchmark in enumerate(edition.benchmarks):
        here: Path = ("benchmarks", index)
        lists["benchmark"].append(((*here, "id"), benchmark.id))
        for number, criterion in enumerate(benchmark.criteria):
            lists["criterion"].append(((*here, "criteria", number, "id"), criterion.id))
        for number, question in enumerate(benchmark.questions):
            lists["question"].append(((*here, "questions", number, "id"), question.id))
    for noun, found in lists.items():
        counts = Counter(found_id for _, found_id in found)
        for path, found_id in found:
            if counts[found_id] > 1:
                counts[found_id] = 0  # say it once, at the first place
                yield path, f'two of the {noun} ids are "{found_id}".', "Give each its own id."


def _scale(path: Path, scale: Scale) -> Iterator[Finding]:
    earned = [value.credit for value in scale.values]
    if earned != sorted(earned):
        yield (*path, "values"), "the credits go down again.", "List the values from least to most credit."
    if scale.kind is not ScaleKind.SHARE:
        return
    for index, value in enumerate(scale.values):
        if (value.above is None) == (value.exactly is None):
            instead = "Write one of them: `above` for a band, `exactly` for 0 or 100."
            yield (*path, "values", index), "a band needs either `above` or `exactly`.", instead
    if not any(value.above == 0 for value in scale.values):
        yield path, "no band starts above 0.", "Add a value with `above: 0`, so that no share is homeless."


def _benchmark(path: Path, benchmark: Benchmark, edition: Edition, years: set[str]) -> Iterator[Finding]:
    if benchmark.awaiting is not None and (benchmark.questions or benchmark.criteria):
        instead = "Take out `awaiting`, or the criteria and questions."
        yield (*path, "awaiting"), "a benchmark that awaits its text cannot be asked about.", instead
    if benchmark.awaiting is None and not benchmark.questions:
        yield (
            path,
            "the benchmark has no questions.",
            "Add `questions:`, or say in `awaiting:` why it has none.",
        )
    criteria = {criterion.id for criterion in benchmark.criteria}
    asked = {criterion for question in benchmark.questions for criterion in question.criteria}
    for index, criterion in enumerate(benchmark.criteria):
        here: Path = (*path, "criteria", index)
        if criterion.id not in asked:
            yield here, f'no question asks about criterion "{criterion.id}".', "Add a question for it."
        yield from _known(here, "years", criterion.years, years, "year group")
        yield from _known(here, "needs_years", criterion.needs_years, years, "year group")
    for index, question in enumerate(benchmark.questions):
        here = (*path, "questions", index)
        yield from _question(here, question, edition, years)
        yield from _known(here, "criteria", question.criteria, criteria, "criterion of this benchmark")


def _question(path: Path, question: Question, edition: Edition, years: set[str]) -> Iterator[Finding]:
    scales: Mapping[str, Scale] = {scale.id: scale for scale in edition.scales}
    if question.kind in NEEDS_SCALE and question.scale not in scales:
        names = ", ".join(sorted(scales))
        yield (*path, "scale"), f'there is no scale "{question.scale}".', f"Write one of: {names}."
    elif question.kind is QuestionKind.SHARE and scales[str(question.scale)].kind is not ScaleKind.SHARE:
        yield (
            (*path, "scale"),
            "a question about a share needs a share scale.",
            "Choose a scale of kind share.",
        )
    if question.kind in NEEDS_LINES and not question.lines:
        yield path, f"a {question.kind} needs lines.", "Add `lines:`."
    if question.kind is QuestionKind.MATRIX and not question.columns:
        yield path, "a matrix needs columns.", "Add `columns:`."
    if question.areas is not Areas.NONE and question.kind not in NEEDS_SCALE:
        yield (*path, "areas"), f"a question of kind {question.kind} earns no credit.", "Write `areas: none`."
    if question.areas is Areas.EACH_LINE and question.kind not in NEEDS_LINES:
        yield (*path, "areas"), "only questions with lines can count each line.", "Write `areas: one`."
    yield from _known(path, "needs_years", question.needs_years, years, "year group")
    yield from _condition(path, question, edition)


def _condition(path: Path, question: Question, edition: Edition) -> Iterator[Finding]:
    if question.inside is None and question.asked_when is None:
        return
    earlier: dict[str, Question] = {}
    for _, other in edition.questions():
        if other.id == question.id:
            break
        earlier[other.id] = other
    if question.inside is not None and question.inside not in earlier:
        yield (
            (*path, "inside"),
            f'no earlier question is "{question.inside}".',
            "Name a question above this one.",
        )
    if question.asked_when is None:
        return
    other_question = earlier.get(question.asked_when.question)
    here: Path = (*path, "asked_when")
    if other_question is None:
        wrong = f'no earlier question is "{question.asked_when.question}".'
        yield (*here, "question"), wrong, "Name a question above this one."
        return
    scale = next((scale for scale in edition.scales if scale.id == other_question.scale), None)
    known = {value.id for value in scale.values} if scale else set()
    yield from _known(here, "answers", question.asked_when.answers, known, "answer to that question")


def _known(path: Path, key: str, used: tuple[str, ...], known: set[str], noun: str) -> Iterator[Finding]:
    for index, word in enumerate(used):
        if word not in known:
            yield (
                (*path, key, index),
                f'there is no {noun} "{word}".',
                f"Write one of: {', '.join(sorted(known))}.",
            )


def _sources(edition: Edition) -> Iterator[Finding]:
    known = set(edition.sources)
    for path, clause in _clauses(edition, ()):
        yield from _known(path, "sources", clause.sources, known, "source")
        if clause.status == "sourced" and not clause.sources:
            instead = "Add `sources: [S1]`, or write `status: inferred` or `status: from_memory`."
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

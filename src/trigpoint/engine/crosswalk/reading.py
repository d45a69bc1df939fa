"""Crosswalk text to frozen values, held against both editions; or every mistake with file, line and remedy."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import ValidationError

from trigpoint.engine.crosswalk.links import AnswerLink, Crosswalk
from trigpoint.engine.frameworks.edition import Edition, Question
from trigpoint.engine.frameworks.layers import Path, read_layer
from trigpoint.engine.frameworks.problems import BadContent
from trigpoint.engine.frameworks.reading import FileText
from trigpoint.engine.frameworks.texts import FIRST_LANGUAGE, Clause
from trigpoint.engine.frameworks.wordings_of_mistakes import explain_all

Finding = tuple[Path, str, str]


def read_crosswalk(file: FileText, origin: Edition, target: Edition) -> Crosswalk:
    """The crosswalk a file describes between two editions. BadContent, with every mistake, if it does not fit them."""
    layer = read_layer(file.text, file.name)
    try:
        crosswalk = Crosswalk.model_validate(
            layer.data, context={FIRST_LANGUAGE: layer.data.get("language", "en")}
        )
        findings = list(_findings(crosswalk, origin, target))
    except ValidationError as error:
        raise BadContent(explain_all(error, layer, Crosswalk)) from None
    if findings:
        raise BadContent([layer.problem(*finding) for finding in findings])
    return crosswalk


def _findings(crosswalk: Crosswalk, origin: Edition, target: Edition) -> Iterator[Finding]:
    for index, link in enumerate(crosswalk.links):
        for side, edition, item in (("from", origin, link.origin), ("to", target, link.target)):
            if item not in items_of(edition):
                yield ("links", index, side), *_unknown(edition, item)
    yield from _unknown_sources(crosswalk)
    for index, answer in enumerate(crosswalk.questions):
        yield from _answer_link(("questions", index), answer, origin, target)
    for index, lone in enumerate(crosswalk.unmatched):
        edition = origin if lone.edition == "from" else target
        if lone.id not in items_of(edition):
            yield ("unmatched", index, "id"), *_unknown(edition, lone.id)


def _unknown_sources(crosswalk: Crosswalk) -> Iterator[Finding]:
    known = crosswalk.sources_used
    clauses: list[tuple[Path, Clause]] = [((), crosswalk)]
    for key in ("links", "questions", "unmatched"):
        clauses += [((key, index), clause) for index, clause in enumerate(getattr(crosswalk, key))]
    for path, clause in clauses:
        for source in clause.sources:
            if source not in known:
                instead = f"Write one of: {', '.join(known)}." if known else "Describe it in `sources_used:`."
                yield (*path, "sources"), f'there is no source "{source}".', instead


def items_of(edition: Edition) -> set[str]:
    """Ids of the benchmarks and criteria of an edition, which are what a link may join."""
    criteria = {criterion.id for benchmark in edition.benchmarks for criterion in benchmark.criteria}
    return criteria | {benchmark.id for benchmark in edition.benchmarks}


def _unknown(edition: Edition, item: str) -> tuple[str, str]:
    return f'{edition.id} has no benchmark or criterion "{item}".', "Write an id that is in its file."


def _answer_link(path: Path, link: AnswerLink, origin: Edition, target: Edition) -> Iterator[Finding]:
    sides = (
        ("from", "line", origin, link.origin, link.line, set(link.answers)),
        ("to", "to_line", target, link.target, link.to_line, set(link.answers.values())),
    )
    for side, line_key, edition, question_id, line, values in sides:
        question = _question(edition, question_id)
        if question is None:
            yield (
                (*path, side),
                f'{edition.id} has no question "{question_id}".',
                "Write an id that is in its file.",
            )
            continue
        if line is not None and line not in {known.id for known in question.lines}:
            yield (
                (*path, line_key),
                f'question {question_id} has no line "{line}".',
                "Write the id of one of its lines.",
            )
        if question.lines and line is None:
            yield (*path, side), f"question {question_id} has lines.", f"Say which one in `{line_key}:`."
        known_values = {
            value.id for scale in edition.scales if scale.id == question.scale for value in scale.values
        }
        for value in sorted(values - known_values):
            yield (
                (*path, "answers"),
                f'"{value}" is not an answer to {question_id}.',
                f"Write one of: {sorted(known_values)}.",
            )


def _question(edition: Edition, question_id: str) -> Question | None:
    try:
        return edition.question(question_id)
    except KeyError:
        return None

"""Mistakes in a question that show when it is held against its edition: scale, lines, conditions."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from trigpoint.engine.frameworks.edition import Areas, Condition, Edition, Line, Question, QuestionKind
from trigpoint.engine.frameworks.layers import Path
from trigpoint.engine.frameworks.scales import ScaleKind

Finding = tuple[Path, str, str]

KIND = "kind of institution in this edition"
NEEDS_SCALE = {QuestionKind.CHOICE, QuestionKind.SHARE, QuestionKind.CHECKLIST, QuestionKind.MATRIX}
NEEDS_LINES = {QuestionKind.CHECKLIST, QuestionKind.MATRIX}


def check_question(path: Path, question: Question, edition: Edition) -> Iterator[Finding]:
    """Every finding as the path to it, what is wrong, and what to write instead."""
    years = [year.id for year in edition.years]
    yield from _scale(path, question, edition)
    yield from _areas(path, question)
    yield from _lines(path, question)
    yield from known(path, "needs_years", question.needs_years, years, "year group")
    yield from known(
        path, "kinds_of_institution", question.kinds_of_institution, edition.kinds_of_institution, KIND
    )
    earlier = _earlier(question, edition)
    if question.inside is not None and question.inside not in earlier:
        wrong = f'no earlier question is "{question.inside}".'
        yield (*path, "inside"), wrong, "Name a question above this one."
    if question.asked_when is not None:
        yield from _condition((*path, "asked_when"), question.asked_when, earlier, edition)
    for key, lines in (("lines", question.lines), ("columns", question.columns)):
        for index, line in enumerate(lines):
            yield from known((*path, key, index), "needs_years", line.needs_years, years, "year group")
            if line.asked_when is not None:
                here = (*path, key, index, "asked_when")
                yield from _line_condition(here, line.asked_when, key, question, index, earlier, edition)


def _scale(path: Path, question: Question, edition: Edition) -> Iterator[Finding]:
    scales = {scale.id: scale for scale in edition.scales}
    if question.kind not in NEEDS_SCALE:
        if question.scale is not None:
            wrong = f"a question of kind {question.kind} has no scale."
            yield (*path, "scale"), wrong, "Take `scale:` out."
        return
    if question.scale is None:
        yield path, f"a question of kind {question.kind} needs a scale.", f"Add `scale:`. {one_of(scales)}"
    elif question.scale not in scales:
        yield (*path, "scale"), f'there is no scale "{question.scale}".', one_of(scales)
    elif question.kind is QuestionKind.SHARE and scales[question.scale].kind is not ScaleKind.SHARE:
        wrong = "a question about a share needs a share scale."
        yield (*path, "scale"), wrong, "Choose a scale of kind share, or make the question a choice."


def _areas(path: Path, question: Question) -> Iterator[Finding]:
    if question.areas is not Areas.NONE and question.kind not in NEEDS_SCALE:
        yield (*path, "areas"), f"a question of kind {question.kind} earns no credit.", "Write `areas: none`."
    elif question.areas is Areas.EACH_LINE and question.kind not in NEEDS_LINES:
        yield (*path, "areas"), "only questions with lines can count each line.", "Write `areas: one`."


def _lines(path: Path, question: Question) -> Iterator[Finding]:
    if question.kind in NEEDS_LINES and not question.lines:
        yield path, f"a {question.kind} needs lines.", "Add `lines:`, each with an `id` and a `text`."
    if question.kind is QuestionKind.MATRIX and not question.columns:
        yield path, "a matrix needs columns.", "Add `columns:`, each with an `id` and a `text`."
    if question.kind not in NEEDS_LINES and question.lines:
        instead = "Make it a checklist, or take the lines out."
        yield (*path, "lines"), f"a question of kind {question.kind} has no lines.", instead
    if question.kind is not QuestionKind.MATRIX and question.columns:
        instead = "Make it a matrix, or take the columns out."
        yield (*path, "columns"), f"a question of kind {question.kind} has no columns.", instead
    yield from unique((*path, "lines"), [line.id for line in question.lines], "line")
    yield from unique((*path, "columns"), [column.id for column in question.columns], "column")


def _earlier(question: Question, edition: Edition) -> dict[str, Question]:
    earlier: dict[str, Question] = {}
    for _, other in edition.questions():
        if other is question:
            break
        earlier[other.id] = other
    return earlier


def _condition(
    path: Path, condition: Condition, earlier: dict[str, Question], edition: Edition
) -> Iterator[Finding]:
    other = earlier.get(condition.question)
    if other is None:
        wrong = f'no earlier question is "{condition.question}".'
        yield (*path, "question"), wrong, "Name a question above this one."
        return
    yield from _answers(path, condition, other, other.lines, edition)


def _line_condition(
    path: Path,
    condition: Condition,
    key: str,
    question: Question,
    index: int,
    earlier: dict[str, Question],
    edition: Edition,
) -> Iterator[Finding]:
    if key == "columns":
        yield path, "a column cannot hang on an answer.", "Take `asked_when:` out, or give it to a line."
    elif condition.question != question.id:
        yield from _condition(path, condition, earlier, edition)
    elif condition.line is None:
        wrong = "a line of the same question must be named."
        yield path, wrong, f"Add `line:`. {one_of([line.id for line in question.lines[:index]])}"
    else:
        yield from _answers(path, condition, question, question.lines[:index], edition)


def _answers(
    path: Path, condition: Condition, other: Question, lines: Sequence[Line], edition: Edition
) -> Iterator[Finding]:
    if other.kind not in NEEDS_SCALE:
        wrong = f"question {other.id} has no answers to choose from."
        yield (*path, "question"), wrong, "Name a question that has a scale."
        return
    if condition.line is not None and condition.line not in {line.id for line in lines}:
        before = " above this one" if other.lines else ""
        wrong = f'question {other.id} has no line "{condition.line}"{before}.'
        otherwise = "Name a line above this one." if other.lines else "Take `line:` out."
        instead = one_of([line.id for line in lines], otherwise)
        yield (*path, "line"), wrong, instead
    values = [value.id for scale in edition.scales if scale.id == other.scale for value in scale.values]
    if values:  # an unknown scale is said where it is written
        yield from known(path, "answers", condition.answers, values, "answer to that question")
    if not condition.answers:
        yield (*path, "answers"), "no answer is named.", one_of(values)


def known(
    path: Path, key: str, used: Sequence[str], possible: Collection[str], noun: str
) -> Iterator[Finding]:
    """A finding for each of the words under `key` that is not a possible one."""
    for index, word in enumerate(used):
        if word not in possible:
            yield (*path, key, index), f'there is no {noun} "{word}".', one_of(possible)


def unique(path: Path, ids: Sequence[str], noun: str) -> Iterator[Finding]:
    """A finding for each id of a list that has been there before, at its second place."""
    for index, found in enumerate(ids):
        if found in ids[:index]:
            yield (*path, index, "id"), f'two of the {noun} ids are "{found}".', "Give each its own id."


def one_of(words: Collection[str], otherwise: str = "There is none yet: add it, or take this out.") -> str:
    """What to write where one of these words must stand."""
    return f"Write one of: {', '.join(words)}." if words else otherwise

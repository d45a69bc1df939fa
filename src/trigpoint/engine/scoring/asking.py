"""Which questions an institution is asked, given what it is and what it has answered, and which are done."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from trigpoint.engine.frameworks.edition import (
    Benchmark,
    Condition,
    Criterion,
    Edition,
    Line,
    Question,
    QuestionKind,
)
from trigpoint.engine.scoring.answers import Answer, Answers, AnswerState


class Asked(Protocol):
    """What decides which questions fit: the kind of institution, and its year groups (None: not known)."""

    @property
    def kind(self) -> str: ...

    @property
    def years(self) -> Collection[str] | None: ...


@dataclass(frozen=True)
class Page:
    """Questions that are asked together: one, or those of a group that follow one another."""

    benchmark: Benchmark
    questions: tuple[Question, ...]

    @property
    def id(self) -> str:
        """The page goes by its first question."""
        return self.questions[0].id


def pages_asked(edition: Edition, asked: Asked, answers: Answers) -> list[Page]:
    """The pages of an edition for an institution, in order, with the questions that are asked as things stand."""
    pages: list[Page] = []
    for benchmark, question in questions_asked(edition, asked, answers):
        last = pages[-1] if pages else None
        if (
            last
            and question.group
            and last.benchmark is benchmark
            and last.questions[-1].group == question.group
        ):
            pages[-1] = Page(benchmark, (*last.questions, question))
        else:
            pages.append(Page(benchmark, (question,)))
    return pages


def questions_asked(edition: Edition, asked: Asked, answers: Answers) -> Iterator[tuple[Benchmark, Question]]:
    """Questions that fit the institution and whose condition, if any, holds. A condition on an answer that is
    not known or not given does not hold: the question is not asked yet."""
    shown: set[str] = set()
    for benchmark, question in edition.questions():
        if not fits(benchmark, question, asked):
            continue
        condition = question.asked_when
        if condition is None or (condition.question in shown and holds(condition, answers)):
            shown.add(question.id)
            yield benchmark, question


def fits(benchmark: Benchmark, question: Question, asked: Asked) -> bool:
    """Is the question for such an institution, and at least one of its criteria and lines too?"""
    criteria = [criterion for criterion in benchmark.criteria if criterion.id in question.criteria]
    if not applies(question, asked):
        return False
    if question.lines and not lines_asked(question.lines, asked):
        return False
    return not criteria or any(applies(criterion, asked) for criterion in criteria)


def applies(part: Question | Criterion | Line, asked: Asked) -> bool:
    """Is this part for such an institution? Year groups that are not known leave nothing out."""
    kinds = () if isinstance(part, Line) else part.kinds_of_institution
    return _has_years(part.needs_years, asked) and (not kinds or asked.kind in kinds)


def lines_asked(lines: Iterable[Line], asked: Asked) -> tuple[Line, ...]:
    """The lines or columns that fit the institution's year groups; all while these are not known."""
    return tuple(line for line in lines if applies(line, asked))


def holds(condition: Condition, answers: Answers) -> bool:
    """Is the other question's answer one of those that the condition names?"""
    answer = answers.get(condition.question)
    if answer is None or answer.state is not AnswerState.ANSWERED:
        return False
    given = answer.value
    if condition.line is not None:
        given = given.get(condition.line) if isinstance(given, Mapping) else None
    return any(value in condition.answers for value in _values(given))


def is_complete(question: Question, answer: Answer | None, asked: Asked) -> bool:
    """Does the answer say something about every line that is asked? "Not known" says something; silence does not.
    A line that hangs on another question is not waited for."""
    if answer is None:
        return False
    if answer.state is not AnswerState.ANSWERED or question.kind not in (
        QuestionKind.CHECKLIST,
        QuestionKind.MATRIX,
    ):
        return True
    lines = [
        line
        for line in lines_asked(question.lines, asked)
        if line.asked_when is None or holds(line.asked_when, {question.id: answer})
    ]
    if question.kind is QuestionKind.CHECKLIST:
        return all(line.id in answer.value for line in lines)
    columns = lines_asked(question.columns, asked)
    return all(column.id in answer.value.get(line.id, {}) for line in lines for column in columns)


def _values(given: Any) -> Iterator[str]:
    if isinstance(given, Mapping):
        for value in given.values():
            yield from _values(value)
    elif isinstance(given, str):
        yield given


def _has_years(needed: tuple[str, ...], asked: Asked) -> bool:
    return not needed or asked.years is None or any(year in asked.years for year in needed)

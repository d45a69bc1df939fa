"""Taking answers from one edition to another along a crosswalk, with everything that is lost named.

Nothing is ever invented: an answer is carried only where the crosswalk says what it becomes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from trigpoint.engine.crosswalk.links import AnswerLink, Crosswalk
from trigpoint.engine.frameworks.edition import Edition
from trigpoint.engine.scoring.answers import Answer, Answers, AnswerState


class Loss(StrEnum):
    """Why an answer is not carried."""

    NO_COUNTERPART = "no_counterpart"  # the other edition asks nothing that means the same
    ANSWER_DIFFERS = "answer_differs"  # it asks, but this answer does not imply one there
    NOT_KNOWN = "not_known"  # there is no answer to carry
    NOT_APPLICABLE = "not_applicable"  # whether it applies must be said anew


@dataclass(frozen=True)
class Carried:
    """One answer, or one line of it, and what it becomes."""

    question_id: str
    line: str | None
    value: str
    to_question_id: str
    to_line: str | None
    to_value: str


@dataclass(frozen=True)
class Lost:
    question_id: str
    line: str | None
    loss: Loss


@dataclass(frozen=True)
class CarryOver:
    """What a carry-over would do, before anything is written.

    `answers` are the new edition's answers by question id; `open` are its questions that get none.
    """

    answers: Mapping[str, Answer]
    carried: tuple[Carried, ...]
    lost: tuple[Lost, ...]
    open: tuple[str, ...]


def preview_carry_over(crosswalk: Crosswalk, origin: Edition, target: Edition, answers: Answers) -> CarryOver:
    """Everything that a crosswalk would carry from answers to `origin` into `target`, and everything it would not."""
    carried: list[Carried] = []
    lost: list[Lost] = []
    for _, question in origin.questions():
        answer = answers.get(question.id)
        if answer is None:
            continue
        if answer.state is not AnswerState.ANSWERED:
            loss = Loss.NOT_KNOWN if answer.state is AnswerState.NOT_KNOWN else Loss.NOT_APPLICABLE
            lost.append(Lost(question.id, None, loss))
            continue
        for line, value in _parts(answer.value):
            found = list(_becomes(crosswalk, question.id, line, value))
            carried += found
            if not found:
                linked = any((link.origin, link.line) == (question.id, line) for link in crosswalk.questions)
                lost.append(Lost(question.id, line, Loss.ANSWER_DIFFERS if linked else Loss.NO_COUNTERPART))
    made = _answers(carried)
    still_open = tuple(question.id for _, question in target.questions() if question.id not in made)
    return CarryOver(made, tuple(carried), tuple(lost), still_open)


def _parts(value: Any) -> Iterator[tuple[str | None, Any]]:
    """An answer's lines with their values, or the whole of it without a line."""
    if isinstance(value, Mapping):
        yield from value.items()
    else:
        yield None, value


def _becomes(crosswalk: Crosswalk, question_id: str, line: str | None, value: Any) -> Iterator[Carried]:
    for link in crosswalk.questions:
        if (
            (link.origin, link.line) == (question_id, line)
            and isinstance(value, str)
            and value in link.answers
        ):
            yield _carry(link, value)


def _carry(link: AnswerLink, value: str) -> Carried:
    return Carried(link.origin, link.line, value, link.target, link.to_line, link.answers[value])


def _answers(carried: list[Carried]) -> dict[str, Answer]:
    """Lines that go into one question become one answer; lines nobody speaks of stay unanswered."""
    values: dict[str, Any] = {}
    for part in carried:
        if part.to_line is None:
            values[part.to_question_id] = part.to_value
        else:
            values.setdefault(part.to_question_id, {})[part.to_line] = part.to_value
    return {question_id: Answer(AnswerState.ANSWERED, value) for question_id, value in values.items()}

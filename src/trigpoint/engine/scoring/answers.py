"""What an institution answered, as values; and whether an answer fits its question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from trigpoint.engine.frameworks.edition import Edition, Question, QuestionKind
from trigpoint.engine.scoring.mistakes import AnswerMistake
from trigpoint.engine.vocabulary.mistakes import Mistake


class AnswerState(StrEnum):
    """How a question was answered. A question that is not there at all is unanswered, a fourth thing."""

    ANSWERED = "answered"
    NOT_KNOWN = "not_known"
    NOT_APPLICABLE = "not_applicable"


NOT_KNOWN_VALUE = "not_known"
NOT_APPLICABLE_VALUE = "not_applicable"
"""What a single line or cell may say instead of a value of the scale."""
LONGEST_SHOWN = 60  # characters of a wrong value that a message repeats


@dataclass(frozen=True)
class Answer:
    """One answer. `value` by kind of question: the id of a scale's value (choice, share); line id to value id
    (checklist; a missing line is unanswered); line id to column id to value id (matrix);
    {"numerator": int, "denominator": int} (figure); text (words). None unless the state is ANSWERED.
    """

    state: AnswerState
    value: Any = None
    reason: str = ""  # why it is not applicable


Answers = Mapping[str, Answer]
"""Answers by question id. A question without an entry is unanswered."""


def answer_from_plain(plain: Mapping[str, Any]) -> Answer:
    """An answer from its plain form, {"state": ..., "value": ..., "reason": ...}.

    ValueError for an unknown or missing state. The value is not looked at: `check_answer` does that.
    """
    return Answer(AnswerState(str(plain.get("state"))), plain.get("value"), str(plain.get("reason") or ""))


def answer_to_plain(answer: Answer) -> dict[str, Any]:
    """The plain form of an answer, fit for JSON."""
    return {"state": answer.state.value, "value": answer.value, "reason": answer.reason}


def check_answer(edition: Edition, question: Question, answer: Answer) -> list[Mistake]:
    """Why an answer does not fit its question, as codes of `AnswerMistake`; empty when it fits."""
    if answer.state is AnswerState.NOT_APPLICABLE and not answer.reason.strip():
        return [Mistake(AnswerMistake.NO_REASON)]
    if answer.state is not AnswerState.ANSWERED:
        return []
    return list(_PROBLEMS[question.kind](edition, question, answer.value))


def _scale_value(edition: Edition, question: Question, value: Any) -> Iterator[Mistake]:
    yield from _one_of(edition, question, value, {NOT_KNOWN_VALUE, NOT_APPLICABLE_VALUE})


def _whole_value(edition: Edition, question: Question, value: Any) -> Iterator[Mistake]:
    yield from _one_of(edition, question, value, set())


def _one_of(edition: Edition, question: Question, value: Any, besides: set[str]) -> Iterator[Mistake]:
    known = {value.id for value in edition.scale(str(question.scale)).values}
    if not isinstance(value, str) or value not in known | besides:
        yield Mistake(AnswerMistake.NOT_AN_ANSWER, {"value": str(value)[:LONGEST_SHOWN]})


def _lines(edition: Edition, question: Question, value: Any) -> Iterator[Mistake]:
    if not isinstance(value, Mapping):
        yield Mistake(AnswerMistake.NO_LINES)
        return
    lines = {line.id for line in question.lines}
    for line, given in value.items():
        if line not in lines:
            yield Mistake(AnswerMistake.UNKNOWN_LINE, {"line": str(line)})
        else:
            yield from _scale_value(edition, question, given)


def _cells(edition: Edition, question: Question, value: Any) -> Iterator[Mistake]:
    if not isinstance(value, Mapping):
        yield Mistake(AnswerMistake.NO_LINES)
        return
    lines, columns = {line.id for line in question.lines}, {column.id for column in question.columns}
    for line, cells in value.items():
        if line not in lines:
            yield Mistake(AnswerMistake.UNKNOWN_LINE, {"line": str(line)})
            continue
        if not isinstance(cells, Mapping):
            yield Mistake(AnswerMistake.NO_COLUMNS, {"line": str(line)})
            continue
        for column, given in cells.items():
            if column not in columns:
                yield Mistake(AnswerMistake.UNKNOWN_COLUMN, {"column": str(column)})
            else:
                yield from _scale_value(edition, question, given)


def _figure(edition: Edition, question: Question, value: Any) -> Iterator[Mistake]:
    if not isinstance(value, Mapping) or set(value) != {"numerator", "denominator"}:
        yield Mistake(AnswerMistake.NOT_TWO_NUMBERS)
        return
    numerator, denominator = value["numerator"], value["denominator"]
    if not all(type(number) is int and number >= 0 for number in (numerator, denominator)):
        yield Mistake(AnswerMistake.NOT_WHOLE_NUMBERS)
    elif numerator > denominator:
        values = {"numerator": numerator, "denominator": denominator}
        yield Mistake(AnswerMistake.MORE_THAN_ALL, values)


def _words(edition: Edition, question: Question, value: Any) -> Iterator[Mistake]:
    if not isinstance(value, str) or not value.strip():
        yield Mistake(AnswerMistake.NO_WORDS)


_PROBLEMS = {
    QuestionKind.CHOICE: _whole_value,
    QuestionKind.SHARE: _whole_value,
    QuestionKind.CHECKLIST: _lines,
    QuestionKind.MATRIX: _cells,
    QuestionKind.FIGURE: _figure,
    QuestionKind.WORDS: _words,
}

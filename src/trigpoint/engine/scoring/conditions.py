"""Whether a question or a line that hangs on another answer is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any

from trigpoint.engine.frameworks.edition import Condition, Edition, Line, Otherwise, Question, QuestionKind
from trigpoint.engine.scoring.answers import (
    NOT_APPLICABLE_VALUE,
    NOT_KNOWN_VALUE,
    Answers,
    AnswerState,
)
from trigpoint.engine.scoring.asking import fits, lines_asked
from trigpoint.engine.scoring.profile import Profile


class Asking(StrEnum):
    YES = "yes"
    NO_CREDIT = "no_credit"  # not asked; its areas stay and earn nothing
    LEAVES_SUM = "leaves_sum"  # not asked; its areas are not applicable
    OPEN = "open"  # what it hangs on is not known or not answered


OTHERWISE = {Otherwise.NO_CREDIT: Asking.NO_CREDIT, Otherwise.LEAVES_SUM: Asking.LEAVES_SUM}


def is_asked(edition: Edition, condition: Condition | None, profile: Profile, answers: Answers) -> Asking:
    """What becomes of a question or line with such a condition. Without one it is asked.

    What hangs on something that does not apply does not apply either: nobody loses credit for that.
    """
    if condition is None:
        return Asking.YES
    benchmark, other = next(
        (benchmark, question)
        for benchmark, question in edition.questions()
        if question.id == condition.question
    )
    if not fits(benchmark, other, profile):
        return Asking.LEAVES_SUM
    above = is_asked(edition, other.asked_when, profile, answers)
    if above is Asking.NO_CREDIT:
        return OTHERWISE[condition.otherwise]
    if above is not Asking.YES:
        return above
    return _by_answers(condition, list(_given(edition, other, condition.line, profile, answers)))


def _by_answers(condition: Condition, given: Sequence[str | None]) -> Asking:
    if any(value in condition.answers for value in given):
        return Asking.YES
    if None in given:
        return Asking.OPEN
    if all(value == NOT_APPLICABLE_VALUE for value in given):
        return Asking.LEAVES_SUM
    return OTHERWISE[condition.otherwise]


def _given(
    edition: Edition, question: Question, line_id: str | None, profile: Profile, answers: Answers
) -> Iterator[str | None]:
    """What was answered, one value a line or cell where no line is named. None is not known or unanswered."""
    answer = answers.get(question.id)
    if answer is not None and answer.state is AnswerState.NOT_APPLICABLE:
        yield NOT_APPLICABLE_VALUE
        return
    value = answer.value if answer is not None and answer.state is AnswerState.ANSWERED else None
    if question.kind not in {QuestionKind.CHECKLIST, QuestionKind.MATRIX}:
        yield value
        return
    by_line = value if isinstance(value, Mapping) else {}
    for line in lines_asked(question.lines, profile):
        if line_id in {None, line.id}:
            yield from _line_values(edition, question, line, by_line.get(line.id), profile, answers)


def _line_values(
    edition: Edition, question: Question, line: Line, given: Any, profile: Profile, answers: Answers
) -> Iterator[str | None]:
    asked = is_asked(edition, line.asked_when, profile, answers)
    if asked is not Asking.YES:
        yield None if asked is Asking.OPEN else NOT_APPLICABLE_VALUE
        return
    cells = [given]
    if question.kind is QuestionKind.MATRIX:
        by_column = given if isinstance(given, Mapping) else {}
        cells = [by_column.get(column.id) for column in lines_asked(question.columns, profile)]
    yield from (None if value == NOT_KNOWN_VALUE else value for value in cells)

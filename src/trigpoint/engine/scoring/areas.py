"""The assessment areas a question stands for, with the least and the most credit each may have earned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from trigpoint.engine.frameworks.edition import (
    Areas,
    Condition,
    Edition,
    Line,
    Otherwise,
    Question,
    QuestionKind,
)
from trigpoint.engine.scoring.answers import (
    NOT_APPLICABLE_VALUE,
    NOT_KNOWN_VALUE,
    Answer,
    Answers,
    AnswerState,
)
from trigpoint.engine.scoring.asking import fits, lines_asked
from trigpoint.engine.scoring.profile import Profile

NOTHING, ALL = Fraction(0), Fraction(1)


class AreaState(StrEnum):
    ANSWERED = "answered"
    NOT_KNOWN = "not_known"  # said to be, or hanging on an answer that is
    UNANSWERED = "unanswered"
    NOT_ASKED = "not_asked"  # its condition does not hold, and it then earns nothing


@dataclass(frozen=True)
class Area:
    """One assessment area. `low` and `high` are the least and the most of its credit, and equal when it is known."""

    question_id: str
    line_id: str | None
    low: Fraction
    high: Fraction
    state: AreaState


@dataclass(frozen=True)
class QuestionAreas:
    """A question's areas that count, and how many do not apply."""

    areas: tuple[Area, ...]
    not_applicable: int


def areas_of(edition: Edition, question: Question, profile: Profile, answers: Answers) -> QuestionAreas:
    """The areas of a scored question. Those that are not applicable leave the sum and are only counted."""
    everything = _line_ids(question, profile)
    benchmark = next(found for found, asked in edition.questions() if asked.id == question.id)
    if not fits(benchmark, question, profile):
        return QuestionAreas((), len(everything))
    answer = answers.get(question.id)
    if answer is not None and answer.state is AnswerState.NOT_APPLICABLE:
        return QuestionAreas((), len(everything))
    if question.asked_when is not None:
        asked = _is_asked(edition, question.asked_when, profile, answers)
        if asked is False and question.asked_when.otherwise is Otherwise.LEAVES_SUM:
            return QuestionAreas((), len(everything))
        if asked is False:
            return _all(question, everything, NOTHING, NOTHING, AreaState.NOT_ASKED)
        if asked is None:
            # With or without the area, the true score lies between the sums with 0 and with 1 for it.
            return _all(question, everything, NOTHING, ALL, AreaState.NOT_KNOWN)
    return _answered(edition, question, profile, answer, everything)


def _answered(
    edition: Edition,
    question: Question,
    profile: Profile,
    answer: Answer | None,
    everything: Sequence[str | None],
) -> QuestionAreas:
    if answer is None:
        return _all(question, everything, NOTHING, ALL, AreaState.UNANSWERED)
    if answer.state is AnswerState.NOT_KNOWN:
        return _all(question, everything, NOTHING, ALL, AreaState.NOT_KNOWN)
    credit = {value.id: value.credit for value in edition.scale(str(question.scale)).values}
    if question.kind not in {QuestionKind.CHECKLIST, QuestionKind.MATRIX}:
        earned = credit[answer.value]
        return QuestionAreas((Area(question.id, None, earned, earned, AreaState.ANSWERED),), 0)
    lines = [
        _line_area(question, line, profile, answer.value, credit)
        for line in lines_asked(question.lines, profile)
    ]
    counted = [line for line in lines if line is not None]
    if question.areas is Areas.EACH_LINE:
        return QuestionAreas(tuple(counted), len(lines) - len(counted))
    if not counted:
        return QuestionAreas((), 1)
    return QuestionAreas((_mean(question, None, counted),), 0)


def _line_area(
    question: Question, line: Line, profile: Profile, value: Mapping[str, Any], credit: Mapping[str, Fraction]
) -> Area | None:
    """The area of one line; None when it does not apply."""
    given = value.get(line.id)
    if question.kind is QuestionKind.CHECKLIST:
        return _cell(question, line.id, given, credit)
    cells = given if isinstance(given, Mapping) else {}
    columns = lines_asked(question.columns, profile)
    found = [_cell(question, line.id, cells.get(column.id), credit) for column in columns]
    counted = [cell for cell in found if cell is not None]
    return _mean(question, line.id, counted) if counted else None


def _cell(question: Question, line_id: str, given: Any, credit: Mapping[str, Fraction]) -> Area | None:
    if given == NOT_APPLICABLE_VALUE:
        return None
    if given is None:
        return Area(question.id, line_id, NOTHING, ALL, AreaState.UNANSWERED)
    if given == NOT_KNOWN_VALUE:
        return Area(question.id, line_id, NOTHING, ALL, AreaState.NOT_KNOWN)
    return Area(question.id, line_id, credit[given], credit[given], AreaState.ANSWERED)


def _mean(question: Question, line_id: str | None, parts: Sequence[Area]) -> Area:
    states = {part.state for part in parts}
    state = next(
        (state for state in (AreaState.UNANSWERED, AreaState.NOT_KNOWN) if state in states),
        AreaState.ANSWERED,
    )
    low = sum((part.low for part in parts), NOTHING) / len(parts)
    high = sum((part.high for part in parts), NOTHING) / len(parts)
    return Area(question.id, line_id, low, high, state)


def _line_ids(question: Question, profile: Profile) -> tuple[str | None, ...]:
    """Ids of the lines that are areas of their own, or one None."""
    if question.areas is Areas.EACH_LINE:
        return tuple(line.id for line in lines_asked(question.lines, profile))
    return (None,)


def _all(
    question: Question, lines: Sequence[str | None], low: Fraction, high: Fraction, state: AreaState
) -> QuestionAreas:
    return QuestionAreas(tuple(Area(question.id, line, low, high, state) for line in lines), 0)


def _is_asked(edition: Edition, condition: Condition, profile: Profile, answers: Answers) -> bool | None:
    """Does a condition hold? None while the answer it hangs on is open or not known."""
    benchmark, other = next(
        (benchmark, question)
        for benchmark, question in edition.questions()
        if question.id == condition.question
    )
    if not fits(benchmark, other, profile):
        return False
    if other.asked_when is not None:
        above = _is_asked(edition, other.asked_when, profile, answers)
        if not above:
            return above
    given = list(_given(answers.get(condition.question), condition.line))
    if any(value in condition.answers for value in given):
        return True
    return None if not given or None in given else False


def _given(answer: Answer | None, line: str | None) -> Iterator[str | None]:
    """What was answered, one value a line where no line is named. None stands for not known and unanswered."""
    if answer is None or answer.state is AnswerState.NOT_KNOWN:
        yield None
    elif answer.state is AnswerState.NOT_APPLICABLE:
        yield NOT_APPLICABLE_VALUE
    elif isinstance(answer.value, Mapping):
        values = [answer.value.get(line)] if line else list(answer.value.values())
        yield from (None if value == NOT_KNOWN_VALUE else value for value in values)
    else:
        yield answer.value

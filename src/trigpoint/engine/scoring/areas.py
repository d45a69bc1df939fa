"""The assessment areas a question stands for, with the least and the most credit each may have earned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from trigpoint.engine.frameworks.edition import (
    Areas,
    Edition,
    Line,
    Question,
    QuestionKind,
)
from trigpoint.engine.scoring.answers import (
    NOT_APPLICABLE_VALUE,
    NOT_KNOWN_VALUE,
    Answers,
    AnswerState,
)
from trigpoint.engine.scoring.asking import fits, lines_asked
from trigpoint.engine.scoring.conditions import Asking, is_asked
from trigpoint.engine.scoring.profile import Profile

NOTHING, ALL = Fraction(0), Fraction(1)
WITH_LINES = {QuestionKind.CHECKLIST, QuestionKind.MATRIX}


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
    value: str | None = None  # the answer that earned it; None for a mean of several


@dataclass(frozen=True)
class QuestionAreas:
    """A question's areas that count, and how many do not apply."""

    areas: tuple[Area, ...]
    not_applicable: int


def areas_of(edition: Edition, question: Question, profile: Profile, answers: Answers) -> QuestionAreas:
    """The areas of a scored question. Those that are not applicable leave the sum and are only counted.

    The answers must have passed `check_answer`; KeyError for a value that the scale does not have.
    """
    everything = _line_ids(question, profile)
    benchmark = next(found for found, asked in edition.questions() if asked.id == question.id)
    if not fits(benchmark, question, profile):
        return QuestionAreas((), len(everything))
    answer = answers.get(question.id)
    if answer is not None and answer.state is AnswerState.NOT_APPLICABLE:
        return QuestionAreas((), len(everything))
    asked = is_asked(edition, question.asked_when, profile, answers)
    if asked is Asking.LEAVES_SUM:
        return QuestionAreas((), len(everything))
    if asked is Asking.NO_CREDIT:
        return _all(question, everything, NOTHING, NOTHING, AreaState.NOT_ASKED)
    if asked is Asking.OPEN:
        # With or without the area, the true score lies between the sums with 0 and with 1 for it.
        return _all(question, everything, NOTHING, ALL, AreaState.NOT_KNOWN)
    return _asked(edition, question, profile, answers)


def _asked(edition: Edition, question: Question, profile: Profile, answers: Answers) -> QuestionAreas:
    answer = answers.get(question.id)
    given: Any = answer.value if answer is not None else None
    if answer is not None and answer.state is AnswerState.NOT_KNOWN:
        given = NOT_KNOWN_VALUE
    credit = {value.id: value.credit for value in edition.scale(str(question.scale)).values}
    if question.kind not in WITH_LINES:
        return QuestionAreas((_single(question, None, given, credit),), 0)
    lines = [
        _line_area(
            question, line, is_asked(edition, line.asked_when, profile, answers), profile, given, credit
        )
        for line in lines_asked(question.lines, profile)
    ]
    counted = [line for line in lines if line is not None]
    if question.areas is Areas.EACH_LINE:
        return QuestionAreas(tuple(counted), len(lines) - len(counted))
    if not counted:
        return QuestionAreas((), 1)
    return QuestionAreas((_mean(question, None, counted),), 0)


def _line_area(
    question: Question,
    line: Line,
    asked: Asking,
    profile: Profile,
    value: Any,
    credit: Mapping[str, Fraction],
) -> Area | None:
    """The area of one line; None when it does not apply."""
    if asked is Asking.LEAVES_SUM:
        return None
    if asked is Asking.NO_CREDIT:
        return Area(question.id, line.id, NOTHING, NOTHING, AreaState.NOT_ASKED)
    if asked is Asking.OPEN:
        return Area(question.id, line.id, NOTHING, ALL, AreaState.NOT_KNOWN)
    given = _part(value, line.id)
    if question.kind is QuestionKind.CHECKLIST:
        return None if given == NOT_APPLICABLE_VALUE else _single(question, line.id, given, credit)
    columns = lines_asked(question.columns, profile)
    cells = [_part(given, column.id) for column in columns]
    counted = [_single(question, line.id, cell, credit) for cell in cells if cell != NOT_APPLICABLE_VALUE]
    return _mean(question, line.id, counted) if counted else None


def _part(value: Any, key: str) -> Any:
    """What a line or cell says; "not known" of the whole question is said of each."""
    return value.get(key) if isinstance(value, Mapping) else value


def _single(question: Question, line_id: str | None, given: Any, credit: Mapping[str, Fraction]) -> Area:
    if given is None:
        return Area(question.id, line_id, NOTHING, ALL, AreaState.UNANSWERED)
    if given == NOT_KNOWN_VALUE:
        return Area(question.id, line_id, NOTHING, ALL, AreaState.NOT_KNOWN)
    return Area(question.id, line_id, credit[given], credit[given], AreaState.ANSWERED, str(given))


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

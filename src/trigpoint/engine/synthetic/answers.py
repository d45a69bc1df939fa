"""Invented answers to an edition's questions, for demonstrations and tests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from trigpoint.engine.frameworks.edition import Edition, Line, Question, QuestionKind
from trigpoint.engine.frameworks.scales import Scale
from trigpoint.engine.scoring.answers import Answer, Answers, AnswerState


class Dice(Protocol):
    """The two throws needed; `random.Random` is one."""

    def random(self) -> float: ...

    def randrange(self, start: int, /) -> int: ...


@dataclass(frozen=True)
class Temper:
    """How an invented institution answers: `strength` from 0 (nothing yet) to 1 (everything), and how often
    it does not know."""

    strength: float
    not_known: float = 0.02


KEEPS = 0.72
"""How often a benchmark's answers stay as they were a term before."""

DONE = Temper(strength=2, not_known=0)


def invent_answers(
    edition: Edition, temper: Temper, dice: Dice, before: Answers | None = None
) -> dict[str, Answer]:
    """Answers to every question of an edition. With `before`, most benchmarks stay as they were.

    Institutions finish a benchmark as a whole, so each is either all done or on its way.
    """
    answers: dict[str, Answer] = {}
    for benchmark in edition.benchmarks:
        known = [question for question in benchmark.questions if before and question.id in before]
        if before and known and dice.random() < KEEPS:
            answers |= {question.id: before[question.id] for question in known}
            continue
        done = dice.random() < temper.strength
        for question in benchmark.questions:
            answers[question.id] = _invent(edition, question, DONE if done else temper, dice)
    return answers


def _invent(edition: Edition, question: Question, temper: Temper, dice: Dice) -> Answer:
    if dice.random() < temper.not_known:
        return Answer(AnswerState.NOT_KNOWN)
    if question.kind is QuestionKind.FIGURE:
        whole = 20 + dice.randrange(160)
        part = min(whole, round(whole * _near(temper.strength, dice)))
        return Answer(AnswerState.ANSWERED, {"numerator": part, "denominator": whole})
    if question.kind is QuestionKind.WORDS:
        return Answer(AnswerState.NOT_KNOWN)
    scale = edition.scale(str(question.scale))
    if question.kind is QuestionKind.CHECKLIST:
        return Answer(AnswerState.ANSWERED, _line_values(question.lines, scale, temper, dice))
    if question.kind is QuestionKind.MATRIX:
        cells = {line.id: _line_values(question.columns, scale, temper, dice) for line in question.lines}
        return Answer(AnswerState.ANSWERED, cells)
    return Answer(AnswerState.ANSWERED, _value(scale, temper, dice))


def _line_values(lines: tuple[Line, ...], scale: Scale, temper: Temper, dice: Dice) -> Mapping[str, str]:
    return {line.id: _value(scale, temper, dice) for line in lines}


def _value(scale: Scale, temper: Temper, dice: Dice) -> str:
    position = _near(temper.strength, dice) * len(scale.values)
    return scale.values[min(int(position), len(scale.values) - 1)].id


def _near(strength: float, dice: Dice) -> float:
    """Around the strength, and beyond it at both ends, so that the best really achieve and the weakest have none."""
    return min(1.0, max(0.0, strength * 1.25 - 0.05 + (dice.random() - 0.5) * 0.7))

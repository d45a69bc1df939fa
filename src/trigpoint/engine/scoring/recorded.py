"""The recorded reading: shares counted from records, through the same bands and sums as what is claimed.

A recorded share has bounds, because some pupils are not known. Each bound falls into a band of the question's own
scale; the credit of the two bands are the bounds of the question's area. What no rule answers is not known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from trigpoint.engine.frameworks.edition import Areas, Edition, Question, QuestionKind
from trigpoint.engine.scoring.answers import (
    NOT_APPLICABLE_VALUE,
    NOT_KNOWN_VALUE,
    Answer,
    AnswerState,
)
from trigpoint.engine.scoring.areas import WITH_LINES, Area, AreaState, QuestionAreas, areas_of
from trigpoint.engine.scoring.profile import Profile
from trigpoint.engine.scoring.shares import share_to_band
from trigpoint.engine.scoring.standing import InstitutionStanding, stand
from trigpoint.engine.vocabulary.standings import Reading


@dataclass(frozen=True)
class RecordedShare:
    """The least and the greatest share of people that records allow, as fractions; None of nobody."""

    low: Fraction | None
    high: Fraction | None


type Shares = Mapping[tuple[str, str | None], RecordedShare]
"""Shares by question, and by line where a question is answered line by line."""


def score_recorded(edition: Edition, profile: Profile, shares: Shares) -> InstitutionStanding:
    """Where an institution stands by its records. A question of nobody is not applicable; one without a share is not
    known. KeyError for a question that the edition lacks."""
    asked = _asked(edition, shares)
    least = {question: _answer(edition, question, shares, "low") for question in asked}
    most = {question: _answer(edition, question, shares, "high") for question in asked}
    by_question = {
        question.id: _between(
            areas_of(edition, question, profile, least), areas_of(edition, question, profile, most)
        )
        for _, question in edition.questions()
        if question.areas is not Areas.NONE
    }
    return stand(edition, profile, by_question, Reading.RECORDED)


def _asked(edition: Edition, shares: Shares) -> list[str]:
    """The questions that a share answers with a band. A figure is shown as it is and never scored."""
    named = dict.fromkeys(question for question, _ in shares)
    return [each for each in named if edition.question(each).kind is not QuestionKind.FIGURE]


def _answer(edition: Edition, question_id: str, shares: Shares, side: str) -> Answer:
    """A question as one side of its shares would answer it."""
    question = edition.question(question_id)
    if question.kind not in WITH_LINES:
        band = _band(edition, question, getattr(shares[question_id, None], side))
        return Answer(AnswerState.NOT_APPLICABLE) if band is None else Answer(AnswerState.ANSWERED, band)
    lines: dict[str, str] = {}
    for line in question.lines:
        share = shares.get((question_id, line.id))
        band = _band(edition, question, getattr(share, side)) if share else NOT_KNOWN_VALUE
        lines[line.id] = NOT_APPLICABLE_VALUE if band is None else band
    return Answer(AnswerState.ANSWERED, lines)


def _band(edition: Edition, question: Question, share: Fraction | None) -> str | None:
    return None if share is None else share_to_band(edition, str(question.scale), share).id


def _between(least: QuestionAreas, most: QuestionAreas) -> QuestionAreas:
    """Areas from the least of one to the most of the other; a range of credit is not known."""
    areas = tuple(
        Area(
            low.question_id,
            low.line_id,
            low.low,
            high.high,
            low.state if low == high else AreaState.NOT_KNOWN,
            low.value if low == high else None,
        )
        for low, high in zip(least.areas, most.areas, strict=True)
    )
    return QuestionAreas(areas, least.not_applicable)

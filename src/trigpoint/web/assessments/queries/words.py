"""A stored answer in words, as the page shows it and as it is keyed in elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from trigpoint.engine.frameworks.edition import Edition, Question, QuestionKind
from trigpoint.engine.frameworks.texts import Text
from trigpoint.engine.scoring.answers import NOT_APPLICABLE_VALUE, NOT_KNOWN_VALUE
from trigpoint.web.assessments.models import Answer
from trigpoint.web.shared.wording import wording


@dataclass(frozen=True)
class Said:
    """One line of an answer. `of` names the line or column and is None for an answer in one piece."""

    words: str
    of: tuple[Text, ...] = ()


def answer_in_words(edition: Edition, question: Question, row: Answer | None) -> list[Said]:
    """An answer as lines of words; nothing for an unanswered question, so that the page can say so."""
    if row is None:
        return []
    if row.state == Answer.State.NOT_KNOWN:
        return [Said(_("Not known yet"))]
    if row.state == Answer.State.NOT_APPLICABLE:
        return [Said(_("Does not apply: %(reason)s") % {"reason": row.reason})]
    if question.kind is QuestionKind.WORDS:
        return [Said(str(row.value))]
    if question.kind is QuestionKind.FIGURE:
        return [Said(_("%(numerator)s of %(denominator)s") % row.value)]
    if question.kind in (QuestionKind.CHOICE, QuestionKind.SHARE):
        return [Said(_value(edition, question, str(row.value)))]
    return list(_lines(edition, question, row))


def _lines(edition: Edition, question: Question, row: Answer) -> Iterator[Said]:
    for line in question.lines:
        given = (row.value or {}).get(line.id)
        if isinstance(given, str):
            yield Said(_value(edition, question, given), (line.text,))
        elif given:
            for column in question.columns:
                if column.id in given:
                    yield Said(_value(edition, question, given[column.id]), (line.text, column.text))


def _value(edition: Edition, question: Question, value_id: str) -> str:
    if value_id == NOT_KNOWN_VALUE:
        return _("Not known yet")
    if value_id == NOT_APPLICABLE_VALUE:
        return _("Does not apply")
    value = edition.scale(str(question.scale)).value(value_id)
    words = wording(value.title).words
    return f"{words}, {wording(value.shown_as).words}" if value.shown_as else words

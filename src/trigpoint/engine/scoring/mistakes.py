"""What can be wrong with an answer, and how it is said in English: for the command line, and for pages to translate."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from trigpoint.engine.vocabulary.mistakes import Mistake


class AnswerMistake(StrEnum):
    """Why an answer does not fit its question. The values that each has are those its wording names."""

    NO_REASON = "no_reason"
    NOT_AN_ANSWER = "not_an_answer"
    NO_LINES = "no_lines"
    UNKNOWN_LINE = "unknown_line"
    NO_COLUMNS = "no_columns"
    UNKNOWN_COLUMN = "unknown_column"
    NOT_TWO_NUMBERS = "not_two_numbers"
    NOT_WHOLE_NUMBERS = "not_whole_numbers"
    MORE_THAN_ALL = "more_than_all"
    NO_WORDS = "no_words"


WORDINGS: Mapping[str, str] = {
    AnswerMistake.NO_REASON: "Say why this does not apply.",
    AnswerMistake.NOT_AN_ANSWER: "“%(value)s” is not one of the answers to this question.",
    AnswerMistake.NO_LINES: "Answer each line.",
    AnswerMistake.UNKNOWN_LINE: "There is no line “%(line)s” in this question.",
    AnswerMistake.NO_COLUMNS: "Answer each column of line “%(line)s”.",
    AnswerMistake.UNKNOWN_COLUMN: "There is no column “%(column)s” in this question.",
    AnswerMistake.NOT_TWO_NUMBERS: "Give two numbers: how many, and of how many.",
    AnswerMistake.NOT_WHOLE_NUMBERS: "Give two whole numbers, 0 or more: how many, and of how many.",
    AnswerMistake.MORE_THAN_ALL: "%(numerator)s of %(denominator)s is more than all of them.",
    AnswerMistake.NO_WORDS: "Write something, or leave the question open.",
}


def say(mistake: Mistake) -> str:
    """A mistake in an answer, in English."""
    return WORDINGS[mistake.code] % mistake.values

"""Mistakes that engine and jobs find without words: every code is worded, and every wording is translated."""

from enum import StrEnum

import pytest
from django.utils.translation import gettext, override

from trigpoint.engine.scoring.mistakes import WORDINGS as ANSWERS
from trigpoint.engine.scoring.mistakes import AnswerMistake
from trigpoint.engine.vocabulary.mistakes import Mistake
from trigpoint.jobs.interchange.mistakes import SILENCES, WORDINGS, FileMistake, RowMistake, Silence
from trigpoint.jobs.interchange.registers.opening import LAYOUTS
from trigpoint.web import locale_floors
from trigpoint.web.shared.mistakes import fill, say

FILES = [text for pair in WORDINGS.values() for text in pair]
TEXTS = {*ANSWERS.values(), *FILES, *SILENCES.values(), *(layout.title for layout in LAYOUTS)}


@pytest.mark.parametrize(
    ("codes", "worded"),
    [
        ([*AnswerMistake], ANSWERS),
        ([*RowMistake, *FileMistake], WORDINGS),
        ([*Silence], SILENCES),
    ],
)
def test_every_code_has_one_wording(codes: list[StrEnum], worded: dict[str, object]) -> None:
    assert sorted(codes) == sorted(worded)


def test_the_texts_that_are_collected_are_those_of_the_floors_below() -> None:
    collected = (
        *locale_floors.ANSWERS,
        *locale_floors.ROWS,
        *locale_floors.FILES,
        *locale_floors.SILENCES,
        *locale_floors.LAYOUTS,
    )
    assert sorted(collected) == sorted(TEXTS)


@pytest.mark.parametrize("language", ["cy", "zh-hant"])
def test_every_wording_is_translated(language: str) -> None:
    with override(language):
        assert [text for text in TEXTS if gettext(text) == text] == []


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en-gb", "There is no line “a” in this question."),
        ("cy", "Nid oes llinell “a” yn y cwestiwn hwn."),
        ("zh-hant", "此問題沒有「a」一行。"),
    ],
)
def test_a_mistake_is_said_in_the_language_of_the_page(language: str, words: str) -> None:
    with override(language):
        assert say(ANSWERS, Mistake(AnswerMistake.UNKNOWN_LINE, {"line": "a"})) == words


def test_texts_of_ours_within_a_text_are_translated_and_what_a_file_says_is_not() -> None:
    with override("cy"):
        assert fill("Known are: %(known)s.", {"known": ["GIAS, all fields"]}) == (
            "Dyma'r rhai hysbys: GIAS, pob maes."
        )
        assert fill("Known are: %(known)s.", {"known": "GIAS, all fields"}) == (
            "Dyma'r rhai hysbys: GIAS, all fields."
        )

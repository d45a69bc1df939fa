"""Mistakes that engine and jobs find without words: every code is worded, and every wording is translated."""

from enum import StrEnum

import pytest
from django.utils.translation import gettext, override

from trigpoint.engine.frameworks.edition import Threshold
from trigpoint.engine.frameworks.thresholds import Ask
from trigpoint.engine.scoring.mistakes import WORDINGS as ANSWERS
from trigpoint.engine.scoring.mistakes import AnswerMistake
from trigpoint.engine.vocabulary.mistakes import Mistake
from trigpoint.jobs.interchange.mistakes import SILENCES, WORDINGS, FileMistake, RowMistake, Silence
from trigpoint.jobs.interchange.registers.opening import LAYOUTS
from trigpoint.jobs.interchange.remarks import ASKS as SPELT
from trigpoint.jobs.interchange.remarks import spell_threshold
from trigpoint.jobs.storage.packaged_content import packaged_edition
from trigpoint.web import locale_floors
from trigpoint.web.insights.templatetags.editions import ASKS, threshold
from trigpoint.web.shared.mistakes import fill, say

FILES = [text for pair in WORDINGS.values() for text in pair]
TEXTS = {*ANSWERS.values(), *FILES, *SILENCES.values(), *(layout.title for layout in LAYOUTS)}


@pytest.mark.parametrize(
    ("codes", "worded"),
    [
        ([*AnswerMistake], ANSWERS),
        ([*RowMistake, *FileMistake], WORDINGS),
        ([*Silence], SILENCES),
        ([*Ask], SPELT),
        ([*Ask], ASKS),
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


EVERYTHING = Threshold(
    status="inferred", at_least=2, share="1/3", by="Y7", each="Y8", months=3, kinds=("fe_college", "other")
)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en-gb",
            "at least 2, 1/3 of them, in each: Year 8, by the end of Year 7, within 3 months, "
            "of each kind: fe college, other",
        ),
        (
            "zh-hant",
            "最少 2, 其中 1/3, 在每個：Year 8, 在 Year 7 完結前, 在 3 個月內, 每一類：fe college, other",
        ),
    ],
)
def test_a_threshold_is_said_in_the_language_of_the_page(language: str, words: str) -> None:
    with override(language):
        assert threshold(packaged_edition("gatsby-2024-schools"), EVERYTHING) == words


def test_a_threshold_is_said_in_english_on_the_command_line() -> None:
    assert spell_threshold(packaged_edition("gatsby-2024-schools"), EVERYTHING, "en") == (
        "at least 2, for 1/3 of people, in each Year 8, by the end of Year 7, within 3 months, "
        "of the kinds fe college, other"
    )

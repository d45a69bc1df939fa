"""Which questions are asked."""

from pathlib import Path

import pytest

from trigpoint.engine.frameworks.reading import EditionFiles, FileText, read_edition
from trigpoint.engine.scoring.answers import Answer, AnswerState
from trigpoint.engine.scoring.asking import is_complete, pages_asked
from trigpoint.engine.scoring.profile import Profile

SMALL = Path(__file__).parents[2] / "web/assessments/small.yaml"
EDITION = read_edition(EditionFiles(FileText("small.yaml", SMALL.read_text(encoding="utf-8"))))
SCHOOL = Profile("school_11_16", frozenset({"Y7"}))


def answered(value):
    return Answer(AnswerState.ANSWERED, value)


def asked(profile=SCHOOL, **answers):
    pages = pages_asked(EDITION, profile, {key.replace("_", "."): value for key, value in answers.items()})
    return [[question.id for question in page.questions] for page in pages]


def test_question_for_years_that_the_school_lacks_is_not_asked():
    assert asked() == [["1.1"], ["1.2"], ["2.1"], ["2.2"], ["2.3"]]


def test_all_is_asked_while_the_years_are_not_known():
    assert asked(Profile("school_11_18", None))[-1] == ["2.4"]


@pytest.mark.parametrize(
    ("given", "first_page"),
    [
        (answered("yes"), ["1.1", "1.1.1"]),
        (answered("partly"), ["1.1"]),
        (Answer(AnswerState.NOT_KNOWN), ["1.1"]),
        (Answer(AnswerState.NOT_APPLICABLE, None, "None here"), ["1.1"]),
    ],
)
def test_condition_holds_for_the_named_answers_only(given, first_page):
    assert asked(**{"1_1": given})[0] == first_page


@pytest.mark.parametrize(
    ("question", "value", "complete"),
    [
        ("1.2", {"pupils": "yes"}, False),
        ("1.2", {"pupils": "yes", "parents": "not_known"}, True),
        ("2.2", {"colleges": {"by11": "all", "ever": "all"}, "firms": {"by11": "all"}}, False),
        ("2.2", {"colleges": {"by11": "all", "ever": "all"}, "firms": {"by11": "all", "ever": "few"}}, True),
    ],
)
def test_complete_when_every_line_that_is_asked_says_something(question, value, complete):
    assert is_complete(EDITION.question(question), answered(value), SCHOOL) is complete


def test_silence_is_not_complete_and_not_known_is():
    question = EDITION.question("1.2")
    assert not is_complete(question, None, SCHOOL)
    assert is_complete(question, Answer(AnswerState.NOT_KNOWN), SCHOOL)

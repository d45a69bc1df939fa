"""Answers as values: their plain form, and whether they fit their question."""

import json

import pytest

from trigpoint.engine.scoring.answers import (
    Answer,
    AnswerState,
    answer_from_plain,
    answer_to_plain,
    check_answer,
)
from trigpoint.engine.scoring.mistakes import WORDINGS, AnswerMistake, say
from trigpoint.engine.vocabulary.mistakes import Mistake

QUESTIONS = """
- {id: "choice", criteria: "1.a", text: One?, kind: choice, scale: quarters, areas: one, status: inferred}
- id: list
  criteria: "1.a"
  text: Which?
  kind: checklist
  scale: quarters
  areas: one
  lines: [{id: a, text: One, status: inferred}, {id: b, text: Two, status: inferred}]
  status: inferred
- id: table
  criteria: "1.a"
  text: Where?
  kind: matrix
  scale: quarters
  areas: one
  lines: [{id: a, text: One, status: inferred}]
  columns: [{id: x, text: X, status: inferred}]
  status: inferred
- {id: "figure", criteria: "1.a", text: How many?, kind: figure, areas: none, status: inferred}
- {id: "words", criteria: "1.a", text: Why?, kind: words, areas: none, status: inferred}
"""


@pytest.mark.parametrize(
    "answer",
    [
        Answer(AnswerState.ANSWERED, "q2"),
        Answer(AnswerState.ANSWERED, {"a": {"x": "not_known"}}),
        Answer(AnswerState.NOT_KNOWN),
        Answer(AnswerState.NOT_APPLICABLE, reason="We have none."),
    ],
)
def test_answer_comes_back_from_its_plain_form(answer):
    assert answer_from_plain(json.loads(json.dumps(answer_to_plain(answer)))) == answer


@pytest.mark.parametrize("plain", [{}, {"state": "perhaps"}])
def test_answer_without_a_known_state_is_refused(plain):
    with pytest.raises(ValueError, match="is not a valid AnswerState"):
        answer_from_plain(plain)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("choice", "q4"),
        ("list", {}),
        ("list", {"a": "q1", "b": "not_applicable"}),
        ("table", {"a": {"x": "not_known"}}),
        ("figure", {"numerator": 0, "denominator": 0}),
        ("words", "Because."),
    ],
)
def test_answer_that_fits_has_no_problems(edition_asking, question, value):
    edition = edition_asking(QUESTIONS)
    assert check_answer(edition, edition.question(question), Answer(AnswerState.ANSWERED, value)) == []


@pytest.mark.parametrize(
    ("question", "value", "code", "words"),
    [
        ("choice", None, "not_an_answer", "“None” is not one of the answers to this question."),
        ("choice", ["q4"], "not_an_answer", "“['q4']” is not one of the answers to this question."),
        ("choice", "not_known", "not_an_answer", "“not_known” is not one of the answers to this question."),
        ("list", "q4", "no_lines", "Answer each line."),
        ("list", {"c": "q4"}, "unknown_line", "There is no line “c” in this question."),
        ("list", {"a": {}}, "not_an_answer", "“{}” is not one of the answers to this question."),
        ("table", "q4", "no_lines", "Answer each line."),
        ("table", {"a": "q4"}, "no_columns", "Answer each column of line “a”."),
        ("table", {"a": {"y": "q4"}}, "unknown_column", "There is no column “y” in this question."),
        ("figure", {"numerator": 1}, "not_two_numbers", "Give two numbers: how many, and of how many."),
        (
            "figure",
            {"numerator": True, "denominator": 2},
            "not_whole_numbers",
            "Give two whole numbers, 0 or more: how many, and of how many.",
        ),
        ("figure", {"numerator": 3, "denominator": 2}, "more_than_all", "3 of 2 is more than all of them."),
        ("words", " ", "no_words", "Write something, or leave the question open."),
    ],
)
def test_answer_that_does_not_fit_says_why(edition_asking, question, value, code, words):
    edition = edition_asking(QUESTIONS)
    answer = Answer(AnswerState.ANSWERED, value)
    found = check_answer(edition, edition.question(question), answer)
    assert [(mistake.code, say(mistake)) for mistake in found] == [(code, words)]


def test_not_applicable_needs_a_reason(edition_asking):
    edition = edition_asking(QUESTIONS)
    answer = Answer(AnswerState.NOT_APPLICABLE, reason=" ")
    assert check_answer(edition, edition.question("choice"), answer) == [Mistake(AnswerMistake.NO_REASON)]


def test_every_mistake_has_its_wording():
    assert set(WORDINGS) == set(AnswerMistake)

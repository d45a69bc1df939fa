"""Carrying answers from one edition to the next: what it takes, what it leaves, and that it invents nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trigpoint.engine.crosswalk.carrying import Loss, preview_carry_over
from trigpoint.engine.crosswalk.reading import read_crosswalk
from trigpoint.engine.frameworks.problems import BadContent
from trigpoint.engine.frameworks.reading import FileText
from trigpoint.engine.scoring.answers import Answer, AnswerState, check_answer
from trigpoint.jobs.storage.packaged_content import packaged_crosswalk, packaged_edition, register

OLD, NEW = "gatsby-2014-schools", "gatsby-2024-schools"


def answered(value):
    return Answer(AnswerState.ANSWERED, value)


def preview(answers, crosswalk=f"{OLD}--{NEW}", origin=OLD, target=NEW):
    return preview_carry_over(
        packaged_crosswalk(crosswalk), packaged_edition(origin), packaged_edition(target), answers
    )


def test_answer_that_means_the_same_is_carried_to_its_question():
    result = preview({"1.2": answered("yes")})
    assert result.answers == {"1.7": answered("yes")}
    assert "1.7" not in result.open


def test_lines_of_one_question_become_lines_of_another():
    result = preview({"1.3.1": answered({"pupils": "yes", "employers": "no"})})
    assert result.answers["1.8"] == answered({"pupils": "yes", "employers": "no"})


def test_answer_that_implies_nothing_is_named_as_lost():
    result = preview({"1.1": answered({"governors": "yes", "written": "yes"})})
    losses = {(lost.question_id, lost.line): lost.loss for lost in result.lost}
    assert losses == {("1.1", "governors"): Loss.ANSWER_DIFFERS, ("1.1", "written"): Loss.NO_COUNTERPART}
    assert result.answers == {}


def test_not_known_and_not_applicable_are_never_carried():
    result = preview(
        {
            "1.2": Answer(AnswerState.NOT_KNOWN),
            "2.4": Answer(AnswerState.NOT_APPLICABLE, reason="No parents."),
        }
    )
    assert [lost.loss for lost in result.lost] == [Loss.NOT_KNOWN, Loss.NOT_APPLICABLE]
    assert result.answers == {}


def answers_to(edition_id):
    """Any answers to an edition: a value of its scale for some of its questions and lines."""
    edition = packaged_edition(edition_id)
    choices = {}
    for _, question in edition.questions():
        scale = next((scale for scale in edition.scales if scale.id == question.scale), None)
        if scale is None:
            continue
        value = st.sampled_from([value.id for value in scale.values])
        if question.columns:
            continue
        if question.lines:
            lines = st.fixed_dictionaries({}, optional={line.id: value for line in question.lines})
            choices[question.id] = lines.map(answered)
        else:
            choices[question.id] = value.map(answered)
    return st.fixed_dictionaries({}, optional=choices)


@pytest.mark.parametrize("entry", register().crosswalks, ids=lambda entry: entry.id)
def test_carry_over_never_invents_an_answer(entry):
    crosswalk = packaged_crosswalk(entry.id)
    origin, target = packaged_edition(crosswalk.origin), packaged_edition(crosswalk.target)

    @settings(max_examples=60, deadline=None, derandomize=True)
    @given(answers_to(origin.id))
    def holds(answers):
        result = preview_carry_over(crosswalk, origin, target, answers)
        for carried in result.carried:
            old = answers[carried.question_id].value
            assert (old[carried.line] if carried.line else old) == carried.value
        for question_id, answer in result.answers.items():
            assert check_answer(target, target.question(question_id), answer) == []
        asked = {question.id for _, question in target.questions()}
        assert set(result.open) | set(result.answers) == asked

    holds()


GOOD = """
id: a--b
from: gatsby-2014-schools
to: gatsby-2024-schools
title: Small
status: inferred
links:
  - {from: "1.a", to: "1.1", relation: closeMatch, evidence: partly, status: inferred}
questions:
  - {from: "1.2", to: "1.7", answers: {"yes": "yes"}, status: inferred}
unmatched:
  - {edition: to, id: "4.2", status: inferred}
"""


@pytest.mark.parametrize(
    ("good", "bad", "line", "words"),
    [
        ('from: "1.a"', 'from: "9.z"', 8, 'gatsby-2014-schools has no benchmark or criterion "9.z".'),
        ("closeMatch", "similar", 8, '"similar" is not one of the possible words.'),
        ('to: "1.7"', 'to: "77"', 10, 'gatsby-2024-schools has no question "77".'),
        ('from: "1.2", to', 'from: "1.1", to', 10, "question 1.1 has lines."),
        ('{"yes": "yes"}', '{"yes": perhaps}', 10, '"perhaps" is not an answer to 1.7.'),
        ('id: "4.2"', 'id: "4.9"', 12, 'gatsby-2024-schools has no benchmark or criterion "4.9".'),
    ],
)
def test_bad_crosswalk_is_refused_with_its_line(good, bad, line, words):
    text = GOOD.replace(good, bad)
    assert text != GOOD
    with pytest.raises(BadContent) as refused:
        read_crosswalk(FileText("small.yaml", text), packaged_edition(OLD), packaged_edition(NEW))
    problem = refused.value.problems[0]
    assert (problem.line, problem.wrong) == (line, words)


def test_good_crosswalk_of_the_refusals_reads():
    assert read_crosswalk(FileText("small.yaml", GOOD), packaged_edition(OLD), packaged_edition(NEW)).links

"""What would move an institution, and how two of its results compare."""

from fractions import Fraction

import pytest

from trigpoint.engine.scoring.answers import Answer, AnswerState
from trigpoint.engine.scoring.moves import (
    Change,
    Need,
    WhyNot,
    change_between,
    compare,
    steps_of,
    what_would_move,
)
from trigpoint.engine.scoring.profile import Profile
from trigpoint.engine.scoring.standing import score
from trigpoint.engine.vocabulary.standings import Reading, Status

SCHOOL = Profile("school_11_16", frozenset({"Y11"}))
NOT_KNOWN = Answer(AnswerState.NOT_KNOWN)
HALF, ALL = Answer(AnswerState.ANSWERED, "q2"), Answer(AnswerState.ANSWERED, "q4")
OK, ON_ITS_WAY, NO = (Status.ACHIEVED, 100, 100), (Status.IN_PROGRESS, 60, 60), (Status.NOT_ACHIEVED, 0, 0)


def test_move_counts_what_is_missing_at_most_and_for_certain(edition_of_areas):
    edition = edition_of_areas(4)
    (move,) = what_would_move(score(edition, SCHOOL, {"1": ALL, "2": HALF, "3": NOT_KNOWN}))
    assert (move.missing, move.certain) == (Fraction(5, 2), Fraction(1, 2))


def test_each_step_says_what_it_needs_and_which_answer_would_do(edition_of_areas):
    edition = edition_of_areas(4)
    (move,) = what_would_move(score(edition, SCHOOL, {"1": ALL, "2": HALF, "3": NOT_KNOWN}))
    steps = [(step.area.question_id, step.need, step.enough) for step in steps_of(edition, move)]
    assert steps == [("3", Need.RECORDS, "q4"), ("4", Need.ANSWER, "q4"), ("2", Need.WORK, "q4")]


def test_question_that_is_not_asked_needs_the_earlier_answer_first(edition_asking):
    edition = edition_asking(
        """
        - {id: "1", criteria: "1.a", text: One?, kind: choice, scale: quarters, areas: one, status: inferred}
        - id: "2"
          criteria: "1.a"
          text: Two?
          kind: choice
          scale: quarters
          areas: one
          asked_when: {question: "1", answers: [q4], otherwise: no_credit}
          status: inferred
        """
    )
    (move,) = what_would_move(score(edition, SCHOOL, {"1": HALF}))
    assert [step.need for step in steps_of(edition, move)] == [Need.WORK, Need.EARLIER_ANSWER]


def test_nothing_would_move_what_is_achieved(edition_of_areas):
    assert what_would_move(score(edition_of_areas(1), SCHOOL, {"1": ALL})) == []


@pytest.mark.parametrize(
    ("now", "before", "change"),
    [
        (OK, ON_ITS_WAY, Change.UP),
        (NO, ON_ITS_WAY, Change.DOWN),
        (OK, OK, Change.NONE),
        ((Status.IN_PROGRESS, 50, 83), (Status.IN_PROGRESS, 25, 49), Change.UP),
        ((Status.IN_PROGRESS, 50, 83), (Status.IN_PROGRESS, 25, 60), Change.NOT_COMPARABLE),
        ((Status.IN_PROGRESS, 50, 83), (Status.IN_PROGRESS, 50, 83), Change.NOT_COMPARABLE),
        ((Status.NOT_KNOWN, 0, 100), OK, Change.NOT_COMPARABLE),
        ((Status.NOT_APPLICABLE, None, None), OK, Change.NOT_COMPARABLE),
        ((Status.ACHIEVED, None, None), (Status.NOT_ACHIEVED, None, None), Change.UP),
    ],
)
def test_change_is_said_only_where_it_is_certain(now, before, change):
    assert change_between(now, before) is change


def test_results_of_one_edition_are_compared_benchmark_by_benchmark(edition_of_areas):
    edition = edition_of_areas(1)
    now, before = score(edition, SCHOOL, {"1": ALL}), score(edition, SCHOOL, {"1": HALF})
    assert compare(now, before, cohort="2025", cohort_before="2025") == {"1": Change.UP}


def test_results_of_another_edition_cohort_or_reading_are_not_compared(edition_of_areas):
    edition = edition_of_areas(1)
    now = score(edition, SCHOOL, {"1": ALL})
    other_edition = score(edition.model_copy(update={"id": "other-1"}), SCHOOL, {"1": HALF})
    recorded = score(edition, SCHOOL, {"1": HALF}, Reading.RECORDED)
    assert compare(now, other_edition) is WhyNot.OTHER_EDITION
    assert compare(now, recorded) is WhyNot.OTHER_READING
    assert compare(now, now, cohort="2025", cohort_before="2024") is WhyNot.OTHER_COHORT

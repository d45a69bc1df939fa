"""Scores of one benchmark: the published figures, then what is open, not asked and not applicable."""

from fractions import Fraction

import pytest

from trigpoint.engine.scoring.answers import Answer, AnswerState
from trigpoint.engine.scoring.profile import Profile
from trigpoint.engine.scoring.standing import score
from trigpoint.engine.vocabulary.standings import Status

SCHOOL = Profile("school_11_16", frozenset({"Y11"}))
SIXTH_FORM = Profile("school_11_18", frozenset({"Y11", "Y13"}))
NOT_KNOWN = Answer(AnswerState.NOT_KNOWN)
NOT_APPLICABLE = Answer(AnswerState.NOT_APPLICABLE, reason="We have none.")


def answered(value):
    return Answer(AnswerState.ANSWERED, value)


def benchmark(edition, answers, profile=SCHOOL):
    return score(edition, profile, answers).benchmark("1")


@pytest.mark.parametrize(
    ("quarters", "areas", "shown"),
    [
        (44, 17, 64),  # 11 of 17: published reports cut 64.7 off
        (64, 18, 88),  # 16 of 18
        (68, 17, 100),
        (60, 16, 93),  # 15 of 16 in quarter steps
        (52, 16, 81),
        (40, 16, 62),
        (36, 11, 81),
        (40, 11, 90),
        (16, 5, 80),
        (88, 24, 91),  # 22 of 24
    ],
)
def test_score_is_cut_off_as_in_published_reports(edition_of_areas, quarters, areas, shown):
    answers = {}
    for number in range(1, areas + 1):
        step = min(4, quarters)
        quarters -= step
        answers[str(number)] = answered(f"q{step}")
    standing = benchmark(edition_of_areas(areas), answers)
    assert (standing.score_low, standing.score_high) == (shown, shown)
    assert standing.status is (Status.ACHIEVED if shown == 100 else Status.IN_PROGRESS)


def test_open_question_makes_bounds_and_is_counted_as_unanswered(edition_of_areas):
    standing = score(edition_of_areas(4), SCHOOL, {str(n): answered("q4") for n in (1, 2, 3)})
    only = standing.benchmark("1")
    assert (only.score_low, only.score_high, only.status) == (75, 100, Status.NOT_KNOWN)
    assert (standing.unanswered, standing.achieved_low, standing.achieved_high) == (1, 0, 1)


def test_not_known_leaves_in_progress_when_the_best_case_would_not_do(edition_of_areas):
    standing = benchmark(edition_of_areas(3), {"1": answered("q2"), "2": NOT_KNOWN, "3": answered("q4")})
    assert standing.status is Status.IN_PROGRESS
    assert (standing.score_low, standing.score_high) == (50, 83)


def test_nothing_earned_is_not_achieved_and_nothing_known_is_not_known(edition_of_areas):
    edition = edition_of_areas(2)
    assert benchmark(edition, {"1": answered("q0"), "2": answered("q0")}).status is Status.NOT_ACHIEVED
    assert benchmark(edition, {}).status is Status.NOT_KNOWN
    assert benchmark(edition, {"1": answered("q0"), "2": NOT_KNOWN}).status is Status.NOT_KNOWN


def test_not_applicable_leaves_the_sum(edition_of_areas):
    standing = benchmark(edition_of_areas(3), {"1": answered("q4"), "2": answered("q4"), "3": NOT_APPLICABLE})
    assert (standing.sum.of, standing.not_applicable, standing.status) == (2, 1, Status.ACHIEVED)


def test_all_not_applicable_is_not_applicable_and_has_no_score(edition_of_areas):
    standing = score(edition_of_areas(1), SCHOOL, {"1": NOT_APPLICABLE})
    assert standing.benchmark("1").status is Status.NOT_APPLICABLE
    assert standing.benchmark("1").score_low is None
    assert standing.assessable == 0


CHECKLIST = """
- id: "1"
  criteria: "1.a"
  text: Made up.
  kind: checklist
  scale: quarters
  areas: {areas}
  status: inferred
  lines:
    - {{id: a, text: One, status: inferred}}
    - {{id: b, text: Two, status: inferred}}
    - {{id: c, text: Three, needs_years: [Y13], status: inferred}}
"""


def test_each_line_of_a_checklist_can_be_an_area(edition_asking):
    edition = edition_asking(CHECKLIST.format(areas="each_line"))
    standing = benchmark(edition, {"1": answered({"a": "q4", "b": "q0", "c": "q4"})}, SIXTH_FORM)
    assert (standing.sum.of, standing.score_low) == (3, 66)


def test_line_for_a_year_the_school_lacks_leaves_the_sum(edition_asking):
    edition = edition_asking(CHECKLIST.format(areas="each_line"))
    assert benchmark(edition, {"1": answered({"a": "q4", "b": "q4"})}).status is Status.ACHIEVED


def test_line_stays_while_the_years_are_not_known(edition_asking):
    edition = edition_asking(CHECKLIST.format(areas="each_line"))
    standing = benchmark(edition, {"1": answered({"a": "q4", "b": "q4"})}, Profile("school_11_16"))
    assert (standing.sum.of, standing.status) == (3, Status.NOT_KNOWN)


def test_checklist_as_one_area_earns_the_mean_of_its_lines(edition_asking):
    edition = edition_asking(CHECKLIST.format(areas="one"))
    standing = benchmark(edition, {"1": answered({"a": "q4", "b": "not_known"})})
    assert (standing.sum.of, standing.sum.low, standing.sum.high) == (1, Fraction(1, 2), 1)


def test_not_applicable_line_leaves_the_mean(edition_asking):
    edition = edition_asking(CHECKLIST.format(areas="one"))
    assert benchmark(edition, {"1": answered({"a": "q4", "b": "not_applicable"})}).status is Status.ACHIEVED


def test_matrix_line_earns_the_mean_of_its_cells(edition_asking):
    edition = edition_asking(
        """
        - id: "1"
          criteria: "1.a"
          text: Made up.
          kind: matrix
          scale: quarters
          areas: one
          status: inferred
          lines:
            - {id: english, text: English, status: inferred}
            - {id: maths, text: Maths, status: inferred}
          columns:
            - {id: Y11, text: Year 11, status: inferred}
            - {id: Y13, text: Year 13, needs_years: [Y13], status: inferred}
        """
    )
    cells = {"english": {"Y11": "q4", "Y13": "q0"}, "maths": {"Y11": "q2", "Y13": "q2"}}
    assert benchmark(edition, {"1": answered(cells)}, SIXTH_FORM).score_low == 50
    assert benchmark(edition, {"1": answered(cells)}, SCHOOL).score_low == 75


FOLLOW_UP = """
- {{id: "1", criteria: "1.a", text: On the website?, kind: choice, scale: quarters, areas: one, status: inferred}}
- id: "1.1"
  criteria: "1.a"
  inside: "1"
  text: Easy to find?
  kind: choice
  scale: quarters
  areas: one
  asked_when: {{question: "1", answers: [q4], otherwise: {otherwise}}}
  status: inferred
"""


@pytest.mark.parametrize(("otherwise", "of", "shown"), [("no_credit", 2, 25), ("leaves_sum", 1, 50)])
def test_follow_up_that_is_not_asked_earns_nothing_or_leaves_the_sum(edition_asking, otherwise, of, shown):
    edition = edition_asking(FOLLOW_UP.format(otherwise=otherwise))
    standing = benchmark(edition, {"1": answered("q2")})
    assert (standing.sum.of, standing.score_low, standing.score_high) == (of, shown, shown)


@pytest.mark.parametrize("otherwise", ["no_credit", "leaves_sum"])
def test_follow_up_of_an_open_question_is_not_known(edition_asking, otherwise):
    edition = edition_asking(FOLLOW_UP.format(otherwise=otherwise))
    standing = benchmark(edition, {"1": NOT_KNOWN})
    assert (standing.score_low, standing.score_high, standing.status) == (0, 100, Status.NOT_KNOWN)


def test_unscored_question_makes_its_criterion_unscored(edition_asking):
    edition = edition_asking(
        '- {id: "1", criteria: "1.a", text: Made up., kind: words, areas: none, status: inferred}'
    )
    standing = score(edition, SCHOOL, {"1": answered("Something")})
    assert standing.criteria[0].status is Status.UNSCORED
    assert standing.assessable == 0


def test_edition_without_scores_has_states_only(edition_of_areas):
    edition = edition_of_areas(2)
    scored = edition.policies.scored.model_copy(update={"allowed": False})
    edition = edition.model_copy(update={"policies": edition.policies.model_copy(update={"scored": scored})})
    standing = benchmark(edition, {"1": answered("q2"), "2": answered("q4")})
    assert (standing.score_low, standing.status) == (None, Status.IN_PROGRESS)

"""Questions and lines that hang on other answers."""

import pytest

from trigpoint.engine.scoring.answers import Answer, AnswerState
from trigpoint.engine.scoring.areas import AreaState
from trigpoint.engine.scoring.asking import is_complete
from trigpoint.engine.scoring.profile import Profile
from trigpoint.engine.scoring.standing import score
from trigpoint.engine.vocabulary.standings import Status

SCHOOL = Profile("school_11_16", frozenset({"Y11"}))
SIXTH_FORM = Profile("school_11_18", frozenset({"Y11", "Y13"}))
NOT_KNOWN = Answer(AnswerState.NOT_KNOWN)
NOT_APPLICABLE = Answer(AnswerState.NOT_APPLICABLE, reason="We have none.")


def answered(value):
    return Answer(AnswerState.ANSWERED, value)


def bounds(edition, answers, profile=SCHOOL):
    standing = score(edition, profile, answers).benchmark("1")
    return standing.sum.of, standing.score_low, standing.score_high


CHAIN = """
- {{id: "1", criteria: "1.a", text: First?, kind: choice, scale: quarters, areas: one, {years} status: inferred}}
- id: "2"
  criteria: "1.a"
  text: Second?
  kind: choice
  scale: quarters
  areas: one
  asked_when: {{question: "1", answers: [q4], otherwise: {second}}}
  status: inferred
- id: "3"
  criteria: "1.a"
  text: Third?
  kind: choice
  scale: quarters
  areas: one
  asked_when: {{question: "2", answers: [q4], otherwise: {third}}}
  status: inferred
"""


@pytest.fixture
def chain(edition_asking):
    def build(second="no_credit", third="no_credit", years=""):
        return edition_asking(CHAIN.format(second=second, third=third, years=years))

    return build


def test_whole_chain_is_asked_when_each_condition_holds(chain):
    answers = {"1": answered("q4"), "2": answered("q4"), "3": answered("q2")}
    assert bounds(chain(), answers) == (3, 83, 83)


def test_what_follows_a_question_that_is_not_asked_earns_nothing_by_its_own_rule(chain):
    assert bounds(chain(), {"1": answered("q2")}) == (3, 16, 16)
    assert bounds(chain(third="leaves_sum"), {"1": answered("q2")}) == (2, 25, 25)


def test_what_follows_a_question_that_left_the_sum_leaves_it_too(chain):
    assert bounds(chain(second="leaves_sum"), {"1": answered("q2")}) == (1, 50, 50)


def test_stale_answer_to_a_question_that_is_no_longer_asked_does_not_count(chain):
    assert bounds(chain(), {"1": answered("q0"), "2": answered("q4"), "3": answered("q4")}) == (3, 0, 0)


def test_what_hangs_on_something_not_applicable_is_not_applicable(chain):
    standing = score(chain(), SCHOOL, {"1": NOT_APPLICABLE}).benchmark("1")
    assert (standing.status, standing.sum.of, standing.not_applicable) == (Status.NOT_APPLICABLE, 0, 3)


def test_what_hangs_on_a_question_for_years_the_school_lacks_is_not_applicable(chain):
    standing = score(chain(years="needs_years: [Y13],"), SCHOOL, {}).benchmark("1")
    assert standing.status is Status.NOT_APPLICABLE


@pytest.mark.parametrize("first", [{}, {"1": NOT_KNOWN}])
def test_what_hangs_on_an_open_answer_is_not_known_however_it_was_answered(chain, first):
    standing = score(chain(), SCHOOL, first | {"2": answered("q4"), "3": answered("q4")}).benchmark("1")
    assert [area.state for area in standing.areas][1:] == [AreaState.NOT_KNOWN] * 2
    assert (standing.score_low, standing.score_high) == (0, 100)


ON_LINES = """
- id: "1"
  criteria: "1.a"
  text: For whom?
  kind: checklist
  scale: quarters
  areas: each_line
  status: inferred
  lines:
    - {{id: a, text: One, status: inferred}}
    - id: b
      text: Two
      asked_when: {{question: "1", line: a, answers: [q4], otherwise: {otherwise}}}
      status: inferred
- id: "2"
  criteria: "1.a"
  text: And then?
  kind: choice
  scale: quarters
  areas: one
  asked_when: {{question: "1", {line} answers: [q4], otherwise: no_credit}}
  status: inferred
"""


@pytest.fixture
def on_lines(edition_asking):
    def build(otherwise="no_credit", line=""):
        return edition_asking(ON_LINES.format(otherwise=otherwise, line=line))

    return build


@pytest.mark.parametrize(
    ("otherwise", "given", "expected"),
    [
        ("no_credit", {"a": "q4", "b": "q2"}, (3, 83, 83)),
        ("no_credit", {"a": "q2", "b": "q4"}, (3, 16, 16)),  # what b says no longer counts
        ("leaves_sum", {"a": "q2", "b": "q4"}, (2, 25, 25)),
        ("no_credit", {"a": "not_known", "b": "q4"}, (3, 0, 100)),
        ("no_credit", {"b": "q4"}, (3, 0, 100)),
        ("no_credit", {"a": "not_applicable"}, (0, None, None)),
    ],
)
def test_line_may_hang_on_an_earlier_line(on_lines, otherwise, given, expected):
    answers = {"1": answered(given), "2": answered("q4")}
    assert bounds(on_lines(otherwise), answers) == expected


def test_condition_without_a_line_holds_when_any_line_says_so(on_lines):
    answers = {"1": answered({"a": "q4", "b": "q0"}), "2": answered("q4")}
    assert bounds(on_lines(), answers) == (3, 66, 66)


def test_condition_on_a_line_is_open_while_that_line_is_unanswered(on_lines):
    answers = {"1": answered({"a": "q4"}), "2": answered("q4")}
    assert bounds(on_lines(line="line: b,"), answers) == (3, 33, 100)


def test_line_that_is_not_asked_is_not_waited_for(on_lines):
    question = on_lines().question("1")
    assert is_complete(question, answered({"a": "q2"}), SCHOOL)
    assert not is_complete(question, answered({"a": "q4"}), SCHOOL)


def test_criterion_for_years_the_school_lacks_is_not_applicable_though_its_question_is_asked(edition_asking):
    edition = edition_asking(
        '- {id: "1", criteria: ["1.a", "1.b"], text: Both?, kind: choice, scale: quarters, areas: one, '
        "status: inferred}",
        criteria='- {id: "1.b", text: Later., evidence: attested, needs_years: [Y13], status: inferred}',
    )
    statuses = {
        profile.kind: [criterion.status for criterion in score(edition, profile, {}).criteria]
        for profile in (SCHOOL, SIXTH_FORM)
    }
    assert statuses == {
        "school_11_16": [Status.NOT_KNOWN, Status.NOT_APPLICABLE],
        "school_11_18": [Status.NOT_KNOWN, Status.NOT_KNOWN],
    }

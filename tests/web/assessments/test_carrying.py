"""Answers that come along: from last term, and from another edition."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trigpoint.engine.crosswalk.links import Crosswalk
from trigpoint.engine.scoring.answers import Answer, AnswerState
from trigpoint.web.assessments.actions.answers import Entry, save_answers
from trigpoint.web.assessments.actions.drafts import carry_over, copy_answers, start_assessment
from trigpoint.web.assessments.actions.submissions import submit_assessment
from trigpoint.web.assessments.models import Assessment
from trigpoint.web.assessments.queries import carrying

from .conftest import AUTUMN, FULL, SPRING, answer


def start(world, *, as_of=SPRING, edition_id="small-2024", **more):
    return start_assessment(
        institution=world.ash, edition_id=edition_id, as_of=as_of, title="Spring", by=world.alice, **more
    )


def test_copied_answers_say_since_when_they_are_unchanged_until_somebody_looks(client, world, claim):
    spring = start(world, copy_from=claim)
    assert {row.question_id: row.unchanged_since for row in spring.answers.all()} == dict.fromkeys(
        FULL, AUTUMN
    )
    client.force_login(world.bob)
    address = f"/assessments/{spring.pk}/questions/2.1/"
    assert "A figure needs a fresh count." in client.get(address).text
    row = spring.answers.get(question_id="2.1")
    client.post(address, {"answer:2.1": "all", "seen:2.1": f"{row.pk}.{row.version}"})
    row.refresh_from_db()
    assert (row.unchanged_since, row.answered_by) == (None, world.bob)
    assert spring.answers.exclude(unchanged_since=None).count() == len(FULL) - 1


def test_answer_unchanged_over_two_terms_keeps_the_first_date(world, claim):
    spring = start(world, copy_from=claim)
    submit_assessment(assessment=spring, by=world.alice)
    summer = start(world, as_of=date(2026, 7, 31), copy_from=spring)
    assert set(summer.answers.values_list("unchanged_since", flat=True)) == {AUTUMN}


def test_copying_never_overwrites_an_answer(world, claim):
    spring = start(world)
    answer(spring, {"2.1": "none"}, by=world.alice)
    assert copy_answers(assessment=spring, source=claim, by=world.alice) == len(FULL) - 1
    assert spring.answers.get(question_id="2.1").value == "none"


def test_answers_of_another_institution_cannot_be_copied(world, claim):
    elsewhere = start_assessment(
        institution=world.beech, edition_id="small-2024", as_of=SPRING, title="Spring", by=world.alice
    )
    with pytest.raises(ValidationError, match="Only answers to the same questions"):
        copy_answers(assessment=elsewhere, source=claim, by=world.alice)


step = st.sampled_from(["no", "partly", "yes", "not_known", "not_applicable"])
share = st.sampled_from(["none", "few", "all"])
said = st.builds(lambda value: Answer(AnswerState.ANSWERED, value), share)
states = st.sampled_from(
    [Answer(AnswerState.NOT_KNOWN), Answer(AnswerState.NOT_APPLICABLE, None, "We have none")]
)
whole = st.fixed_dictionaries(
    {},
    optional={
        "1.1": st.builds(
            lambda value: Answer(AnswerState.ANSWERED, value), st.sampled_from(["no", "partly", "yes"])
        )
        | states,
        "1.2": st.builds(
            lambda value: Answer(AnswerState.ANSWERED, value),
            st.dictionaries(st.sampled_from(["pupils", "parents"]), step, min_size=1),
        )
        | states,
        "2.1": said | states,
    },
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answers=whole)
def test_copied_and_submitted_unchanged_the_standing_is_the_same(world, answers):
    Assessment.objects.filter(supersedes=None).delete()
    first = start(world, as_of=AUTUMN)
    save_answers(
        assessment=first, entries={key: Entry(value) for key, value in answers.items()}, by=world.alice
    )
    submit_assessment(assessment=first, by=world.alice)
    second = start(world, copy_from=first)
    submit_assessment(assessment=second, by=world.alice)
    assert standing(second) == standing(first)
    for result in first.benchmark_results.exclude(score_low=None):
        assert 0 <= result.score_low <= result.score_high <= 100


def standing(assessment):
    assessment.refresh_from_db()
    results = assessment.benchmark_results.order_by("benchmark_id").values_list(
        "benchmark_id", "status", "earned_low", "earned_high", "areas", "score_low", "score_high"
    )
    criteria = assessment.criterion_results.order_by("criterion_id").values_list("criterion_id", "status")
    return assessment.achieved_low, assessment.achieved_high, list(results), list(criteria)


@pytest.fixture
def crosswalk(monkeypatch):
    """From the small edition to its sister: one answer means the same, one only when it is yes."""
    found = Crosswalk.model_validate(
        {
            "id": "small-to-chosen",
            "from": "small-2024",
            "to": "small-2024-chosen",
            "title": "Small to chosen",
            "status": "inferred",
            "links": [],
            "questions": [
                {"from": "2.1", "to": "2.1", "answers": {"all": "all", "none": "none"}, "status": "inferred"},
                {
                    "from": "1.2",
                    "line": "pupils",
                    "to": "1.2",
                    "to_line": "pupils",
                    "answers": {"yes": "yes"},
                    "status": "inferred",
                },
            ],
        }
    )
    ends = (found.origin, found.target)
    monkeypatch.setattr(carrying, "crosswalk_between", lambda *asked: found if asked == ends else None)


@pytest.fixture
def sister(world):
    return start(
        world, edition_id="small-2024-chosen", chosen_cohort="Pathway B", cohort_reason="They fit best"
    )


def test_carry_over_shows_everything_first_and_writes_nothing(client, world, claim, sister, crosswalk):
    client.force_login(world.alice)
    shown = client.get(f"/assessments/{sister.pk}/carry/?source={claim.pk}").text
    assert "2 answers can be carried" in shown
    assert (
        "7 answers cannot be carried" in shown
    )  # 1.1, its words, a line, four cells in two lines, two numbers
    assert sister.answers.count() == 0


def test_carry_over_takes_what_the_crosswalk_says_and_nothing_else(client, world, claim, sister, crosswalk):
    client.force_login(world.alice)
    client.post(f"/assessments/{sister.pk}/carry/", {"source": claim.pk})
    assert {row.question_id: (row.value, row.carried_from_edition) for row in sister.answers.all()} == {
        "2.1": ("all", "small-2024"),
        "1.2": ({"pupils": "yes"}, "small-2024"),
    }


def test_carry_over_leaves_answers_that_are_there(world, claim, sister, crosswalk):
    answer(sister, {"2.1": "few"}, by=world.alice)
    assert carry_over(assessment=sister, source=claim, by=world.alice) == 1
    assert sister.answers.get(question_id="2.1").value == "few"


def test_carry_over_without_a_crosswalk_is_refused_in_words(client, world, claim, sister):
    client.force_login(world.alice)
    sent = client.post(f"/assessments/{sister.pk}/carry/", {"source": claim.pk})
    assert "no crosswalk joins the two editions" in sent.text
    assert sister.answers.count() == 0

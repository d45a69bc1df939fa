"""Each percentage opens down to its sum: areas, credit, what was cut off, and the answers for who may read them."""

from datetime import date

import pytest
from django.urls import reverse

from trigpoint.engine.scoring.answers import Answer, AnswerState
from trigpoint.jobs.storage.packaged_content import packaged_edition
from trigpoint.web.assessments.actions.answers import Entry, save_answers
from trigpoint.web.assessments.actions.drafts import start_assessment
from trigpoint.web.assessments.actions.submissions import submit_assessment

FULL = {
    "1.1": "yes",
    "1.2": {"governors": "yes", "head": "yes", "senior_team": "yes"},
    "1.3": "yes",
    "1.4": "yes",
    "1.5": "yes",
    "1.6": "yes",
}


def _every_line(number):
    return {line.id: "yes" for line in packaged_edition("gatsby-2024-schools").question(number).lines}


@pytest.fixture
def submitted(world):
    """Ash School submits the answers given; what is not answered is not known."""

    def make(answers):
        draft = start_assessment(
            institution=world.ash,
            edition_id="gatsby-2024-schools",
            as_of=date(2026, 3, 31),
            title="Spring term 2026",
            by=world.alice,
        )
        entries = {
            question: Entry(Answer(AnswerState.ANSWERED, value)) for question, value in answers.items()
        }
        save_answers(assessment=draft, entries=entries, by=world.alice)
        return submit_assessment(assessment=draft, by=world.alice)

    return make


@pytest.fixture
def read(client, world, words):
    def get(by, number="1", institution=None):
        client.force_login(by)
        return words(client.get(reverse("benchmark", args=[(institution or world.ash).pk, number])))

    return get


def test_seven_of_eight_is_cut_off_to_87(world, submitted, read):
    everybody = {number: _every_line(number) for number in ("1.7.1", "1.8")}
    submitted(FULL | {"1.7": "yes", "1.6": "no"} | everybody)
    text = read(world.alice)
    assert "7 of 8 = 87.5, cut off to 87" in text
    assert "Achieved at 100." in text


def test_what_is_not_answered_makes_a_range(world, submitted, read):
    submitted(FULL)
    text = read(world.alice)
    assert "6 to 8 of 8 = 75 to 100 75 to 100" in text
    assert "unanswered" in text


def test_the_hub_reads_the_submitted_answers_too(world, submitted, read):
    submitted(FULL)
    assert "Is there a named careers leader who has been trained for the role? Yes" in read(world.hana)


def test_a_result_from_another_system_has_no_sum(world, claim, read):
    claim(world.ash, {"1": 64}, edition="gatsby-2014-schools", origin="elsewhere", source_name="Compass")
    text = read(world.alice)
    assert "there is no sum to show" in text


def test_a_college_opens_to_its_sites(world, claim, read):
    for name, score in (("North site", 100), ("South site", 75)):
        site = world.ash.sites.create(name=name)
        claim(world.ash, {"1": score}, site=site)
    claim(world.ash, {"1": "in_progress"}, origin="rolled_up")
    text = read(world.alice)
    assert "North site 100 Achieved South site 75 In progress Ash School In progress" in text


def test_hong_kong_opens_to_states_without_credit(world, claim, hong_kong, read):
    claim(hong_kong, {"1": "in_progress"}, edition="hkbm-schools")
    text = read(world.hana, "1", hong_kong)
    assert "Credit earned" not in text
    assert "Score" not in text


@pytest.mark.parametrize("number", ["0", "nine"])
def test_a_benchmark_that_the_edition_has_not_is_not_found(client, world, claim, number):
    claim(world.ash, {})
    client.force_login(world.alice)
    assert client.get(reverse("benchmark", args=[world.ash.pk, number])).status_code == 404


def test_an_outsider_is_refused(client, world, claim):
    claim(world.ash, {})
    client.force_login(world.olga)
    assert client.get(reverse("benchmark", args=[world.ash.pk, "1"])).status_code == 403


def test_what_would_move_us_most_names_the_shortest_steps(client, world, submitted, words):
    everybody = {number: _every_line(number) for number in ("1.7.1", "1.8")}
    submitted(FULL | {"1.7": "yes", "1.6": "no"} | everybody)
    client.force_login(world.alice)
    response = client.get(reverse("institution", args=[world.ash.pk]))
    unanswered, cut_short, *_others = response.context["moves"]
    assert [(step.question.id, step.need) for step in unanswered.steps] == [("6.1", "answer")]
    found = (cut_short.benchmark.id, cut_short.score, cut_short.short, cut_short.of)
    assert found == ("1", (87, 87), 1, 8)
    assert [(step.question.id, step.need, step.enough.id) for step in cut_short.steps] == [
        ("1.6", "work", "yes")
    ]
    assert "87, of 100 1 of 8 areas is short" in words(response)


def test_a_site_shows_its_claim_and_no_other_reading(world, claim, read):
    made = claim(world.ash, {"1": 75}, site=world.ash.sites.create(name="North site"))
    claimed = made.benchmark_results.get(benchmark_id="1")
    made.benchmark_results.filter(pk=claimed.pk).update(reading="reviewed", status="achieved")
    claimed.pk = None
    claimed.save(force_insert=True)
    claim(world.ash, {"1": "in_progress"}, origin="rolled_up")
    assert "North site 75 In progress" in read(world.alice)


def test_a_benchmark_that_awaits_its_text_is_unscored_and_not_unknown(client, world, claim, hong_kong):
    claim(hong_kong, {"1": "achieved"}, edition="hkbm-schools")
    client.force_login(world.hana)
    assert client.get(reverse("benchmark", args=[hong_kong.pk, "3"])).context["status"] == "unscored"

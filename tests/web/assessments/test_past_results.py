"""Results from elsewhere."""

import pytest

from trigpoint.web.assessments.models import Assessment


def enter(client, institution, **sent):
    usual = {"as_of": "2024-07-31", "title": "Summer term 2024", "source_name": "Compass"}
    return client.post(f"/institutions/{institution.pk}/assessments/past/?edition=small-2024", usual | sent)


def test_pasted_numbers_stand_in_the_history_as_claimed_from_there(client, world):
    client.force_login(world.alice)
    enter(client, world.ash, pasted="100%, 64")
    entered = Assessment.objects.get()
    assert (entered.origin, entered.state, entered.achieved_low, entered.assessable) == (
        "elsewhere",
        "submitted",
        1,
        2,
    )
    assert list(
        entered.benchmark_results.values_list("benchmark_id", "status", "score_low", "score_high")
    ) == [
        ("1", "achieved", 100, 100),
        ("2", "in_progress", 64, 64),
    ]
    assert "Claimed, from Compass" in client.get(f"/institutions/{world.ash.pk}/assessments/").text


def test_typed_numbers_with_one_left_out_are_not_known_and_zero_is_not_achieved(client, world):
    client.force_login(world.alice)
    enter(client, world.ash, percent_2="0")
    entered = Assessment.objects.get()
    assert dict(entered.benchmark_results.values_list("benchmark_id", "status")) == {
        "1": "not_known",
        "2": "not_achieved",
    }
    assert (entered.achieved_low, entered.achieved_high) == (0, 1)


@pytest.mark.parametrize(
    ("pasted", "error"),
    [
        ("100", "There are 1 values; there should be 2, one for each benchmark."),
        ("100 64 3", "There are 3 values; there should be 2, one for each benchmark."),
        ("100 101", "Value 2, “101”, is not a whole number from 0 to 100."),
        ("achieved 64", "Value 1, “achieved”, is not a whole number from 0 to 100."),
        ("64.7 12", "Value 1, “64.7”, is not a whole number from 0 to 100."),
    ],
)
def test_bad_paste_is_told_by_place_and_kept(client, world, pasted, error):
    client.force_login(world.alice)
    shown = enter(client, world.ash, pasted=pasted).text
    assert error in shown
    assert f">\n{pasted}</textarea>" in shown
    assert not Assessment.objects.exists()


def test_question_mark_is_not_known(client, world):
    client.force_login(world.alice)
    enter(client, world.ash, pasted="? 100")
    assert Assessment.objects.get().benchmark_results.get(benchmark_id="1").status == "not_known"


def test_entering_again_supersedes_and_withdrawing_takes_out(client, world):
    client.force_login(world.alice)
    enter(client, world.ash, pasted="100 64")
    enter(client, world.ash, pasted="100 100")
    first, second = Assessment.objects.order_by("version")
    assert (first.state, second.state, second.achieved_low) == ("superseded", "submitted", 2)
    client.post(f"/assessments/{second.pk}/withdraw/")
    assert "Claimed, from Compass" not in client.get(f"/institutions/{world.ash.pk}/assessments/").text


def test_answered_assessment_cannot_be_withdrawn(client, world, claim):
    client.force_login(world.alice)
    client.post(f"/assessments/{claim.pk}/withdraw/")
    claim.refresh_from_db()
    assert claim.state == "submitted"


@pytest.mark.parametrize("who", ["bob", "olga", "hana"])
def test_others_enter_nothing(client, world, who):
    client.force_login(getattr(world, who))
    assert enter(client, world.ash, pasted="100 64").status_code == 403

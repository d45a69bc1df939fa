"""A college with two sites."""

import pytest

from trigpoint.web.assessments.actions.drafts import start_assessment
from trigpoint.web.assessments.actions.submissions import revise_assessment, submit_assessment
from trigpoint.web.assessments.models import Assessment
from trigpoint.web.organisations.models import Site

from .conftest import AUTUMN, FULL, answer


@pytest.fixture
def sites(world):
    return [Site.objects.create(institution=world.ash, name=name) for name in ("North", "South")]


def submit(world, site, **other):
    draft = start_assessment(
        institution=world.ash,
        site=site,
        edition_id="small-2024",
        as_of=AUTUMN,
        title="Autumn",
        by=world.alice,
    )
    answer(draft, FULL | other, by=world.alice)
    return submit_assessment(assessment=draft, by=world.alice)


def rolled_up():
    return Assessment.objects.filter(origin="rolled_up").order_by("version")


def statuses(assessment):
    return dict(assessment.benchmark_results.values_list("benchmark_id", "status"))


def test_roll_up_stays_a_draft_until_every_site_has_submitted(world, sites):
    submit(world, sites[0])
    together = rolled_up().get()
    assert (together.state, together.achieved_low, together.achieved_high) == ("draft", 0, 2)
    assert statuses(together) == {"1": "not_known", "2": "not_known", "3": "unscored"}


def test_together_achieved_only_where_every_site_achieves(world, sites):
    submit(world, sites[0])
    submit(world, sites[1], **{"2.1": "few"})
    together = rolled_up().get()
    assert (together.state, together.achieved_low, together.achieved_high) == ("submitted", 1, 1)
    assert statuses(together) == {"1": "achieved", "2": "in_progress", "3": "unscored"}


def test_correction_of_a_site_supersedes_the_roll_up(world, sites):
    claims = [submit(world, sites[0]), submit(world, sites[1], **{"2.1": "few"})]
    new = revise_assessment(assessment=claims[1], by=world.alice)
    answer(new, {"2.1": "all"}, by=world.alice)
    submit_assessment(assessment=new, by=world.alice)
    old, together = rolled_up()
    assert (old.state, old.achieved_low) == ("superseded", 1)
    assert (together.state, together.achieved_low) == ("submitted", 2)


def test_page_shows_the_sites_side_by_side(client, world, sites):
    submit(world, sites[0])
    client.force_login(world.hana)
    shown = client.get(f"/institutions/{world.ash.pk}/assessments/sites/").text
    assert "Together: 0 to 2 of 2 benchmarks achieved." in shown
    assert shown.count("North") == 1
    assert "South" in shown


def test_page_gives_one_figure_once_every_site_is_in(client, world, sites):
    submit(world, sites[0])
    submit(world, sites[1], **{"2.1": "few"})
    client.force_login(world.hana)
    shown = client.get(f"/institutions/{world.ash.pk}/assessments/sites/").text
    assert "Together: 1 of 2 benchmarks achieved." in shown


def test_roll_up_has_nothing_to_answer(client, world, sites):
    submit(world, sites[0])
    client.force_login(world.alice)
    together = rolled_up().get()
    assert client.get(f"/assessments/{together.pk}/").status_code == 200
    sent = client.post(f"/assessments/{together.pk}/questions/2.1/", {"answer:2.1": "all"})
    assert (sent.status_code, together.answers.count()) == (409, 0)

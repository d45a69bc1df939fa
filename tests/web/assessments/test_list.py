"""An institution's assessments on one page."""

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from trigpoint.web.assessments.actions.campaigns import open_campaign
from trigpoint.web.assessments.actions.drafts import start_assessment
from trigpoint.web.assessments.models import Assessment


def address(institution):
    return f"/institutions/{institution.pk}/assessments/"


def start(world, month, **more):
    return start_assessment(
        institution=world.ash,
        edition_id="small-2024",
        as_of=date(2026, month, 28),
        title=f"Month {month}",
        by=world.alice,
        **more,
    )


def test_careers_leader_goes_on_with_the_draft(client, world, draft):
    client.force_login(world.alice)
    shown = client.get(address(world.ash)).text
    assert "Go on with Autumn term 2025" in shown


def test_hub_sees_the_list_without_drafts(client, world, draft):
    client.force_login(world.hana)
    shown = client.get(address(world.ash))
    assert (shown.status_code, "Autumn term 2025" in shown.text) == (200, False)


def test_outsider_sees_no_list(client, world):
    client.force_login(world.olga)
    assert client.get(address(world.ash)).status_code == 403


def test_campaign_of_the_hub_is_what_a_new_assessment_answers(client, world):
    campaign = open_campaign(
        hub=world.hub,
        title="Asked by the hub",
        opens_on=date(2020, 1, 1),
        due_on=date(2099, 12, 1),
        as_of=date(2099, 12, 31),
        editions=["small-2024"],
        by=world.hana,
    )
    client.force_login(world.alice)
    form = client.get(f"{address(world.ash)}start/").text
    assert 'value="Asked by the hub"' in form
    assert 'value="2099-12-31"' in form
    client.post(
        f"{address(world.ash)}start/",
        {"title": "Asked by the hub", "as_of": "2099-12-31", "edition_id": "small-2024"},
    )
    assert Assessment.objects.get().campaign == campaign


def test_institution_whose_kind_is_not_known_is_told_why_nothing_can_start(client, world):
    world.ash.kind = ""
    world.ash.save()
    client.force_login(world.alice)
    assert (
        "It is not known what kind of institution this is." in client.get(f"{address(world.ash)}start/").text
    )


def test_queries_do_not_grow_with_the_assessments(client, world, django_assert_num_queries):
    client.force_login(world.alice)
    start(world, 1)
    client.get(address(world.ash))
    with CaptureQueriesContext(connection) as one:
        client.get(address(world.ash))
    start(world, 2)
    start(world, 3)
    with django_assert_num_queries(len(one)):
        client.get(address(world.ash))

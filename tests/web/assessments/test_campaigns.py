"""A hub's campaign is moved, closed and opened again; what was submitted stays."""

from datetime import timedelta

import pytest
from django.utils import timezone

from trigpoint.web.assessments.actions.campaigns import open_campaign
from trigpoint.web.assessments.queries.campaigns import open_campaign_for
from trigpoint.web.audit.models import Event


@pytest.fixture
def campaign(world):
    today = timezone.localdate()
    return open_campaign(
        hub=world.hub,
        title="Autumn",
        opens_on=today,
        due_on=today + timedelta(days=9),
        as_of=today,
        editions=["small-2024"],
        by=world.hana,
    )


def change(client, campaign, **sent):
    return client.post(f"/campaigns/{campaign.pk}/change/", sent, follow=True).content.decode()


def events_of(campaign):
    found = Event.objects.filter(subject_id=str(campaign.pk), action__startswith="campaigns.").order_by("pk")
    return [(event.action, event.details) for event in found][1:]  # without the opening


def test_due_date_is_moved_and_the_event_names_the_former_one(client, world, campaign):
    client.force_login(world.hana)
    before, wanted = campaign.due_on, campaign.due_on + timedelta(days=7)
    for _ in range(2):  # the button pressed twice
        assert "Saved." in change(client, campaign, do="date", due_on=wanted.isoformat())
    campaign.refresh_from_db()
    assert campaign.due_on == wanted
    assert events_of(campaign) == [("campaigns.move_due_date", {"from": str(before), "to": str(wanted)})]


@pytest.mark.parametrize("days", [-1, None])
def test_due_date_before_the_opening_or_none_at_all_changes_nothing(client, world, campaign, days):
    client.force_login(world.hana)
    wanted = "" if days is None else (campaign.opens_on + timedelta(days=days)).isoformat()
    page = change(client, campaign, do="date", due_on=wanted)
    assert "must be a day on or after the opening. Nothing was changed." in page
    assert events_of(campaign) == []


def test_closed_campaign_asks_nobody_until_it_is_opened_again(client, world, campaign):
    client.force_login(world.hana)
    today = timezone.localdate()
    assert open_campaign_for(world.ash, today=today) == campaign
    for _ in range(2):
        change(client, campaign, do="close")
    assert open_campaign_for(world.ash, today=today) is None
    for _ in range(2):
        change(client, campaign, do="reopen")
    assert open_campaign_for(world.ash, today=today) == campaign
    assert [action for action, _ in events_of(campaign)] == ["campaigns.close", "campaigns.reopen"]


def test_careers_leader_changes_no_campaign(client, world, campaign):
    client.force_login(world.alice)
    assert client.post(f"/campaigns/{campaign.pk}/change/", {"do": "close"}).status_code in (403, 404)
    assert events_of(campaign) == []

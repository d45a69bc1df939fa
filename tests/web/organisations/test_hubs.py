"""A hub lead says whom the hub is for, who joins, and when the hub reads where everybody stands."""

from datetime import date

import pytest
from django.urls import reverse

from trigpoint.web.audit.models import Event
from trigpoint.web.organisations.actions import hubs
from trigpoint.web.organisations.models import Hub, Identifier, Institution, Membership, RoleKind

TODAY = date(2026, 11, 23)


@pytest.fixture
def lead(client, world):
    client.force_login(world.hana)
    return client


@pytest.fixture
def hazel(world):
    school = Institution.objects.create(
        name="Hazel School", jurisdiction="england", kind="school_11_16", state="open", postcode="NE1 4ST"
    )
    Identifier.objects.create(institution=school, scheme="urn", value="123456")
    return school


def test_new_hub_starts_with_the_snapshot_dates_of_its_jurisdiction(world):
    hub = hubs.form_hub(
        name="West Hub", slug="west", jurisdiction="england", kind="careers", since=TODAY, by=world.hana
    )
    assert [(d.month, d.day) for d in hub.snapshot_dates.all()] == [(3, 31), (7, 31), (12, 31)]
    assert Event.objects.get(action="hubs.form").hub_id == hub.pk


def test_lead_finds_a_school_by_its_number_and_makes_it_a_member(lead, world, hazel):
    found = lead.get(reverse("hub-members-add", args=["north"]), {"words": "123456"})
    assert "Hazel School" in found.content.decode()
    lead.post(reverse("hub-members-eligible", args=["north"]), {"institution": [hazel.pk], "join": "1"})
    membership = Membership.objects.get(hub=world.hub, institution=hazel)
    assert membership.joined_on is not None


def test_pasted_numbers_that_nobody_has_are_named_and_the_others_added(lead, world, hazel):
    page = lead.post(
        reverse("hub-members-eligible", args=["north"]), {"numbers": "123456\n999999, 888888"}, follow=True
    )
    assert "999999, 888888" in page.content.decode()
    assert Membership.objects.filter(hub=world.hub, institution=hazel, joined_on=None).exists()


def test_school_of_another_jurisdiction_is_not_found(lead, world):
    Institution.objects.create(name="Hazel College", jurisdiction="hong-kong", state="open")
    page = lead.get(reverse("hub-members-add", args=["north"]), {"words": "Hazel"})
    assert "Hazel College" not in page.content.decode()


def test_member_that_leaves_stays_eligible(world):
    membership = Membership.objects.get(hub=world.hub, institution=world.beech)
    hubs.leave(membership=membership, on=TODAY, by=world.hana)
    assert world.hub.memberships.filter(institution=world.beech, left_on=TODAY).exists()


def test_member_that_joined_is_not_removed(world):
    membership = Membership.objects.get(hub=world.hub, institution=world.beech)
    with pytest.raises(ValueError, match="let it leave"):
        hubs.remove_eligible(membership=membership, by=world.hana)


def test_coordinator_of_another_hub_is_refused(world):
    stranger = world.person(RoleKind.COORDINATOR, hub=world.other_hub).roles.get()
    membership = Membership.objects.get(hub=world.hub, institution=world.beech)
    with pytest.raises(ValueError, match="does not coordinate"):
        hubs.give_to_coordinator(membership=membership, coordinator=stranger, by=world.hana)


def test_leaving_before_joining_is_refused_with_a_reason(lead, world):
    membership = Membership.objects.get(hub=world.hub, institution=world.beech)
    address = reverse("hub-member", args=["north", membership.pk])
    page = lead.post(address, {"joined_on": "2026-09-01", "left_on": "2026-08-01"})
    assert "It cannot leave before it joined." in page.content.decode()


def test_calendar_with_a_line_that_is_no_date_is_refused_and_kept(lead, world):
    page = lead.post(
        reverse("hub-settings", args=["north"]), {"form": "calendar", "dates": "31.12. Autumn\nEaster"}
    )
    text = page.content.decode()
    assert "Line 2 is not a date" in text
    assert "Easter" in text
    assert not world.hub.snapshot_dates.exists()


def test_only_an_administrator_forms_a_hub(client, world):
    client.force_login(world.hana)
    assert client.get(reverse("hub-new")).status_code == 403
    client.force_login(world.person(RoleKind.ADMINISTRATOR))
    form = {
        "name": "West",
        "slug": "west",
        "jurisdiction": "england",
        "kind": "careers",
        "languages": ["en-gb"],
    }
    client.post(reverse("hub-new"), form)
    assert Hub.objects.filter(slug="west").exists()


@pytest.mark.parametrize("count", [1, 3, 40])
def test_members_page_asks_the_database_as_often_for_40_as_for_1(
    lead, world, django_assert_max_num_queries, count
):
    schools = [Institution(name=f"School {n}", jurisdiction="england", state="open") for n in range(count)]
    hubs.make_eligible(
        hub=world.hub, institutions=Institution.objects.bulk_create(schools), since=TODAY, by=world.hana
    )
    with django_assert_max_num_queries(9):
        assert lead.get(reverse("hub-members", args=["north"])).status_code == 200

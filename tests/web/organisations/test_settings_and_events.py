"""What an institution sets for itself, and the list of events that it alone reads."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from trigpoint.web.audit.models import Event
from trigpoint.web.organisations.actions.institutions import (
    add_site,
    close_site,
    set_registered_contact,
    set_signature_required,
)
from trigpoint.web.organisations.models import RoleKind, Site


def settings_of(institution):
    return reverse("institution-settings", args=[institution.pk])


def events_of(institution):
    return reverse("institution-events", args=[institution.pk])


def test_a_careers_leader_asks_for_a_signature(client, world):
    client.force_login(world.alice)
    client.post(settings_of(world.ash), {"part": "signature", "signature-required": "on"})
    world.ash.refresh_from_db()
    assert world.ash.signature_required is True


def test_a_colleague_changes_no_settings(client, world):
    client.force_login(world.bob)
    assert client.get(settings_of(world.ash)).status_code == 403


def test_the_hub_changes_no_settings(client, world):
    client.force_login(world.hana)
    assert client.post(settings_of(world.ash), {"part": "signature"}).status_code == 403


def test_the_registered_contact_is_recorded_with_what_it_was(client, world):
    client.force_login(world.alice)
    client.post(settings_of(world.ash), {"part": "contact", "contact-email": "Office@ash.example"})
    event = Event.objects.get(action="organisations.set_registered_contact")
    assert event.details == {"before": "", "after": "office@ash.example"}


def test_a_wrong_address_leaves_the_other_parts_of_the_page_alone(client, world):
    client.force_login(world.alice)
    page = client.post(settings_of(world.ash), {"part": "contact", "contact-email": "office"})
    forms = page.context["forms"]
    assert [name for name, form in forms.items() if form.is_bound] == ["contact"]


def test_year_groups_that_are_all_unticked_are_not_known(client, world):
    client.force_login(world.alice)
    client.post(settings_of(world.ash), {"part": "years"})
    world.ash.refresh_from_db()
    assert world.ash.year_groups is None


def test_a_site_closes_and_opens_again(world):
    site = add_site(by=world.alice, institution=world.ash, name="North site", kind=Site.Kind.SITE)
    close_site(by=world.alice, site=site)
    again = add_site(by=world.alice, institution=world.ash, name="North site", kind=Site.Kind.SITE)
    assert (again.pk, again.closed_on) == (site.pk, None)


def test_two_sites_of_one_name_are_refused(world):
    add_site(by=world.alice, institution=world.ash, name="North site", kind=Site.Kind.SITE)
    with pytest.raises(ValidationError, match="of this name already"):
        add_site(by=world.alice, institution=world.ash, name="North site", kind=Site.Kind.SITE)


def test_a_site_of_another_institution_is_not_closed(client, world):
    site = add_site(by=world.olga, institution=world.far, name="Far site", kind=Site.Kind.SITE)
    client.force_login(world.alice)
    assert client.post(reverse("site-close", args=[world.far.pk, site.pk])).status_code == 403


@pytest.mark.parametrize("kind", [RoleKind.CAREERS_LEADER, RoleKind.HEAD, RoleKind.GOVERNOR])
def test_who_answers_for_an_institution_reads_its_events(client, world, kind):
    set_signature_required(by=world.alice, institution=world.ash, required=True)
    client.force_login(world.person(kind, institution=world.ash))
    assert b"changed who signs" in client.get(events_of(world.ash)).content


def test_nobody_else_reads_the_events_of_an_institution(client, world):
    for user in (world.bob, world.olga, world.hana, world.person(RoleKind.ADMINISTRATOR)):
        client.force_login(user)
        assert client.get(events_of(world.ash)).status_code == 403


def test_events_of_other_institutions_are_not_in_the_list(client, world):
    set_signature_required(by=world.olga, institution=world.far, required=True)
    client.force_login(world.alice)
    assert list(client.get(events_of(world.ash)).context["page"]) == []


def test_events_are_filtered_by_what_and_who(client, world):
    set_signature_required(by=world.alice, institution=world.ash, required=True)
    add_site(by=world.bob, institution=world.ash, name="North site", kind=Site.Kind.SITE)
    client.force_login(world.alice)
    found = client.get(events_of(world.ash), {"action": "organisations.add_site", "who": "colleague"})
    assert [event.action for event in found.context["page"]] == ["organisations.add_site"]


def test_a_hub_lead_reads_the_events_of_the_hub(client, world):
    client.force_login(world.hana)
    client.post(
        reverse("hub-people", args=["north"]),
        {"kind": RoleKind.COORDINATOR, "name": "Cole", "email": "cole@north.example"},
    )
    page = client.get(reverse("hub-events", args=["north"]))
    assert [event.action for event in page.context["page"]] == ["organisations.invite"]


@pytest.mark.parametrize("more", [1, 3])
def test_the_list_of_events_takes_the_same_number_of_queries(client, world, django_assert_num_queries, more):
    for required in range(more):
        set_signature_required(by=world.alice, institution=world.ash, required=bool(required))
    client.force_login(world.alice)
    client.get(events_of(world.ash))
    with django_assert_num_queries(7):
        client.get(events_of(world.ash))


def test_the_former_contact_and_the_heads_are_told_of_a_new_one(
    world, mailoutbox, django_capture_on_commit_callbacks
):
    world.ash.registered_contact = "office@ash.example"
    world.ash.save()
    head = world.person(RoleKind.HEAD, institution=world.ash)
    with django_capture_on_commit_callbacks(execute=True):
        set_registered_contact(by=world.alice, institution=world.ash, email="new@ash.example")
    assert sorted(letter.to[0] for letter in mailoutbox) == sorted([head.email, "office@ash.example"])
    assert "new@ash.example" in mailoutbox[0].body

"""An institution without careers leader gets its account back through its own contact, never through the hub."""

from datetime import timedelta

import pytest
import time_machine
from django.core import signing
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from trigpoint.web.organisations.actions.handover import SALT, name_careers_leader, read_claim
from trigpoint.web.organisations.actions.roles import end_role, give_role
from trigpoint.web.organisations.models import Invitation, Role, RoleKind

OFFICE = "office@ash.example"


@pytest.fixture
def orphan(world):
    """Ash School after its only careers leader has left."""
    world.ash.registered_contact = OFFICE
    world.ash.save()
    end_role(by=world.alice, role=Role.objects.get(user=world.alice))
    return world.ash


def link_for(institution, email=OFFICE):
    token = signing.dumps({"institution": institution.pk, "email": email}, salt=SALT)
    return reverse("claim", args=[token])


def ask(client, institution):
    return client.post(reverse("institution-handover", args=[institution.pk]), follow=True)


def test_the_hub_asks_and_the_institution_gets_the_letter(
    client, world, orphan, mailoutbox, django_capture_on_commit_callbacks
):
    client.force_login(world.hana)
    with django_capture_on_commit_callbacks(execute=True):
        page = ask(client, orphan)
    assert [letter.to for letter in mailoutbox] == [[OFFICE]]
    assert b"/account/claim/" not in page.content


def test_the_hub_never_gets_the_letter_even_as_registered_contact(
    client, world, orphan, mailoutbox, django_capture_on_commit_callbacks
):
    orphan.registered_contact = world.hana.email
    orphan.save()
    client.force_login(world.hana)
    with django_capture_on_commit_callbacks(execute=True):
        page = ask(client, orphan)
    assert mailoutbox == []
    assert b"No letter was sent" in page.content


def test_no_letter_is_asked_for_while_there_is_a_careers_leader(client, world):
    world.alice  # noqa: B018  (made on first use)
    client.force_login(world.hana)
    assert b"has a careers leader" in ask(client, world.ash).content


def test_another_hub_asks_for_nothing(client, world, orphan):
    client.force_login(world.person(RoleKind.HUB_LEAD, hub=world.other_hub))
    assert ask(client, orphan).status_code == 403


def test_the_registered_contact_names_the_next_careers_leader(client, orphan):
    client.post(link_for(orphan), {"name": "Cara", "email": "cara@ash.example"})
    offer = Invitation.objects.get()
    assert (offer.kind, offer.institution, offer.email) == ("careers_leader", orphan, "cara@ash.example")


def test_staff_of_the_hub_cannot_be_named(client, world, orphan):
    page = client.post(link_for(orphan), {"name": "Hana", "email": world.hana.email})
    assert b"Staff of a hub cannot take over" in page.content
    assert Invitation.objects.count() == 0


def test_staff_of_the_hub_cannot_use_the_link(client, world, orphan):
    client.force_login(world.hana)
    form = {"name": "Cara", "email": "cara@ash.example"}
    assert client.post(link_for(orphan), form).status_code == 403
    with pytest.raises(ValidationError, match="Staff of a hub"):
        name_careers_leader(claim=read_claim(link_for(orphan).split("/")[-2]), by=world.hana, **form)


def test_the_link_stops_once_there_is_a_careers_leader(client, world, orphan):
    give_role(by=world.bob, user=world.bob, kind=RoleKind.CAREERS_LEADER, institution=orphan)
    page = client.get(link_for(orphan))
    assert (page.status_code, b"has done its work" in page.content) == (410, True)


def test_the_link_stops_when_its_holder_no_longer_answers_for_the_institution(client, orphan):
    page = client.get(link_for(orphan, "former@ash.example"))
    assert (page.status_code, b"no longer answers" in page.content) == (410, True)


def test_the_link_expires(client, orphan):
    address = link_for(orphan)
    with time_machine.travel(timezone.now() + timedelta(days=15), tick=False):
        page = client.get(address)
    assert (page.status_code, b"has expired" in page.content) == (410, True)

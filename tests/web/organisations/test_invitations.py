"""What the link in an invitation opens, for whom, and for how long."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from trigpoint.web.accounts.actions import create_account
from trigpoint.web.accounts.models import User
from trigpoint.web.audit.models import Event
from trigpoint.web.organisations.actions.invitations import (
    accept_invitation,
    invitation_token,
    invite,
    join_by_email,
    join_by_invitation,
    revoke_invitation,
)
from trigpoint.web.organisations.models import Role, RoleKind

PASSWORD = "three plain words"


@pytest.fixture
def offer(world):
    place = {"institution": world.ash}
    return invite(by=world.alice, kind=RoleKind.HEAD, name="Hal", email="hal@ash.example", **place)


@pytest.fixture
def link(offer):
    return reverse("invitation", args=[invitation_token(offer)])


def test_a_newcomer_chooses_a_password_and_is_in(client, offer, link):
    answer = client.post(link, {"name": "Hal Ash", "password": PASSWORD})
    hal = User.objects.get(email="hal@ash.example")
    assert (answer.headers["Location"], client.session["_auth_user_id"]) == ("/", str(hal.pk))
    assert (hal.name, hal.check_password(PASSWORD)) == ("Hal Ash", True)
    assert Role.objects.get(user=hal).institution == offer.institution
    assert hal.emailaddress_set.get().verified


def test_the_name_from_the_invitation_stands_in_the_form(client, link):
    assert client.get(link).context["form"].initial == {"name": "Hal"}


@pytest.mark.parametrize("password", ["short", "password1234", "hal@ash.example"])
def test_a_poor_password_is_refused_and_nothing_is_made(client, link, password):
    page = client.post(link, {"name": "Hal", "password": password})
    assert page.context["form"].errors["password"]
    assert not User.objects.filter(email="hal@ash.example").exists()


def test_somebody_with_an_account_signs_in_first(client, link):
    create_account(email="hal@ash.example", name="Hal", password=PASSWORD)
    page = client.get(link)
    assert f"{reverse('account_login')}?next={link}" in page.content.decode().replace("%3A", ":")


def test_posting_a_password_does_not_take_over_an_account(client, link):
    hal = create_account(email="hal@ash.example", name="Hal", password=PASSWORD)
    client.post(link, {"name": "Thief", "password": "another plain phrase"})
    hal.refresh_from_db()
    assert (hal.name, hal.check_password(PASSWORD), "_auth_user_id" in client.session) == ("Hal", True, False)


def test_the_invited_person_accepts_when_signed_in(client, offer, link):
    hal = create_account(email="hal@ash.example", name="Hal", password=PASSWORD)
    client.force_login(hal)
    client.post(link)
    assert Role.objects.get(user=hal).kind == RoleKind.HEAD


def test_somebody_else_who_is_signed_in_cannot_accept(client, world, offer, link):
    client.force_login(world.olga)
    assert client.get(link).status_code == 403
    client.post(link)
    assert not Role.objects.filter(kind=RoleKind.HEAD).exists()


def test_the_action_itself_refuses_the_wrong_person(world, offer):
    with pytest.raises(ValidationError, match="This invitation is for hal@ash.example"):
        accept_invitation(by=world.olga, invitation=offer)


def test_an_expired_link_says_so(client, offer, link):
    offer.expires_at = timezone.now() - timedelta(seconds=1)
    offer.save()
    page = client.post(link, {"name": "Hal", "password": PASSWORD})
    assert (page.status_code, b"has expired" in page.content) == (410, True)
    assert not User.objects.filter(email="hal@ash.example").exists()


def test_a_link_that_was_taken_back_says_so(client, world, offer, link):
    revoke_invitation(by=world.alice, invitation=offer)
    assert b"was taken back" in client.get(link).content


def test_a_link_works_once(client, link):
    client.post(link, {"name": "Hal", "password": PASSWORD})
    client.logout()
    assert b"has been accepted" in client.get(link).content


def test_a_second_click_makes_no_second_account(offer):
    join_by_invitation(invitation=offer, name="Hal", password=PASSWORD)
    with pytest.raises(ValidationError, match="has been accepted"):
        join_by_invitation(invitation=offer, name="Hal", password=PASSWORD)
    assert User.objects.filter(email="hal@ash.example").count() == 1


def test_a_link_that_was_cut_off_says_so(client, link):
    page = client.get(link[:-6] + "/")
    assert (page.status_code, b"is not complete" in page.content) == (410, True)


def test_an_accepted_invitation_cannot_be_taken_back(client, world, offer, link):
    client.post(link, {"name": "Hal", "password": PASSWORD})
    offer.refresh_from_db()
    with pytest.raises(ValidationError, match="End the role instead"):
        revoke_invitation(by=world.alice, invitation=offer)


def test_accepting_writes_what_happened(client, world, link):
    client.post(link, {"name": "Hal", "password": PASSWORD})
    names = (
        Event.objects.filter(actor__email="hal@ash.example").order_by("pk").values_list("action", flat=True)
    )
    assert list(names) == [
        "accounts.create",
        "organisations.give_role",
        "organisations.accept_invitation",
        "accounts.sign_in",
    ]


def test_all_open_invitations_of_a_verified_address_are_accepted_together(world, offer):
    invite(by=world.olga, kind=RoleKind.GOVERNOR, name="Hal", email="hal@ash.example", institution=world.far)
    user = join_by_email(email="Hal@ash.example")
    assert sorted(Role.objects.filter(user=user).values_list("kind", flat=True)) == ["governor", "head"]


def test_a_verified_address_with_an_account_accepts_nothing_by_itself(world, offer):
    create_account(email="hal@ash.example", name="Hal", password=None)
    assert join_by_email(email="hal@ash.example") is None

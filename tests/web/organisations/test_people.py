"""Who has which role where, and who may invite whom."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from trigpoint.web.accounts.models import User
from trigpoint.web.organisations.actions.roles import give_role
from trigpoint.web.organisations.models import Group, Invitation, Role, RoleKind


@pytest.fixture
def letters(db, mailoutbox):
    return mailoutbox


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Letters leave when a transaction is through: `with committed(): …` lets them."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def people(institution):
    return reverse("institution-people", args=[institution.pk])


def role_of(user):
    return Role.objects.get(user=user)


def administrator(world):
    return world.person(RoleKind.ADMINISTRATOR)


def invite_colleague(client, world, committed, **changed):
    form = {"kind": RoleKind.COLLEAGUE, "name": "Cara", "email": "Cara@ash.example", **changed}
    with committed():
        return client.post(people(world.ash), form)


def test_a_careers_leader_invites_a_colleague_by_letter(client, world, committed, letters):
    client.force_login(world.alice)
    invite_colleague(client, world, committed)
    offer = Invitation.objects.get()
    assert (offer.email, offer.kind, offer.institution) == ("cara@ash.example", "colleague", world.ash)
    assert letters[0].to == ["cara@ash.example"]
    assert letters[0].subject == "Invitation: Colleague, Ash School"
    assert re.search(r"http://127.0.0.1:8000/account/invitation/\S+/", letters[0].body)


def test_no_letter_leaves_when_the_change_fails(client, world, letters):
    client.force_login(world.alice)
    client.post(people(world.ash), {"kind": RoleKind.COLLEAGUE, "name": "Cara", "email": "not an address"})
    assert (Invitation.objects.count(), len(letters)) == (0, 0)


def test_a_colleague_sees_the_people_but_invites_nobody(client, world, committed):
    client.force_login(world.bob)
    assert b"Invite somebody" not in client.get(people(world.ash)).content
    assert invite_colleague(client, world, committed).status_code == 403


@pytest.mark.parametrize("who", ["olga", "trust"])
def test_the_people_of_an_institution_are_closed_to_outsiders(client, world, who):
    user = world.olga if who == "olga" else world.person(RoleKind.TRUST_LEAD, group=world.ash.group)
    client.force_login(user)
    assert client.get(people(world.ash)).status_code == 403


def test_who_has_the_role_already_is_not_invited_again(client, world, committed):
    client.force_login(world.alice)
    page = invite_colleague(client, world, committed, email=world.bob.email)
    assert b"has this role already" in page.content
    assert Invitation.objects.count() == 0


def test_a_second_invitation_replaces_the_first(client, world, committed):
    client.force_login(world.alice)
    invite_colleague(client, world, committed)
    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        invite_colleague(client, world, committed)
    assert [offer.revoked_at is None for offer in Invitation.objects.order_by("pk")] == [False, True]


def test_an_invitation_is_taken_back_on_the_page(client, world, committed):
    client.force_login(world.alice)
    invite_colleague(client, world, committed)
    client.post(reverse("invitation-revoke", args=[Invitation.objects.get().pk]))
    assert Invitation.objects.get().revoked_at is not None


def test_an_invitation_of_another_institution_cannot_be_taken_back(client, world, committed):
    client.force_login(world.alice)
    invite_colleague(client, world, committed)
    client.force_login(world.olga)
    answer = client.post(reverse("invitation-revoke", args=[Invitation.objects.get().pk]))
    assert answer.status_code == 403


def test_an_expired_invitation_can_be_sent_again(client, world, committed, letters):
    client.force_login(world.alice)
    invite_colleague(client, world, committed)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=1))
    with committed():
        client.post(reverse("invitation-send", args=[Invitation.objects.get().pk]))
    assert len(letters) == 2
    assert Invitation.objects.filter(revoked_at=None).get().expires_at > timezone.now()


def test_the_hub_starts_an_account_with_its_first_careers_leader(client, world, committed):
    client.force_login(world.hana)
    page = client.get(people(world.beech))
    assert list(dict(page.context["form"].fields["kind"].choices)) == ["careers_leader"]
    form = {"kind": RoleKind.CAREERS_LEADER, "name": "Bea", "email": "bea@beech.example"}
    client.post(people(world.beech), form)
    assert Invitation.objects.get().institution == world.beech


def test_the_hub_cannot_start_an_account_with_its_own_staff(client, world):
    client.force_login(world.hana)
    form = {"kind": RoleKind.CAREERS_LEADER, "name": "Hana", "email": world.hana.email}
    assert b"Staff of a hub cannot hold the account" in client.post(people(world.beech), form).content
    assert Invitation.objects.count() == 0


def test_the_hub_cannot_invite_where_somebody_has_led_careers(client, world):
    world.alice  # noqa: B018  (made on first use)
    client.force_login(world.hana)
    form = {"kind": RoleKind.CAREERS_LEADER, "name": "Cara", "email": "cara@ash.example"}
    assert client.post(people(world.ash), form).status_code == 403


def test_an_administrator_invites_a_trust_lead_by_the_code_of_the_trust(client, world):
    client.force_login(administrator(world))
    form = {"kind": RoleKind.TRUST_LEAD, "place": "t1", "name": "Tess", "email": "tess@elm.example"}
    client.post(reverse("service-people"), form)
    assert Invitation.objects.get().group == Group.objects.get(code="T1")


@pytest.mark.parametrize(
    ("kind", "place", "said"),
    [
        (RoleKind.TRUST_LEAD, "", "Enter the code or the exact name"),
        (RoleKind.TRUST_LEAD, "T9", "none of this code or name"),
        (RoleKind.ADMINISTRATOR, "T1", "An administrator has no place"),
    ],
)
def test_a_place_that_does_not_fit_the_role_is_explained(client, world, kind, place, said):
    client.force_login(administrator(world))
    form = {"kind": kind, "place": place, "name": "Tess", "email": "tess@elm.example"}
    assert said in client.post(reverse("service-people"), form).content.decode()


def test_only_administrators_see_the_people_of_the_service(client, world):
    client.force_login(world.hana)
    assert client.get(reverse("service-people")).status_code == 403


def test_a_hub_lead_invites_a_coordinator(client, world):
    client.force_login(world.hana)
    form = {"kind": RoleKind.COORDINATOR, "name": "Cole", "email": "cole@north.example"}
    client.post(reverse("hub-people", args=["north"]), form)
    assert Invitation.objects.get().hub == world.hub


def test_a_coordinator_invites_nobody_to_the_hub(client, world):
    client.force_login(world.person(RoleKind.COORDINATOR, hub=world.hub))
    form = {"kind": RoleKind.HUB_LEAD, "name": "Cole", "email": "cole@north.example"}
    assert client.post(reverse("hub-people", args=["north"]), form).status_code == 403


@pytest.mark.parametrize("more", [1, 3])
def test_the_list_of_people_takes_the_same_number_of_queries(client, world, django_assert_num_queries, more):
    for number in range(more):
        user = User.objects.create_user(f"p{number}@ash.example", f"P{number}")
        give_role(by=world.alice, user=user, kind=RoleKind.COLLEAGUE, institution=world.ash)
        offer = {
            "kind": RoleKind.HEAD,
            "name": "N",
            "email": f"n{number}@ash.example",
            "institution": world.ash,
        }
        Invitation.objects.create(expires_at=timezone.now() + timedelta(days=1), **offer)
    client.force_login(world.alice)
    client.get(people(world.ash))
    with django_assert_num_queries(10):
        client.get(people(world.ash))


def test_more_invitations_than_fit_a_page_are_all_reached(client, world):
    ends = timezone.now() + timedelta(days=1)
    offers = [
        Invitation(
            expires_at=ends, kind=RoleKind.HEAD, name="N", email=f"n{n}@ash.example", institution=world.ash
        )
        for n in range(51)
    ]
    Invitation.objects.bulk_create(offers)
    client.force_login(world.alice)
    counts = [len(client.get(people(world.ash), {"open": n}).context["invitations"]) for n in (1, 2)]
    assert counts == [50, 1]

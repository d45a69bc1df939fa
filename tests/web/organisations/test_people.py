"""Who has which role: inviting, ending, leaving, and what happens when the last one goes."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import reverse
from django.utils import timezone

from trigpoint.web.accounts.models import User
from trigpoint.web.audit.models import Event
from trigpoint.web.organisations.actions.roles import end_role, give_role
from trigpoint.web.organisations.models import Group, Invitation, Role, RoleKind
from trigpoint.web.organisations.queries.roles import holds


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


def test_an_ended_role_opens_nothing_from_that_moment(client, world):
    end_role(by=world.alice, role=role_of(world.bob))
    client.force_login(world.bob)
    assert client.get(people(world.ash)).status_code == 403


def test_a_role_given_again_opens_again(world):
    end_role(by=world.alice, role=role_of(world.bob))
    give_role(by=world.alice, user=world.bob, kind=RoleKind.COLLEAGUE, institution=world.ash)
    assert holds(User.objects.get(pk=world.bob.pk), {RoleKind.COLLEAGUE}, institution_id=world.ash.pk)


def test_ending_a_role_twice_writes_one_event(world):
    role = role_of(world.bob)
    end_role(by=world.alice, role=role)
    end_role(by=world.alice, role=role)
    assert Event.objects.filter(action="organisations.end_role").count() == 1


def test_a_colleague_leaves_by_a_page_that_says_what_it_means(client, world):
    client.force_login(world.bob)
    address = reverse("role-end", args=[role_of(world.bob).pk])
    assert b"Access ends at once" in client.get(address).content
    assert client.post(address, {"why": "New post"}).headers["Location"] == reverse("account")
    event = Event.objects.get(action="organisations.end_role")
    assert (event.why, event.actor, event.institution_id) == ("New post", world.bob, world.ash.pk)


def test_a_colleague_ends_nobody_elses_role(client, world):
    client.force_login(world.bob)
    assert client.post(reverse("role-end", args=[role_of(world.alice).pk])).status_code == 403


def test_a_hub_lead_ends_no_role_at_an_institution(client, world):
    client.force_login(world.hana)
    assert client.post(reverse("role-end", args=[role_of(world.alice).pk])).status_code == 403


def test_the_last_careers_leader_may_leave_and_the_institution_is_written_to(world, committed, letters):
    world.ash.registered_contact = "office@ash.example"
    world.ash.save()
    head = world.person(RoleKind.HEAD, institution=world.ash)
    with committed():
        end_role(by=world.alice, role=role_of(world.alice))
    assert sorted(letter.to[0] for letter in letters) == sorted([head.email, "office@ash.example"])
    assert "/account/claim/" in letters[0].body


def test_one_careers_leader_of_two_leaves_without_a_letter(world, committed, letters):
    second = User.objects.create_user("second@ash.example", "Second")
    give_role(by=world.alice, user=second, kind=RoleKind.CAREERS_LEADER, institution=world.ash)
    with committed():
        end_role(by=world.alice, role=role_of(world.alice))
    assert letters == []


def test_the_page_warns_the_last_careers_leader(client, world):
    client.force_login(world.alice)
    page = client.get(reverse("role-end", args=[role_of(world.alice).pk]))
    assert b"This is the only careers leader here" in page.content
    assert b"No registered contact and no head is known" in page.content


def test_the_only_administrator_stays(client, world):
    role = role_of(administrator(world))
    client.force_login(administrator(world))
    assert b"This is the only administrator" in client.get(reverse("role-end", args=[role.pk])).content
    client.post(reverse("role-end", args=[role.pk]))
    role.refresh_from_db()
    assert role.until is None


def test_an_administrator_goes_once_there_is_another(world):
    second = User.objects.create_user("second@service.example", "Second")
    give_role(by=administrator(world), user=second, kind=RoleKind.ADMINISTRATOR)
    ended = end_role(by=administrator(world), role=role_of(administrator(world)))
    assert ended.until is not None


def test_an_administrator_who_cannot_sign_in_does_not_count(world):
    gone = User.objects.create_user("gone@service.example", "Gone", is_active=False)
    give_role(by=administrator(world), user=gone, kind=RoleKind.ADMINISTRATOR)
    with pytest.raises(ValidationError, match="only administrator"):
        end_role(by=administrator(world), role=role_of(administrator(world)))


def test_the_console_makes_an_administrator(db, capsys):
    call_command("make_administrator", "root@service.example", "--name", "Root")
    user = User.objects.get(email="root@service.example")
    assert holds(user, {RoleKind.ADMINISTRATOR})
    assert "is administrator" in capsys.readouterr().out


def test_the_console_asks_for_the_name_of_somebody_unknown(db):
    with pytest.raises(CommandError, match="--name"):
        call_command("make_administrator", "root@service.example")


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
    with django_assert_num_queries(9):
        client.get(people(world.ash))

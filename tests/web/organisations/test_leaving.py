"""Ending a role and leaving one, and what happens when the last one goes."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import reverse

from trigpoint.web.accounts.models import User
from trigpoint.web.audit.models import Event
from trigpoint.web.organisations.actions.roles import end_role, give_role
from trigpoint.web.organisations.models import Role, RoleKind
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

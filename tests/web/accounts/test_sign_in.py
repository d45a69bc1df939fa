"""Signing in by password, too many failures, forgotten passwords, and what the account page changes."""

import re

import pytest
from django.core.cache import cache
from django.urls import reverse

from trigpoint.web.accounts.actions import create_account
from trigpoint.web.audit.models import Event

PASSWORD = "three plain words"


@pytest.fixture(autouse=True)
def fresh_limits():
    """Rate limits live in the cache, which outlives a test."""
    cache.clear()


@pytest.fixture
def ann(db):
    return create_account(email="ann@ash.example", name="Ann", password=PASSWORD)


def sign_in(client, password=PASSWORD, email="ann@ash.example"):
    return client.post(reverse("account_login"), {"login": email, "password": password})


def test_the_right_password_signs_in_and_is_recorded(client, ann):
    assert sign_in(client).headers["Location"] == "/"
    assert client.get(reverse("account")).status_code == 200
    assert Event.objects.filter(action="accounts.sign_in", actor=ann).count() == 1


def test_the_address_may_be_written_in_capitals(client, ann):
    assert sign_in(client, email="Ann@Ash.Example").status_code == 302


def test_a_wrong_password_says_the_same_for_known_and_unknown_addresses(client, ann):
    known = sign_in(client, "wrong")
    unknown = sign_in(client, "wrong", "nobody@ash.example")
    assert known.context["form"].non_field_errors() == unknown.context["form"].non_field_errors()


def test_the_sixth_wrong_password_is_told_to_wait(client, ann):
    for _attempt in range(5):
        sign_in(client, "wrong")
    assert "Too many failed login attempts" in str(sign_in(client).context["form"].non_field_errors())


def test_a_staff_room_behind_one_address_is_not_locked_out(client, db):
    for number in range(40):
        create_account(email=f"t{number}@ash.example", name="T", password=PASSWORD)
    answers = {
        sign_in(client.__class__(), email=f"t{number}@ash.example").status_code for number in range(40)
    }
    assert answers == {302}


def test_a_forgotten_password_looks_the_same_for_known_and_unknown_addresses(client, ann, mailoutbox):
    answers = [
        client.post(reverse("account_reset_password"), {"email": email}).headers["Location"]
        for email in ("ann@ash.example", "nobody@ash.example")
    ]
    assert answers[0] == answers[1]
    assert [letter.to for letter in mailoutbox] == [["ann@ash.example"]]


def test_nobody_signs_up_without_an_invitation(client, db):
    page = client.get(reverse("account_signup"))
    assert b"Accounts come from invitations" in page.content
    form = {"email": "new@ash.example", "password1": PASSWORD, "password2": PASSWORD}
    assert b"Accounts come from invitations" in client.post(reverse("account_signup"), form).content


def test_the_stored_language_follows_to_a_new_device(client, ann):
    ann.language = "cy"
    ann.save()
    answer = sign_in(client)
    assert answer.cookies["django_language"].value == "cy"


def test_the_language_chosen_on_a_device_wins_over_the_stored_one(client, ann):
    ann.language = "cy"
    ann.save()
    client.cookies["django_language"] = "zh-hant"
    assert "django_language" not in sign_in(client).cookies


def test_name_and_language_change_on_the_account_page(client, ann):
    client.force_login(ann)
    client.post(reverse("account"), {"name": "Ann Ash", "language": "cy"})
    ann.refresh_from_db()
    assert (ann.name, ann.language) == ("Ann Ash", "cy")
    assert Event.objects.get(action="accounts.update_profile").details == {
        "before": {"name": "Ann", "language": ""}
    }


def test_the_account_page_is_closed_to_visitors(client, db):
    assert client.get(reverse("account")).headers["Location"].startswith(reverse("account_login"))


PAGES = [
    "account_login",
    "account_reset_password",
    "account_reset_password_done",
    "account_signup",
    "account_inactive",
]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", ["en-gb", "cy", "zh-hant"])
def test_pages_before_sign_in_have_the_frame_of_the_service(client, db, name, language):
    client.cookies["django_language"] = language
    page = client.get(reverse(name)).content.decode()
    assert page.count("<main") == 1
    assert page.count("<h1") == 1


MANAGED = [
    "account_email",
    "account_change_password",
    "account_reauthenticate",
    "mfa_index",
    "usersessions_list",
]


@pytest.mark.parametrize("name", MANAGED)
def test_pages_of_the_account_have_the_frame_of_the_service(client, ann, name):
    sign_in(client)
    page = client.get(reverse(name), follow=True).content.decode()
    assert page.count("<main") == 1
    assert page.count("<h1") == 1


def test_the_link_in_the_letter_sets_a_new_password(client, ann, mailoutbox):
    client.post(reverse("account_reset_password"), {"email": "ann@ash.example"})
    assert mailoutbox[0].subject == "Trigpoint: A new password"
    link = re.search(r"https?://[^/]+(/account/password/reset/key/\S+)", mailoutbox[0].body).group(1)
    form = client.get(link, follow=True)
    new = "four quite plain words"
    client.post(form.request["PATH_INFO"], {"password1": new, "password2": new})
    assert sign_in(client, new).status_code == 302
    ann.refresh_from_db()
    assert ann.check_password(new)


def test_a_changed_address_counts_once_it_is_confirmed(client, ann, mailoutbox):
    sign_in(client)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.post(reverse("account_email"), {"email": "Ann@beech.example", "action_add": ""})
    ann.refresh_from_db()
    assert ann.email == "ann@ash.example"
    letter = next(letter for letter in mailoutbox if letter.to == ["ann@beech.example"])
    link = re.search(r"https?://[^/]+(/account/confirm-email/\S+)", letter.body).group(1)
    client.post(link)
    ann.refresh_from_db()
    assert ann.email == "ann@beech.example"

"""Where people land, and the pages that everybody may read."""

import re

import pytest
from django.urls import reverse

from trigpoint.web.organisations.actions.roles import give_role
from trigpoint.web.organisations.models import RoleKind


def test_a_visitor_learns_what_this_is_and_may_sign_in(client, db):
    page = client.get("/")
    assert b"Where every school and college stands" in page.content
    assert reverse("account_login").encode() in page.content


def test_somebody_with_one_role_goes_straight_to_its_place(client, world):
    client.force_login(world.person(RoleKind.ADMINISTRATOR))
    assert client.get("/").headers["Location"] == reverse("service-people")


def test_somebody_with_several_places_chooses(client, world):
    give_role(by=world.olga, user=world.alice, kind=RoleKind.GOVERNOR, institution=world.far)
    client.force_login(world.alice)
    page = client.get("/").content
    assert b"Ash School" in page
    assert b"Far School" in page


def test_somebody_without_a_role_learns_how_to_get_one(client, django_user_model, db):
    client.force_login(django_user_model.objects.create_user("new@ash.example", "New"))
    assert b"You have no role yet" in client.get("/").content


@pytest.mark.parametrize("name", ["accessibility", "privacy", "sources"])
@pytest.mark.parametrize("language", ["en-gb", "cy", "zh-hant"])
def test_everybody_reads_the_text_pages(client, db, name, language):
    client.cookies["django_language"] = language
    assert client.get(reverse("text-page", args=[name])).status_code == 200


def test_there_is_no_other_text_page(client, db):
    assert client.get(reverse("text-page", args=["secrets"])).status_code == 404


def test_everybody_sees_the_components(client, db):
    assert client.get(reverse("components")).status_code == 200


def test_the_navigation_marks_the_current_page(client, world):
    client.force_login(world.alice)
    page = client.get(reverse("institution-people", args=[world.ash.pk])).content.decode()
    address = reverse("institution-people", args=[world.ash.pk])
    assert f'<a href="{address}" aria-current="page">' in page


def test_the_navigation_shows_settings_only_to_who_may_change_them(client, world):
    client.force_login(world.bob)
    page = client.get(reverse("institution-people", args=[world.ash.pk])).content.decode()
    assert reverse("institution-settings", args=[world.ash.pk]) not in page


def test_every_item_of_the_navigation_leads_to_a_page(client, world):
    client.force_login(world.alice)
    page = client.get(reverse("institution-people", args=[world.ash.pk])).content.decode()
    items = re.search(r'<ul class="nav">(.*?)</ul>', page, re.DOTALL).group(1)
    answers = {address: client.get(address).status_code for address in re.findall(r'href="([^"]+)"', items)}
    assert set(answers.values()) == {200}
    assert len(answers) >= 3

"""A hub chooses whether its people read translations that nobody has reviewed yet."""

import pytest
from django.urls import reverse

WELSH_TITLE, ENGLISH_TITLE = "Rhaglen gyrfaoedd sefydlog", "A stable careers programme"


@pytest.fixture
def read(client):
    def read(user=None):
        if user:
            client.force_login(user)
        client.cookies["django_language"] = "cy"
        page = client.get(reverse("edition", args=["gatsby-2024-schools"]), headers={"accept-language": "cy"})
        return page.content.decode()

    return read


def leave_out(*hubs):
    for hub in hubs:
        hub.shows_unreviewed = False
        hub.save()


def test_people_of_a_hub_that_leaves_them_out_read_the_original_marked_with_its_language(world, read):
    leave_out(world.hub)
    page = read(world.alice)
    assert WELSH_TITLE not in page
    assert f'<span lang="en">{ENGLISH_TITLE}</span>' in page
    assert "Ein cyfieithiad ni" not in page


def test_people_of_a_hub_that_shows_them_read_them(world, read):
    page = read(world.alice)
    assert WELSH_TITLE in page
    assert "Ein cyfieithiad ni" in page


def test_another_hubs_choice_is_not_theirs(world, read):
    leave_out(world.other_hub)
    assert WELSH_TITLE in read(world.alice)


def test_hub_staff_follow_their_own_hub(world, read):
    leave_out(world.hub)
    assert WELSH_TITLE not in read(world.hana)


def test_somebody_of_no_hub_reads_them(world, read):
    leave_out(world.hub, world.other_hub)
    assert WELSH_TITLE in read()

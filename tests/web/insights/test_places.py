"""Trusts, areas and networks: the picture by role."""

from datetime import date

import pytest
from django.urls import reverse

from trigpoint.web.organisations.models import Area, Hub, Institution, Membership, Network, RoleKind

ALL = {str(number): 100 for number in range(1, 9)}


def names_on(response):
    return [standing.member.institution.name for standing in response.context["page"].object_list]


def test_a_trust_lead_sees_own_institutions_in_whatever_hub(client, world, claim):
    Institution.objects.filter(pk=world.far.pk).update(group=world.ash.group)
    client.force_login(world.person(RoleKind.TRUST_LEAD, group=world.ash.group))
    response = client.get(reverse("group", args=[world.ash.group_id]))
    assert names_on(response) == ["Ash School", "Far School"]


def test_an_officer_sees_the_institutions_of_the_area_that_can_be_assessed(client, world):
    Institution.objects.create(name="A primary", jurisdiction="england", kind="primary", area=world.ash.area)
    client.force_login(world.person(RoleKind.AUTHORITY_OFFICER, area=world.ash.area))
    response = client.get(reverse("area", args=[world.ash.area_id]))
    assert names_on(response) == ["Ash School", "Beech School"]


@pytest.mark.parametrize("place", ["group", "area", "network"])
def test_another_place_is_refused(client, world, place):
    subject = {"group": world.ash.group, "area": world.ash.area, "network": world.hub.network}[place]
    address = reverse(place, args=[subject.pk])
    for person in (world.alice, world.hana, world.olga):
        client.force_login(person)
        assert client.get(address).status_code == 403
    client.logout()
    assert client.get(address).status_code == 302
    client.force_login(world.person(RoleKind.ADMINISTRATOR))
    assert client.get(address).status_code == 200


@pytest.fixture
def spread(db):
    """A network abroad whose hub is for 440 schools, 110 of which have joined: 6 first, the others a year later."""
    network = Network.objects.create(name="Tsing Ling", jurisdiction="hong-kong")
    hub = Hub.objects.create(name="Tsing", slug="tsing", jurisdiction="hong-kong", network=network)
    values = {"jurisdiction": "hong-kong", "kind": "hk_secondary_school", "state": "open"}
    schools = Institution.objects.bulk_create(
        Institution(name=f"School {number:03}", **values) for number in range(440)
    )
    joined = [date(2024, 9, 1)] * 6 + [date(2025, 9, 1)] * 104 + [None] * 330
    Membership.objects.bulk_create(
        Membership(hub=hub, institution=school, eligible_since=date(2024, 9, 1), joined_on=day)
        for school, day in zip(schools, joined, strict=True)
    )
    return network


def test_a_network_shows_members_over_all_eligible_and_how_it_spread(client, world, spread, words):
    client.force_login(world.person(RoleKind.NATIONAL_VIEWER, network=spread))
    response = client.get(reverse("network", args=[spread.pk]))
    assert "110 of 440 eligible institutions have joined a hub." in words(response)
    [hub] = response.context["hubs"]
    growth = [(reach.on, reach.members, reach.eligible) for reach in hub.growth]
    assert growth[:2] == [(date(2024, 9, 1), 6, 440), (date(2025, 9, 1), 110, 440)]
    assert response.context["compared"] == []
    assert "Results of this edition are not set beside each other." in words(response)


def test_hubs_stand_beside_each_other_where_the_edition_allows_it(client, world, claim, join):
    Hub.objects.filter(pk=world.other_hub.pk).update(network=world.hub.network)
    claim(world.ash, ALL)
    claim(world.far, ALL | {"6": 75})
    client.force_login(world.person(RoleKind.NATIONAL_VIEWER, network=world.hub.network))
    response = client.get(reverse("network", args=[world.hub.network_id]))
    [comparison] = response.context["compared"]
    found = {hub.name: (each.members, each.silent, each.all_of_them.members) for hub, each in comparison.rows}
    assert found == {"Far Hub": (1, 0, 0), "North Hub": (2, 1, 1)}


@pytest.mark.parametrize("number", [1, 3, 9])
def test_a_network_takes_as_many_queries_for_nine_hubs_as_for_one(
    client, world, join, claim, number, django_assert_num_queries
):
    network = Network.objects.create(name="Another", jurisdiction="england")
    for place in range(number):
        hub = Hub.objects.create(
            name=f"Hub {place}", slug=f"h{place}", jurisdiction="england", network=network
        )
        for school in join(number, hub=hub):
            claim(school, ALL)
    client.force_login(world.person(RoleKind.NATIONAL_VIEWER, network=network))
    address = reverse("network", args=[network.pk])
    client.get(address)
    with django_assert_num_queries(7):
        client.get(address)


@pytest.fixture
def abroad(world, hong_kong):
    """The hub of a school of Hong Kong, all with a name in Chinese but for the network."""
    Hub.objects.filter(pk=world.hub.pk).update(name_local="北樞紐", jurisdiction="hong-kong")
    area = Area.objects.create(jurisdiction="hong-kong", code="1", name="Tsing", name_local="青區")
    Institution.objects.filter(pk=hong_kong.pk).update(area=area)
    return hong_kong


@pytest.fixture
def read_in(client, world, claim, abroad):
    """A page about the school abroad, in a language."""
    claim(abroad, {"1": "achieved"}, edition="hkbm-schools")
    client.force_login(world.person(RoleKind.ADMINISTRATOR))

    def get(language, name, *args, **given):
        client.cookies["django_language"] = language
        return client.get(reverse(name, args=args), given, headers={"accept-language": language})

    return get


def places(world, school):
    return [
        ("institution", school.pk),
        ("one-page", school.pk),
        ("benchmark", school.pk, "1"),
        ("hub", world.hub.slug),
        ("hub-stuck", world.hub.slug),
        ("area", Area.objects.get(code="1").pk),
    ]


@pytest.mark.parametrize("number", range(6))
def test_a_chinese_page_calls_places_by_their_chinese_names(read_in, world, abroad, number):
    name, *args = places(world, abroad)[number]
    page = read_in("zh-hant", name, *args).content.decode()
    head = page[: page.index("</h1>")]
    expected = {"area": "青區", "hub": "北樞紐", "hub-stuck": "北樞紐"}.get(name, "青校")
    assert f"<b>{expected}</b>" in head
    title = head[head.index("<title>") : head.index("</title>")]
    assert expected in title
    for english in (">Tsing<", ">North Hub<"):
        assert english not in head


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("zh-hant", '<h1>青校 <span lang="en">Tsing School</span></h1>'),
        ("en-gb", '<h1>Tsing School <span lang="zh-Hant">青校</span></h1>'),
        ("cy", '<h1><span lang="en">Tsing School</span> <span lang="zh-Hant">青校</span></h1>'),
    ],
)
def test_a_school_with_two_names_shows_the_one_of_the_page_first(read_in, abroad, language, expected):
    assert expected in read_in(language, "institution", abroad.pk).content.decode()


def test_a_place_without_a_name_in_the_language_of_the_page_marks_the_one_it_has(read_in, world):
    page = read_in("zh-hant", "network", world.hub.network_id).content.decode()
    assert '<h1><span lang="en">The network</span></h1>' in page
    assert "北樞紐" in page
    assert "North Hub" not in page


def test_a_file_calls_places_as_its_page_does(read_in, world):
    file = read_in("zh-hant", "hub", world.hub.slug, table="matrix", format="csv").content.decode("utf-8-sig")
    assert "青校,青區," in file
    assert "北樞紐" in file

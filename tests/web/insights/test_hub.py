"""The picture of a hub: institutions by benchmarks, sums that drop nobody, and choosing among them."""

from datetime import date

import pytest
from django.urls import reverse

from trigpoint.web.assessments.models import Campaign
from trigpoint.web.organisations.models import Cohort, Membership, RoleKind

ALL = {str(number): 100 for number in range(1, 9)}
AUTUMN, SUMMER_2025 = date(2025, 12, 31), date(2025, 7, 31)


@pytest.fixture
def open_page(client, world):
    """The hub's page as its lead sees it."""

    def get(by=None, **given):
        client.force_login(by or world.hana)
        return client.get(reverse("hub", args=[world.hub.slug]), given)

    return get


def names_on(response):
    return [standing.member.institution.name for standing in response.context["page"].object_list]


def cells_of(response, name):
    rows = [
        row
        for sheet in response.context["many"].sheets
        for section in sheet.sections
        for row in section.rows
        if row.standing.member.institution.name == name
    ]
    return {cell.benchmark.id: cell for cell in rows[0].cells}


def test_the_hub_says_how_many_have_achieved_all_and_who_is_silent(open_page, world, claim, join, words):
    claim(world.ash, ALL)
    claim(world.beech, ALL | {"6": 75})
    join(1)
    text = words(open_page())
    assert "1 of 3 institutions have achieved all their benchmarks. 1 has submitted nothing." in text


def test_institutions_stand_by_name_not_by_result(open_page, world, claim):
    claim(world.beech, ALL)
    claim(world.ash)
    assert names_on(open_page()) == ["Ash School", "Beech School"]
    assert names_on(open_page(sort="achieved")) == [
        "Ash School",
        "Beech School",
    ]  # the edition does not allow it


def test_a_draft_is_nothing_to_the_hub(open_page, world, claim):
    claim(world.ash, ALL, state="draft")
    assert {cell.mark.status for cell in cells_of(open_page(), "Ash School").values()} == {"not_known"}


def test_an_arrow_shows_a_change_of_the_same_school_year(open_page, world, claim, words):
    claim(world.ash, {"6": 50}, as_of=AUTUMN, title="Autumn term 2025")
    claim(world.ash, {"6": 100})
    response = open_page()
    assert cells_of(response, "Ash School")["6"].change == "up"
    assert "Achieved, 100, up since Autumn term 2025" in words(response)


@pytest.mark.parametrize(
    "before",
    [
        {"edition": "gatsby-2014-schools", "as_of": AUTUMN},
        {"as_of": SUMMER_2025},
        {"as_of": AUTUMN, "chosen_cohort": "Year 10"},
    ],
    ids=["another edition", "another school year", "other pupils"],
)
def test_no_arrow_shows_where_nothing_can_be_compared(open_page, world, claim, before):
    claim(world.ash, {"6": 50}, title="Before", **before)
    claim(world.ash, {"6": 100})
    assert not any(cell.has_changed for cell in cells_of(open_page(), "Ash School").values())


def test_the_mean_is_a_range_while_something_is_not_known(open_page, world, claim, join):
    claim(world.ash, ALL)
    claim(world.beech, {"1": 100, "2": (50, 100)})
    join(1)
    join(1, member=False)
    [found] = open_page().context["distributions"]
    assert (found.members, found.eligible, found.silent, found.open_ended, found.outside) == (3, 4, 1, 1, 1)
    assert (found.mean.low, found.mean.high) == (3, 6)  # (8+1+0)/3 and (8+2+8)/3
    assert (found.mean_of_eligible.low, found.mean_of_eligible.high) == (9 / 4, 26 / 4)
    assert {step.achieved: step.members for step in found.steps if step.members} == {8: 1}


def test_where_the_hub_is_stuck_counts_everybody(open_page, world, claim, join):
    claim(world.ash, ALL | {"6": 50})
    claim(world.beech, ALL)
    join(1)
    first = open_page().context["stuck"][0]
    counted = (first.achieved, first.in_progress, first.not_achieved, first.not_known, first.left_out)
    assert first.benchmark.id == "6"
    assert counted == (1, 1, 0, 1, 0)


def test_a_choice_narrows_the_matrix_and_not_the_sums(open_page, world, claim, join):
    cohort = Cohort.objects.create(hub=world.hub, name="Second", since=date(2024, 9, 1))
    Membership.objects.filter(institution=world.beech).update(cohort=cohort)
    response = open_page(cohort=str(cohort.pk))
    assert names_on(response) == ["Beech School"]
    assert [area.members for area in response.context["areas"]] == [2]


@pytest.mark.parametrize(("field", "place"), [("area", "area_id"), ("group", "group_id"), ("kind", "kind")])
def test_the_matrix_narrows_by_place_and_kind(open_page, world, join, field, place):
    join(2, kind="school_11_18")
    wanted = getattr(world.ash, place)
    expected = ["Ash School"] if field == "group" else ["Ash School", "Beech School"]
    assert names_on(open_page(**{field: str(wanted)})) == expected


def test_choosing_a_benchmark_shows_who_is_not_known_to_have_achieved_it(open_page, world, claim, join):
    claim(world.ash, ALL)
    claim(world.beech, ALL | {"6": 75})
    [silent] = join(1)
    assert names_on(open_page(benchmark="6")) == ["Beech School", silent.name]


def test_a_choice_that_nobody_fits_says_so(open_page, words):
    assert "No institution fits what you chose." in words(open_page(area="999"))


def test_letters_that_no_choice_has_are_left_out(open_page, world):
    response = open_page(kind='"><script>')
    assert b"<script>" not in response.content
    assert names_on(response) == ["Ash School", "Beech School"]


def test_sixty_institutions_stand_on_a_page(open_page, join):
    join(61)
    assert len(names_on(open_page())) == 60
    assert len(names_on(open_page(page="2"))) == 3


def test_hong_kong_is_listed_without_sums_or_averages(open_page, world, claim, hong_kong, words):
    claim(hong_kong, {"1": "achieved"}, edition="hkbm-schools")
    response = open_page()
    text = words(response)
    sheets = {sheet.sections[0].edition.id: sheet for sheet in response.context["many"].sheets}
    assert sheets["hkbm-schools"].achieved is None
    assert "hkbm-schools" not in {each.edition.id for each in response.context["distributions"]}
    assert "It is no comparison." in text
    assert cells_of(response, "Tsing School")["3"].mark.status == "unscored"


def test_the_map_places_what_has_a_place_and_counts_the_rest(open_page, world, claim, words):
    world.ash.longitude, world.ash.latitude = -1.6, 54.9
    world.ash.save()
    claim(world.ash, ALL)
    response = open_page()
    assert [point.mark for point in response.context["map"].points] == ["all"]
    assert "The place of 1 institution is not known." in words(response)


def test_a_hub_without_members_says_what_to_do(client, world, words):
    Membership.objects.all().delete()
    client.force_login(world.hana)
    assert "No institutions yet" in words(client.get(reverse("hub", args=[world.hub.slug])))


@pytest.mark.parametrize("name", ["hub", "hub-stuck"])
def test_only_who_works_in_the_hub_or_watches_it_sees_it(client, world, name):
    address = reverse(name, args=[world.hub.slug])
    watcher = world.person(RoleKind.NATIONAL_VIEWER, network=world.hub.network)
    outsiders = [world.alice, world.olga, world.person(RoleKind.HUB_LEAD, hub=world.other_hub)]
    for person, status in [(world.hana, 200), (watcher, 200), *((each, 403) for each in outsiders)]:
        client.force_login(person)
        assert client.get(address).status_code == status
    client.logout()
    assert client.get(address).status_code == 302


@pytest.mark.parametrize("number", [1, 3, 60])
def test_the_matrix_takes_as_many_queries_for_sixty_institutions_as_for_one(
    client, world, claim, join, number, django_assert_num_queries
):
    Membership.objects.all().delete()
    terms = [
        date(year, month, day) for year in (2023, 2024, 2025) for month, day in ((3, 31), (7, 31), (12, 31))
    ]
    for school in join(number):
        for term in terms:
            edition = "gatsby-2024-schools" if term > date(2025, 9, 1) else "gatsby-2014-schools"
            claim(school, {"1": 75}, edition=edition, as_of=term, title=str(term))
    Campaign.objects.create(
        hub=world.hub,
        title="Spring",
        opens_on=date(2026, 1, 5),
        due_on=date(2026, 3, 31),
        as_of=date(2026, 3, 31),
        editions=["gatsby-2024-schools"],
    )
    address = reverse("hub", args=[world.hub.slug])
    client.force_login(world.hana)
    client.get(address)
    with django_assert_num_queries(12):
        assert len(names_on(client.get(address))) == number

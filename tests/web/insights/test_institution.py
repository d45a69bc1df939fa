"""The page of one institution: what it claims, beside last time, its hub and the nation."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from trigpoint.web.assessments.models import Assessment, Campaign
from trigpoint.web.organisations.models import RoleKind

AUTUMN_2024, SUMMER_2025 = date(2024, 12, 31), date(2025, 7, 31)
AUTUMN, SPRING = date(2025, 12, 31), date(2026, 3, 31)
ALL = {str(number): 100 for number in range(1, 9)}


@pytest.fixture
def open_page(client, world):
    """The standing page of Ash School as somebody sees it."""

    def get(by, institution=None, **given):
        client.force_login(by)
        return client.get(reverse("institution", args=[(institution or world.ash).pk]), given)

    return get


def rows_of(response):
    return {row.benchmark.id: row for row in response.context["profile"]}


def test_the_answer_comes_first(open_page, world, claim, words):
    claim(world.ash, ALL | {"6": 75, "7": (50, 100)})
    text = words(open_page(world.alice))
    assert "Claimed: 6 to 7 of 8 benchmarks achieved. 1 is in progress. 1 is not known." in text
    assert "Trigpoint scoring, not the official Compass result" in text


def test_what_nothing_fills_yet_is_not_known_and_never_nought(open_page, world, claim, words):
    claim(world.ash, ALL)
    assert "Recorded Not known No records are kept here yet. Reviewed Not known" in words(
        open_page(world.alice)
    )


def test_a_change_shows_within_one_school_year(open_page, world, claim):
    claim(world.ash, {"1": 62}, as_of=AUTUMN, title="Autumn term 2025")
    claim(world.ash, {"1": 75})
    row = rows_of(open_page(world.alice))["1"]
    assert (row.before.score_low, row.change) == (62, "up")


def test_no_change_shows_across_school_years(open_page, world, claim):
    claim(world.ash, {"1": 62}, as_of=SUMMER_2025, title="Summer term 2025")
    claim(world.ash, {"1": 75})
    row = rows_of(open_page(world.alice))["1"]
    assert (row.before, row.change) == (None, "not_comparable")


def test_no_change_shows_across_editions(open_page, world, claim):
    claim(world.ash, {"1": 62}, edition="gatsby-2014-schools", as_of=AUTUMN, title="Autumn term 2025")
    claim(world.ash, {"1": 75})
    row = rows_of(open_page(world.alice))["1"]
    assert (row.before, row.change) == (None, "not_comparable")


def test_a_check_of_a_duty_in_between_does_not_hide_last_time(open_page, world, claim):
    claim(world.ash, {"1": 62}, as_of=AUTUMN, title="Autumn term 2025")
    claim(world.ash, {}, edition="provider-access-2023", as_of=date(2026, 2, 1), title="Provider access")
    claim(world.ash, {"1": 75})
    row = rows_of(open_page(world.alice))["1"]
    assert (row.before.score_low, row.change) == (62, "up")


def test_both_pages_tell_the_same_change_of_a_college_that_rolls_up_its_sites(
    client, open_page, world, claim
):
    claim(world.ash, {"1": 62}, as_of=AUTUMN, title="Autumn term 2025")
    claim(world.ash, {"1": 75}, origin="rolled_up")
    assert rows_of(open_page(world.alice))["1"].change == "up"
    client.force_login(world.hana)
    [sheet] = client.get(reverse("hub", args=[world.hub.slug])).context["many"].sheets
    assert sheet.sections[0].rows[0].cells[0].change == "up"


def test_no_change_shows_between_what_was_answered_and_what_another_system_reported(open_page, world, claim):
    claim(world.ash, {"1": 62}, as_of=AUTUMN, title="Autumn", origin="elsewhere", source_name="Compass")
    claim(world.ash, {"1": 75})
    assert rows_of(open_page(world.alice))["1"].change == "not_comparable"


def test_a_break_is_drawn_where_the_edition_changes(open_page, world, claim, words):
    old = {"edition": "gatsby-2014-schools", "origin": "elsewhere", "source_name": "Compass"}
    claim(world.ash, ALL, as_of=AUTUMN_2024, title="Autumn term 2024", **old)
    claim(world.ash, ALL, as_of=SUMMER_2025, title="Summer term 2025", **old)
    claim(world.ash, ALL, as_of=SPRING)
    response = open_page(world.alice)
    breaks = [row.claim is None for row in response.context["history"]]
    assert breaks == [False, True, False, False]
    text = words(response)
    assert "as Compass reported it" in text
    assert response.content.count(b'class="break"') == 1


def test_the_hub_mean_keeps_members_that_submitted_nothing(open_page, world, claim, join):
    claim(world.ash, {"1": 80})
    claim(world.beech, {"1": 60})
    [third, _silent] = join(2)
    claim(third, {"1": 100})
    mean = rows_of(open_page(world.alice))["1"].hub
    assert (mean.low, mean.high, mean.known, mean.not_known) == (60, 85, 3, 1)


def test_there_is_no_hub_mean_that_would_give_a_neighbour_away(open_page, world, claim):
    claim(world.ash, {"1": 80})
    claim(world.beech, {"1": 60})
    assert rows_of(open_page(world.alice))["1"].hub is None


def test_the_2024_edition_has_no_national_figure(open_page, world, claim, words):
    claim(world.ash, ALL)
    response = open_page(world.alice)
    assert response.context["comparators"] is None
    assert "No national figure for this edition yet" in words(response)


def test_national_shares_stand_beside_a_claim_of_their_own_edition(open_page, world, claim, words):
    claim(world.ash, ALL, edition="gatsby-2014-schools", as_of=SUMMER_2025, title="Summer term 2025")
    claim(world.ash, ALL)
    response = open_page(world.alice)
    national = response.context["comparators"]
    assert (national.edition.id, national.year) == ("gatsby-2014-schools", "2018/19")
    assert [float(row.share.achieved) for row in national.rows] == [21, 45, 20, 38, 52, 47, 21, 57]
    assert "A share of institutions is not a score, so it has an axis of its own." in words(response)


def test_hong_kong_gives_states_and_no_score(open_page, world, claim, hong_kong, words):
    for school in (hong_kong,):
        claim(school, {"1": "achieved", "2": "in_progress"}, edition="hkbm-schools")
    reader = world.person(RoleKind.CAREERS_LEADER, institution=hong_kong)
    response = open_page(reader, hong_kong)
    text = words(response)
    assert "Claimed: 1 of 9 benchmarks achieved." in text
    assert "1 cannot be assessed yet" in text
    assert b'class="axis"' not in response.content
    assert "Hub average" not in text
    assert "national figure" not in text
    assert not any(row.hub for row in response.context["profile"])
    assert [row.domain_opens for row in response.context["profile"]].count(True) == 3


def test_nothing_submitted_is_said_and_is_no_error(open_page, world, words):
    assert "Nothing has been submitted yet." in words(open_page(world.alice))


def test_a_draft_shows_to_the_institution_alone(open_page, world, claim, words):
    claim(world.ash, ALL)
    Assessment.objects.create(
        institution=world.ash, edition_id="gatsby-2024-schools", title="Summer term", as_of=date(2026, 7, 31)
    )
    assert 'Your assessment "Summer term" is a draft.' in words(open_page(world.alice))
    assert "Summer term" not in words(open_page(world.hana))


def test_the_hub_sees_what_was_submitted_and_others_nothing(open_page, world, claim):
    claim(world.ash, ALL)
    assert open_page(world.hana).status_code == 200
    assert open_page(world.olga).status_code == 403


def test_an_anonymous_visitor_signs_in_first(client, world):
    response = client.get(reverse("institution", args=[world.ash.pk]))
    assert response.status_code == 302
    assert reverse("account_login") in response.headers["Location"]


@pytest.fixture
def campaign(world):
    """A campaign of the hub that asks for the summer term, due in a week."""
    today = timezone.localdate()
    return Campaign.objects.create(
        hub=world.hub,
        title="Summer return",
        opens_on=today - timedelta(days=7),
        due_on=today + timedelta(days=7),
        as_of=date(2026, 7, 31),
        editions=["gatsby-2024-schools"],
    )


@pytest.mark.parametrize("name", ["institution", "one-page"])
def test_a_campaign_is_due_until_it_is_submitted_to(client, world, claim, campaign, words, name):
    address = reverse(name, args=[world.ash.pk])
    client.force_login(world.alice)
    claim(world.ash, ALL)
    assert 'asks for "Summer return"' in words(client.get(address))
    claim(world.ash, ALL, as_of=date(2026, 7, 31), title="Summer term 2026", campaign=campaign)
    assert 'asks for "Summer return"' not in words(client.get(address))


def test_one_page_says_what_was_promised_to_the_institution_alone(client, world, claim, words):
    asked = claim(world.ash, ALL, state=Assessment.State.QUERIED)
    asked.remarks.create(kind="query", words="Which years saw an employer?", by_name="Hana")
    address = reverse("one-page", args=[world.ash.pk])
    client.force_login(world.person(RoleKind.HEAD, institution=world.ash))
    assert "Which years saw an employer?" in words(client.get(address))
    client.force_login(world.hana)
    assert client.get(address).status_code == 200
    assert "Which years saw an employer?" not in words(client.get(address))


@pytest.mark.parametrize("number", [2, 3, 30])
def test_the_page_takes_as_many_queries_in_a_large_hub_as_in_a_small_one(
    client, world, claim, join, number, django_assert_num_queries
):
    for school in (world.ash, *join(number)):
        for year in range(2021, 2021 + number % 5 + 1):
            claim(school, {"1": 75}, edition="gatsby-2014-schools", as_of=date(year, 3, 31), title=str(year))
        claim(school, ALL)
    client.force_login(world.alice)
    address = reverse("institution", args=[world.ash.pk])
    client.get(address)
    with django_assert_num_queries(19):
        client.get(address)


def test_both_pages_take_what_was_answered_before_what_was_reported_for_the_same_day(
    client, open_page, world, claim
):
    claim(world.ash, {"1": 75}, title="Answered")
    claim(world.ash, {"1": 62}, title="Reported", origin="elsewhere", source_name="Compass")
    assert open_page(world.alice).context["claim"].title == "Answered"
    client.force_login(world.hana)
    many = client.get(reverse("hub", args=[world.hub.slug])).context["many"]
    assert [each.claim.title for each in many.members if each.claim] == ["Answered"]


def test_who_may_see_the_hub_finds_the_way_back_to_it(open_page, world, claim):
    claim(world.ash, ALL)
    way_back = f'<a href="{reverse("hub", args=[world.hub.slug])}">North Hub</a>'
    assert way_back in open_page(world.hana).content.decode()
    assert way_back not in open_page(world.alice).content.decode()

"""Published outcomes from the publisher's own files, rolled up anew: checks C to F of the research notes."""

import csv
from fractions import Fraction
from operator import attrgetter

import pytest

from trigpoint.engine.frameworks.comparators import DestinationTable, HeadcountTable, NeetTable
from trigpoint.engine.statistics.destinations import add_up, gap_between
from trigpoint.engine.statistics.headcounts import Headcount, count_by, roll_up
from trigpoint.engine.statistics.neet import Direction, compare, pool_areas
from trigpoint.engine.statistics.rates import is_within_rounding_of_parts
from trigpoint.jobs.interchange.dfe_outcomes.reading import read_census, read_destinations, read_scorecard
from trigpoint.jobs.storage.packaged_content import packaged_comparator

TENTH = Fraction(1, 10)
SCORECARDS = {
    "2022": "UD_NEETNK_LA_dashboard_2022_final.csv",
    "2023": "UD_NEETNK_LA_dashboard_2023_final.csv",
    "2025": "UD_NEETNK_LA_dashboard_final.csv",
}
UNDER_IDENTIFIED = {
    "SEN support",
    "SEN with EHC plan or statement",
    "School Action/plus",
    "School Action/SEN support",
    "Statement of SEN",
    "Statement of SEN/Education Health and Care plan",
}
SEVEN = {"390", "391", "392", "393", "394", "840", "929"}
FIVE_MORE = {"805", "806", "807", "808", "841"}


@pytest.fixture(scope="module")
def outcomes(reference_data):
    return reference_data / "dfe-outcomes"


@pytest.fixture(scope="module")
def scorecard(outcomes):
    def rows(year, level, region=None):
        found = [row for row in read_scorecard(outcomes / SCORECARDS[year]) if row.level == level]
        assert {row.year for row in found} == {year}
        return [row for row in found if region in (None, row.region)]

    return rows


@pytest.fixture(scope="module")
def leavers(outcomes):
    return list(read_destinations(outcomes / "ees_ks4_nat_202223.csv.gz"))


@pytest.fixture(scope="module")
def census(outcomes):
    return list(read_census(outcomes / "2022-2023_england_census.csv.gz"))


def assert_pooled(parts, whole):
    """Each of the three rates by itself: no further from the printed one than rounding explains."""
    pooled = pool_areas(row.rates for row in parts)
    for name in ("neet", "not_known", "either"):
        rate, printed = getattr(pooled, name), getattr(whole.rates, name)
        assert rate.covered == rate.cohort
        assert is_within_rounding_of_parts(rate.percent, printed, unit=TENTH), (whole, name, rate.percent)
    return pooled


# C: NEET and not known


@pytest.mark.parametrize(
    ("year", "authorities", "either", "neet", "not_known"),
    [
        ("2022", 150, "4.7", "2.6", "2.2"),
        ("2023", 150, "5.2", "2.8", "2.4"),
        ("2025", 151, "5.6", "3.4", "2.2"),
    ],
)
def test_authorities_and_regions_give_england(scorecard, year, authorities, either, neet, not_known):
    (nation,) = scorecard(year, "nation")
    rates = nation.rates
    assert (rates.either, rates.neet, rates.not_known) == (
        Fraction(either),
        Fraction(neet),
        Fraction(not_known),
    )
    areas = scorecard(year, "area")
    assert len(areas) == authorities
    assert_pooled(areas, nation)
    assert_pooled(scorecard(year, "region"), nation)


@pytest.mark.parametrize("year", SCORECARDS)
def test_authorities_give_their_regions(scorecard, year):
    regions = scorecard(year, "region")
    assert len(regions) == 9
    for region in regions:
        assert_pooled(scorecard(year, "area", region.region), region)


@pytest.mark.parametrize("year", SCORECARDS)
def test_small_authorities_that_are_not_listed_are_all_that_a_roll_up_of_england_lacks(scorecard, year):
    (nation,) = scorecard(year, "nation")
    listed = sum(row.rates.cohort for row in scorecard(year, "area"))
    # City of London and Isles of Scilly
    assert 80 < nation.rates.cohort - listed < 100


def test_regions_of_2025_have_ten_young_people_more_than_england_for_they_are_rounded_to_ten(scorecard):
    (nation,) = scorecard("2025", "nation")
    assert nation.rates.cohort == 1_335_160
    assert sum(row.rates.cohort for row in scorecard("2025", "region")) == 1_335_170


def test_northumberland_of_2025_is_a_loss_of_track_and_no_rise_of_neet(scorecard):
    before, after = (
        next(row for row in scorecard(year, "area", "North East") if row.area == "Northumberland").rates
        for year in ("2023", "2025")
    )
    change = compare(before, after)
    assert (change.either, change.neet, change.not_known) == (10, Fraction("-0.6"), Fraction("10.6"))
    assert change.direction is Direction.NOT_KNOWN


def test_packaged_table_is_what_the_files_say(scorecard):
    table = packaged_comparator("neet-16-17-england")
    assert isinstance(table, NeetTable)
    compared = 0
    for year in SCORECARDS:
        found = {
            (row.level, row.region, row.area): row.rates
            for level in ("nation", "region", "area")
            for row in scorecard(year, level)
        }
        for row in table.rows:
            if row.year == year:
                assert row.rates == found[row.level, row.region, row.area]
                compared += 1
    assert compared == 66


# D and E: destinations after key stage 4


def test_parts_of_every_cohort_of_every_group_and_year_add_up(leavers):
    assert len(leavers) == 2_923
    assert {row.destinations.unaccounted for row in leavers} == {0}
    assert [row.destinations.sustained for row in leavers] == [row.sustained for row in leavers]


@pytest.mark.parametrize("topic", ["Sex", "Disadvantage Status", "FSM Status", "SEN Provision"])
def test_groups_add_up_to_everybody_in_every_year_they_were_published(leavers, topic):
    total = {
        (row.leaving_year, row.institutions, row.institution_type): row.destinations
        for row in leavers
        if row.topic == "Total"
    }
    found = {}
    for row in leavers:
        if row.topic == topic and row.group not in UNDER_IDENTIFIED:
            key = (row.leaving_year, row.institutions, row.institution_type)
            found.setdefault(key, []).append(row.destinations)
    assert found
    for key, groups in found.items():
        assert add_up(groups) == total[key], key


def test_gap_of_disadvantaged_leavers_of_2022_23(leavers):
    found = {
        row.group: row.destinations
        for row in leavers
        if (row.leaving_year, row.institutions, row.institution_type, row.topic)
        == ("202223", "State-funded mainstream schools", "Total", "Disadvantage Status")
    }
    gap = gap_between(found["Not disadvantaged"], found["Disadvantaged"])
    assert round(gap.points, 1) == Fraction("11.2")


@pytest.mark.parametrize(
    ("table", "rows"), [("ks4-destinations-england", 14), ("ks4-destinations-england-groups", 165)]
)
def test_packaged_destinations_are_what_the_file_says(outcomes, leavers, table, rows):
    found = {
        (row.leaving_year, row.version.lower(), row.institutions, row.topic, row.group): row.destinations
        for row in leavers
        if row.institution_type == "Total"
    }
    packaged = packaged_comparator(table)
    assert isinstance(packaged, DestinationTable)
    assert len(packaged.rows) == rows
    for row in packaged.rows:
        key = (row.leaving_year.replace("/", ""), row.version, row.institutions, row.topic, row.group)
        assert row.destinations == found[key]


# F: schools and pupils


def test_schools_and_pupils_of_england_are_those_of_the_published_rows(census):
    published = {row.on_roll.kind: row.on_roll.pupils for row in census if row.of_the_nation}
    counted = count_by((row.on_roll for row in census if not row.of_the_nation), attrgetter("kind"))
    assert counted["State-funded secondary"] == Headcount(3_444, 3_630_171)
    special = counted["State-funded special school"] + counted["Non-maintained special school"]
    assert special == Headcount(1_080, 152_578)
    assert published == {
        "State-funded primary": counted["State-funded primary"].pupils,
        "State-funded secondary": counted["State-funded secondary"].pupils,
        "Special school": special.pupils,
    }


def test_packaged_headcounts_are_what_the_census_says(outcomes, census):
    with (outcomes / "la_and_region_codes_meta.csv").open(encoding="utf-8-sig", newline="") as file:
        names = {row["LEA"]: row["LA Name"] for row in csv.DictReader(file)}
    schools = [row.on_roll for row in census if not row.of_the_nation]
    by_area = count_by(schools, attrgetter("area", "kind"))
    wholes = {
        "England": count_by(schools, attrgetter("kind")),
        "North East region (12 LAs)": roll_up(by_area, SEVEN | FIVE_MORE),
        "North East Combined Authority area (7 LAs)": roll_up(by_area, SEVEN),
    }
    counted = {(area, kind): count for area, kinds in wholes.items() for kind, count in kinds.items()}
    counted |= {
        (names[code], kind): count for (code, kind), count in by_area.items() if code in SEVEN | FIVE_MORE
    }
    table = packaged_comparator("schools-and-pupils-england-2023")
    assert isinstance(table, HeadcountTable)
    assert counted == {
        (row.area, row.kind): Headcount(row.institutions, row.pupils)
        for row in table.rows
        if row.institutions is not None
    }

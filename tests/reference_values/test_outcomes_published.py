"""Published outcomes that our arithmetic must give back, from the tables that come with the package: checks C to F of
the research notes."""

from fractions import Fraction

import pytest

from trigpoint.engine.frameworks.comparators import DestinationTable, HeadcountTable, NeetTable
from trigpoint.engine.statistics.destinations import SUSTAINED, Outcome, add_up, gap_between
from trigpoint.engine.statistics.headcounts import Headcount, roll_up
from trigpoint.engine.statistics.neet import Direction, compare, pool_areas
from trigpoint.engine.statistics.rates import is_within_rounding, is_within_rounding_of_parts
from trigpoint.jobs.storage.packaged_content import packaged_comparator

TENTH = Fraction(1, 10)
MAINSTREAM, SPECIAL = "State-funded mainstream schools", "State-funded (inc. non-maintained) special"
ALTERNATIVE, BOTH, ALL = "Alternative provision", "Total state-funded mainstream and special", "Total"
NORTH_EAST = "North East region (12 LAs)"
COMBINED_AUTHORITY = "North East Combined Authority area (7 LAs)"
SEVEN = (
    "Gateshead",
    "Newcastle upon Tyne",
    "North Tyneside",
    "South Tyneside",
    "Sunderland",
    "County Durham",
    "Northumberland",
)
FIVE_MORE = ("Hartlepool", "Middlesbrough", "Redcar and Cleveland", "Stockton-on-Tees", "Darlington")


# C: NEET and not known


def neet_rows(year, level, region=None):
    table = packaged_comparator("neet-16-17-england")
    assert isinstance(table, NeetTable)
    return [
        row for row in table.rows if (row.year, row.level) == (year, level) and region in (None, row.region)
    ]


def assert_pooled(parts, whole):
    """Each of the three rates by itself: no further from the printed one than rounding explains."""
    pooled = pool_areas(parts)
    for name in ("neet", "not_known", "either"):
        rate, printed = getattr(pooled, name), getattr(whole, name)
        assert rate.covered == rate.cohort
        assert is_within_rounding_of_parts(rate.percent, printed, unit=TENTH), (name, rate.percent, printed)
    return pooled


def test_authorities_of_2021_give_their_regions():
    regions = neet_rows("2021", "region")
    assert len(regions) == 9
    for region in regions:
        areas = [row.rates for row in neet_rows("2021", "area", region.region)]
        assert_pooled(areas, region.rates)


def test_authorities_of_2021_give_england():
    (nation,) = neet_rows("2021", "nation")
    areas = [row.rates for row in neet_rows("2021", "area")]
    pooled = assert_pooled(areas, nation.rates)
    assert len(areas) == 149
    # City of London and Isles of Scilly are not listed; their 86 young people are in the nation's row
    assert nation.rates.cohort - pooled.neet.cohort == 86


@pytest.mark.parametrize(
    ("year", "either", "neet", "not_known"),
    [
        ("2021", "5.5", "2.8", "2.7"),
        ("2022", "4.7", "2.6", "2.2"),
        ("2023", "5.2", "2.8", "2.4"),
        ("2025", "5.6", "3.4", "2.2"),
    ],
)
def test_nine_regions_give_england(year, either, neet, not_known):
    (nation,) = neet_rows(year, "nation")
    printed = (nation.either, nation.neet, nation.not_known)
    assert printed == (Fraction(either), Fraction(neet), Fraction(not_known))
    assert_pooled([row.rates for row in neet_rows(year, "region")], nation.rates)


@pytest.mark.parametrize(
    ("year", "either", "neet"),
    [("2021", "5.7", "4.7"), ("2022", "5.4", "4.6"), ("2023", "5.2", "4.7"), ("2025", "6.8", "5.0")],
)
def test_twelve_authorities_give_the_north_east(year, either, neet):
    (region,) = neet_rows(year, "region", "North East")
    areas = neet_rows(year, "area", "North East")
    assert len(areas) == 12
    assert (region.either, region.neet) == (Fraction(either), Fraction(neet))
    assert_pooled([row.rates for row in areas], region.rates)


def northumberland(year):
    (found,) = (row for row in neet_rows(year, "area") if row.area == "Northumberland")
    return found.rates


def test_northumberland_lost_track_of_people_in_2025_and_neet_did_not_rise():
    before, after = northumberland("2023"), northumberland("2025")
    assert (after.neet, after.not_known, after.either) == (4, Fraction("11.1"), Fraction("15.1"))
    change = compare(before, after)
    assert change.either == 10
    assert (change.neet, change.not_known) == (Fraction("-0.6"), Fraction("10.6"))
    assert change.direction is Direction.NOT_KNOWN


def test_northumberland_is_what_lifts_the_not_known_of_its_region():
    areas = [row for row in neet_rows("2025", "area", "North East")]
    others = pool_areas(row.rates for row in areas if row.area != "Northumberland")
    everyone = pool_areas(row.rates for row in areas)
    assert round(everyone.not_known.percent, 1) == Fraction("1.7")
    assert round(others.not_known.percent, 1) == Fraction("0.6")
    assert others.neet.percent > everyone.neet.percent


def test_sum_as_printed_differs_from_its_two_parts_by_rounding_only():
    table = packaged_comparator("neet-16-17-england")
    assert {row.either - row.neet - row.not_known for row in table.rows} == {-TENTH, 0, TENTH}


# D and E: destinations after key stage 4


def destination_rows(comparator_id):
    table = packaged_comparator(comparator_id)
    assert isinstance(table, DestinationTable)
    return table.rows


BOTH_TABLES = pytest.mark.parametrize(
    ("table", "rows"), [("ks4-destinations-england", 14), ("ks4-destinations-england-groups", 165)]
)


@BOTH_TABLES
def test_parts_of_every_cohort_add_up(table, rows):
    found = destination_rows(table)
    assert len(found) == rows
    assert {row.destinations.unaccounted for row in found} == {0}
    assert [row.destinations.sustained for row in found] == [row.sustained for row in found]


@BOTH_TABLES
def test_shares_come_back_as_printed(table, rows):
    for row in destination_rows(table):
        shares = {outcome.value: row.destinations.share(outcome) for outcome in Outcome}
        shares["sustained"] = row.destinations.share(*SUSTAINED)
        for name, share in shares.items():
            printed = getattr(row.printed, name)
            if printed == "low":
                assert 0 < 100 * share < TENTH / 2
            else:
                assert is_within_rounding(100 * share, printed, unit=TENTH), (row, name)


def test_leavers_of_2022_23_are_the_cohort_of_the_release():
    newest = destination_rows("ks4-destinations-england")[-1]
    assert (newest.leaving_year, newest.version) == ("2022/23", "provisional")
    assert newest.destinations.cohort == 593_735 == 542_314 + 33_704 + 17_717
    assert newest.destinations.sustained == 542_314 == 507_450 + 19_403 + 15_461
    neither = newest.destinations.share(Outcome.NOT_SUSTAINED, Outcome.NOT_KNOWN)
    assert round(100 * neither, 2) == Fraction("8.66")


def groups(**wanted):
    return {
        row.group: row.destinations
        for row in destination_rows("ks4-destinations-england-groups")
        if all(getattr(row, name) == value for name, value in wanted.items())
    }


FIVE_YEARS = ("2018/19", "2019/20", "2020/21", "2021/22", "2022/23")


@pytest.mark.parametrize("year", FIVE_YEARS)
@pytest.mark.parametrize("institutions", [MAINSTREAM, SPECIAL, BOTH])
@pytest.mark.parametrize("topic", ["Disadvantage Status", "Sex", "FSM Status", "SEN Provision"])
def test_groups_add_up_to_everybody(year, institutions, topic):
    (everybody,) = groups(leaving_year=year, institutions=institutions, topic="Total").values()
    found = groups(leaving_year=year, institutions=institutions, topic=topic)
    if not found:
        assert (institutions, topic) in {(SPECIAL, "FSM Status"), (SPECIAL, "SEN Provision")}
        return
    under = {
        name: found.pop(name) for name in ("SEN support", "SEN with EHC plan or statement") if name in found
    }
    assert add_up(found.values()) == everybody
    if under:
        assert add_up(under.values()) == found["Identified SEN"]


@pytest.mark.parametrize("year", FIVE_YEARS)
def test_kinds_of_institutions_add_up(year):
    total = {
        row.institutions: row.destinations
        for row in destination_rows("ks4-destinations-england-groups")
        if (row.leaving_year, row.topic) == (year, "Total")
    }
    assert add_up([total[MAINSTREAM], total[SPECIAL]]) == total[BOTH]
    assert add_up([total[BOTH], total[ALTERNATIVE]]) == total[ALL]


def test_both_tables_say_the_same_of_mainstream_schools():
    long = {row.leaving_year: row.destinations for row in destination_rows("ks4-destinations-england")}
    for year in FIVE_YEARS:
        assert groups(leaving_year=year, institutions=MAINSTREAM, topic="Total")["Total"] == long[year]


def test_gap_of_disadvantaged_leavers_of_2022_23():
    found = groups(leaving_year="2022/23", institutions=MAINSTREAM, topic="Disadvantage Status")
    disadvantaged, others = found["Disadvantaged"], found["Not disadvantaged"]
    printed = [round(100 * each.share(*SUSTAINED), 1) for each in (disadvantaged, others)]
    assert printed == [83, Fraction("94.2")]
    gap = gap_between(others, disadvantaged)
    assert round(gap.points, 1) == Fraction("11.2")
    # those not known, 5.6% and 2.1%, may have gone on or not
    assert (round(gap.at_least, 1), round(gap.at_most, 1)) == (Fraction("5.5"), Fraction("13.3"))


# F: schools and pupils


def headcounts():
    table = packaged_comparator("schools-and-pupils-england-2023")
    assert isinstance(table, HeadcountTable)
    published, counted = {}, {}
    for row in table.rows:
        if row.institutions is None:
            published[row.kind] = row.pupils
        else:
            counted[row.area, row.kind] = Headcount(row.institutions, row.pupils)
    return published, counted


def test_secondary_schools_of_england_have_the_pupils_of_the_published_row():
    published, counted = headcounts()
    assert counted["England", "State-funded secondary"] == Headcount(3_444, 3_630_171)
    assert published["State-funded secondary"] == 3_630_171
    assert published["State-funded primary"] == counted["England", "State-funded primary"].pupils


def test_special_schools_of_both_sorts_have_the_pupils_of_the_published_row():
    published, counted = headcounts()
    state, other = (
        counted["England", kind] for kind in ("State-funded special school", "Non-maintained special school")
    )
    assert (state.pupils, other.pupils) == (148_508, 4_070)
    assert (state + other).pupils == published["Special school"] == 152_578


@pytest.mark.parametrize(
    ("whole", "areas"), [(COMBINED_AUTHORITY, SEVEN), (NORTH_EAST, (*SEVEN, *FIVE_MORE))]
)
def test_authorities_give_their_region(whole, areas):
    _, counted = headcounts()
    by_kind = {kind: count for (area, kind), count in counted.items() if area == whole}
    assert len(by_kind) == 7
    assert roll_up(counted, areas) == by_kind

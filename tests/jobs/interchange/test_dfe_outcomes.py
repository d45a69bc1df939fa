"""Outcome files of England's Department for Education, and what they are refused for."""

import gzip
from fractions import Fraction

import pytest

from trigpoint.engine.frameworks.problems import BadContent
from trigpoint.engine.statistics.destinations import Outcome
from trigpoint.engine.statistics.headcounts import OnRoll
from trigpoint.engine.statistics.neet import NeetRates
from trigpoint.jobs.interchange.dfe_outcomes.reading import read_census, read_destinations, read_scorecard

SCORECARD = (
    "time_period,geographic_level,region_name,la_name,new_la_code,"
    "Cohort_DJFavg,NEET_not_known_percent,NEET_percent,Notknown_percent\n"
)
DESTINATIONS = (
    "time_period,institution_group,institution_type,breakdown_topic,breakdown,data_type,version,"
    "cohort,overall,education,appren,all_work,all_notsust,all_unknown\n"
)
CENSUS = "URN,LA,SCHOOLTYPE,NOR\n"
MAINSTREAM = "202223,Mainstream,Total,Total,Total"


@pytest.fixture
def file(tmp_path):
    def write(text):
        path = tmp_path / "outcomes.csv"
        path.write_text(text, encoding="utf-8-sig")
        return path

    return write


def refusal(rows):
    with pytest.raises(BadContent) as refused:
        list(rows)
    (problem,) = refused.value.problems
    return problem


def test_scorecard_keeps_neet_and_not_known_apart(file):
    row = "2025,Local authority,North East,Northumberland,E06000057,6660,15.1,4,11.1\n"
    (found,) = read_scorecard(file(SCORECARD + row))
    assert (found.year, found.level, found.region, found.area, found.code) == (
        "2025",
        "area",
        "North East",
        "Northumberland",
        "E06000057",
    )
    assert found.rates == NeetRates(Fraction(6660), Fraction(4), Fraction("11.1"), Fraction("15.1"))


def test_withheld_rate_is_not_known_and_nought_is_nought(file):
    row = "2025,Local authority,North East,Wallsend,E0,1208.7,c,0,c\n"
    (found,) = read_scorecard(file(SCORECARD + row))
    assert found.rates == NeetRates(Fraction("1208.7"), Fraction(0), None, None)


def test_area_that_was_not_there_is_passed_over(file):
    row = "2025,Local authority,North West,Cumbria,E1,z,z,z,z\n"
    assert list(read_scorecard(file(SCORECARD + row))) == []


def test_columns_are_found_by_their_names_in_any_order(file):
    (found,) = read_census(file("NOR,SCHOOLTYPE,MORE,URN,LA\n900,Secondary,x,100000,391\n"))
    assert found.on_roll == OnRoll("Secondary", "391", 900)


def test_sums_of_the_publisher_are_told_from_schools(file):
    rows = "100000,391,Secondary,900\nNAT,,Secondary,900\nNAT,,Primary,SUPP\n"
    found = list(read_census(file(CENSUS + rows)))
    assert [row.of_the_nation for row in found] == [False, True, True]
    assert found[2].on_roll.pupils is None


def test_destinations_in_people_are_read_and_percentages_passed_over(file):
    rows = (
        f"{MAINSTREAM},Number of students,Revised,100,90,80,5,5,6,4\n"
        f"{MAINSTREAM},Percentage,Revised,100,90.0,80.0,5.0,5.0,6.0,low\n"
    )
    (found,) = read_destinations(file(DESTINATIONS + rows))
    assert (found.leaving_year, found.version, found.sustained) == ("202223", "Revised", 90)
    assert found.destinations.counts[Outcome.NOT_SUSTAINED] == 6
    assert found.destinations.unaccounted == 0


def test_packed_file_is_read_as_it_is(tmp_path):
    path = tmp_path / "census.csv.gz"
    path.write_bytes(gzip.compress(f"{CENSUS}100000,391,Secondary,900\n".encode()))
    assert [row.urn for row in read_census(path)] == ["100000"]


def test_file_of_something_else_is_refused_by_the_columns_it_lacks(file):
    problem = refusal(read_census(file(CENSUS.replace("NOR", "PUPILS") + "1,2,3,4\n")))
    assert (problem.file, problem.line) == ("outcomes.csv", 1)
    assert problem.wrong == "This is not the file of school census: it has no columns NOR."


def test_column_that_stands_there_twice_is_refused(file):
    problem = refusal(read_census(file("URN,LA,SCHOOLTYPE,NOR,NOR\n1,2,3,4,5\n")))
    assert problem.wrong == "Columns stand here twice: NOR."


@pytest.mark.parametrize(
    ("cell", "wrong"),
    [
        ("many", '"many" is not a number.'),
        ("-3", '"-3" is not a number.'),
        ("1e3", '"1e3" is not a number.'),
        ("9.5", '"9.5" is not a whole number.'),
    ],
)
def test_cell_that_is_no_count_is_refused_with_its_row_and_column(file, cell, wrong):
    problem = refusal(read_census(file(f"{CENSUS}100000,391,Secondary,900\n100001,391,Secondary,{cell}\n")))
    assert (problem.line, problem.where, problem.wrong) == (3, "NOR", wrong)


def test_rate_above_a_hundred_percent_is_refused(file):
    row = "2025,Local authority,North East,Northumberland,E06000057,6660,151,4,11.1\n"
    problem = refusal(read_scorecard(file(SCORECARD + row)))
    assert (problem.line, problem.where) == (2, "NEET_not_known_percent")


def test_level_that_is_not_known_is_refused(file):
    row = "2025,Ward,North East,Byker,E9,60,1,1,0\n"
    assert refusal(read_scorecard(file(SCORECARD + row))).where == "geographic_level"


def test_area_that_stands_there_twice_is_refused(file):
    row = "2025,Local authority,North East,Northumberland,E06000057,6660,15.1,4,11.1\n"
    problem = refusal(read_scorecard(file(SCORECARD + row + row)))
    assert (problem.line, problem.where) == (3, "la_name")
    assert problem.wrong.startswith('"Northumberland" is on row 2 already')


def test_cohort_of_leavers_that_was_withheld_is_refused(file):
    row = f"{MAINSTREAM},Number of students,Revised,c,90,80,5,5,6,4\n"
    assert refusal(read_destinations(file(DESTINATIONS + row))).where == "cohort"


def test_unit_that_is_not_known_is_refused(file):
    row = f"{MAINSTREAM},Thousands,Revised,100,90,80,5,5,6,4\n"
    assert refusal(read_destinations(file(DESTINATIONS + row))).where == "data_type"


def test_row_with_a_cell_too_many_is_refused(file):
    problem = refusal(read_census(file(f"{CENSUS}100000,391,Secondary,1,100\n")))
    assert (problem.line, problem.wrong) == (2, "The row has 5 cells, where the header has 4.")

"""The layouts of the English register, each in a small made-up file."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook

from trigpoint.engine.registers.rows import SuccessionRow
from trigpoint.jobs.interchange.mistakes import say
from trigpoint.jobs.interchange.registers.opening import date_in_name, kind_rules
from trigpoint.jobs.interchange.registers.tallying import say_problem

OPEN_CUT = "urn,name,open_date,town,postcode\n"
CLOSED_CUT = "urn,name,open_date,close_date,town,postcode\n"
LINKS = '"URN","LinkURN","LinkName","LinkType","LinkEstablishedDate"\n'
FULL = (
    '"URN","LA (code)","LA (name)","EstablishmentNumber","EstablishmentName","TypeOfEstablishment (name)",'
    '"EstablishmentStatus (name)","OpenDate","CloseDate","StatutoryLowAge","StatutoryHighAge","NumberOfPupils",'
    '"Trusts (code)","Trusts (name)","UKPRN","Postcode","HeadFirstName","HeadLastName","TelephoneNum",'
    '"Easting","Northing"\n'
)
SPINE = (
    "URN",
    "LA",
    "LAESTAB",
    "SCHNAME",
    "ICLOSE",
    "OPENDATE",
    "CLOSEDATE",
    "MINORGROUP",
    "NFTYPE",
    "AGEL",
    "AGEH",
)


def workbook(*rows) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_cut_of_open_schools_says_they_are_open(read):
    found = read("schools_gias_20250711.csv", OPEN_CUT + "100001,Ash School,01-09-1999,Elmton,ne14lp\n")
    assert found.facts("100001") == {
        "name": "Ash School",
        "opened_on": "1999-09-01",
        "town": "Elmton",
        "postcode": "NE1 4LP",
        "state": "open",
    }
    assert found.tally.as_of == date(2025, 7, 11)


def test_an_empty_cell_says_nothing(read):
    found = read("schools_gias_20250711.csv", OPEN_CUT + "100001,Ash School,,,\n")
    assert found.facts("100001") == {"name": "Ash School", "state": "open"}


def test_a_cut_with_closed_schools_tells_open_closed_and_proposed_apart(read):
    rows = (
        "100001,Ash,,31-08-1992,,\n100002,Beech,,,,\n100003,Cedar,01-09-2023,,,\n100004,Elm,,31-08-2023,,\n"
    )
    found = read("schools_20221102.csv", CLOSED_CUT + rows)
    states = {number: found.facts(number)["state"] for number in ("100001", "100002", "100003", "100004")}
    assert states == {"100001": "closed", "100002": "open", "100003": "proposed", "100004": "open"}


def test_the_full_layout_gives_the_school_but_not_its_head(read):
    row = (
        '100001,"390","Elmshire","4001","Ash School","Academy converter","Open, but proposed to close","01-09-2012",'
        '"",11,18,"940","1234","Elm Trust",10012345,"NE1 4LP","Ada","Lovelace","01910000000",425000,565000\n'
    )
    found = read("edubasealldata20250422.csv", FULL + row)
    assert found.facts("100001") == {
        "name": "Ash School",
        "state": "open",
        "opened_on": "2012-09-01",
        "area_code": "390",
        "area_name": "Elmshire",
        "laestab": "3904001",
        "type_name": "Academy converter",
        "low_age": 11,
        "high_age": 18,
        "pupils": 940,
        "group_code": "1234",
        "group_name": "Elm Trust",
        "ukprn": "10012345",
        "postcode": "NE1 4LP",
        "easting": 425000,
        "northing": 565000,
    }


def test_the_spine_workbook_is_read_with_its_dates_and_numbers(read):
    row = (
        100001,
        390,
        3904001,
        "Ash School",
        2,
        None,
        date(2018, 3, 31),
        "Academy",
        "Studio school",
        14,
        19,
    )
    found = read("2017-2018_england_spine.xlsx", workbook(SPINE, row))
    assert found.facts("100001") == {
        "name": "Ash School",
        "state": "closed",
        "closed_on": "2018-03-31",
        "area_code": "390",
        "laestab": "3904001",
        "type_name": "Studio school",
        "type_group": "Academy",
        "low_age": 14,
        "high_age": 19,
    }
    assert found.tally.as_of == date(2018, 8, 31)


def test_the_spine_writes_zero_for_ages_it_does_not_know(read):
    row = (100001, 390, 3904001, "Ash School", 1, None, None, "Academy", "Free school - Mainstream", 0, 0)
    found = read("2017-2018_england_spine.xlsx", workbook(SPINE, row))
    assert "high_age" not in found.facts("100001")
    assert dict(found.tally.kinds) == {"": 1}


def test_the_2017_subset_writes_na_for_empty(read):
    header = "URN,Establishment name,Type of establishment,Establishment status,UKPRN,Opening date\n"
    rows = "100001,Ash School,Community School,Open,NA,01/09/1999\nNA,NA,NA,NA,NA,NA\n"
    found = read("subset.csv", header + rows, as_of=date(2017, 7, 1))
    assert found.facts("100001") == {
        "name": "Ash School",
        "type_name": "Community School",
        "state": "open",
        "opened_on": "1999-09-01",
    }
    assert [say_problem(problem) for problem in found.tally.problems] == [
        "row 3, URN: the cell is empty. Every institution needs its number and its name."
    ]


def test_links_are_read_from_both_sides_in_windows_1252(read):
    rows = (
        '100001,100002,"Écolè",Successor,"01-09-2020"\n100002,100001,"Ash",Predecessor,""\n'
        '100003,100004,"Elm","Sixth Form Centre Link",""\n'
    )
    found = read("links_edubasealldata20250422.csv", (LINKS + rows).encode("cp1252"))
    assert found.rows == [
        SuccessionRow("100001", "100002", "succeeded", "2020-09-01"),
        SuccessionRow("100001", "100002", "succeeded", None),
    ]
    assert found.tally.encoding == "Windows-1252"
    assert dict(found.tally.passed_over) == {"sixth_form": 1}


def test_types_that_nobody_has_entered_are_told(read):
    rows = (
        "type-of-establishment-code,type-of-establishment-name,further-education-type-name-applicable\n"
        "1,Community school,\n99,Moon school,\n"
    )
    found = read("types-20250422.csv", rows)
    assert [say(problem.mistake)[0] for problem in found.tally.problems] == [
        'the type "Moon school" is not known here, so institutions of it get no kind.'
    ]


@pytest.mark.parametrize(
    ("words", "low", "high", "kind"),
    [
        ("Academy converter", 11, 16, "school_11_16"),
        ("Academy - Converter mainstream", 11, 18, "school_11_18"),
        ("Community School", 3, 11, "primary_school"),
        ("Foundation school", 9, 13, "middle_school"),
        ("University technical college", 14, 19, "school_11_18"),
        ("Pupil Referral Unit", 5, 16, "alternative_provision"),
        ("Community special school", None, None, "special_school"),
        ("Free school  16-19", 16, 19, "academy_16_19"),
        ("Academy converter", None, None, ""),
        ("Moon school", 11, 16, ""),
    ],
)
def test_kind_follows_from_type_and_ages(words, low, high, kind):
    values = {"type_name": words} | ({"low_age": low, "high_age": high} if low is not None else {})
    assert kind_rules("england").kind(values) == kind


def test_further_education_type_tells_sixth_form_colleges_apart():
    rules = kind_rules("england")
    college = {
        "type_name": "Further education",
        "further_education_type": "General Further Education College",
    }
    sixth_form = college | {"further_education_type": "Sixth Form College (General)"}
    assert (rules.kind(college), rules.kind(sixth_form)) == ("fe_college", "sixth_form_college")


def test_year_groups_are_those_between_the_ages():
    rules = kind_rules("england")
    assert rules.year_groups(11, 16) == ["Y7", "Y8", "Y9", "Y10", "Y11"]
    assert rules.year_groups(16, 99) == ["Y12", "Y13"]
    assert rules.year_groups(3, 11) == []


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("edubasealldata20250422.csv", date(2025, 4, 22)),
        ("schools_gias_20250711.csv.gz", date(2025, 7, 11)),
        ("2017-2018_england_spine.xlsx", date(2018, 8, 31)),
        ("SCH_LOC_EDB_202512_utf16le.csv.gz", date(2025, 12, 1)),
        ("edubase.csv", None),
    ],
)
def test_the_date_is_in_the_name(name, day):
    assert date_in_name(name) == day

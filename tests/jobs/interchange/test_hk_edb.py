"""The Hong Kong list: bilingual, UTF-16, several rows for one school."""

import pytest

from trigpoint.jobs.interchange.registers.tallying import say_problem

HEADER = (
    "SCHOOL NO.,ENGLISH NAME,中文名稱,LONGITUDE,經度,LATITUDE,緯度,SESSION,學校授課時間,"
    "DISTRICT,分區,FINANCE TYPE,資助種類,SCHOOL LEVEL,學校類型,WEBSITE,網頁\r\n"
)
NAME = "SCH_LOC_EDB_202512.csv"


def row(
    number: str, session: str = "WHOLE DAY", level: str = "SECONDARY", name: str = "PUI MAN COLLEGE"
) -> str:
    return (
        f"{number},{name},培文書院,114.1,114.1,22.4,22.4,{session},全日,"
        f"SHA TIN,沙田區,AIDED,資助,{level},中學,N.A.,N.A.\r\n"
    )


@pytest.fixture
def read_list(read):
    return lambda *rows: read(NAME, b"\xff\xfe" + (HEADER + "".join(rows)).encode("utf-16-le"))


def test_a_school_has_both_names_its_district_and_its_place(read_list):
    assert read_list(row("190187000133")).facts("190187") == {
        "name": "PUI MAN COLLEGE",
        "name_local": "培文書院",
        "level": "SECONDARY",
        "area_code": "SHA TIN",
        "area_name": "SHA TIN",
        "area_name_local": "沙田區",
        "finance_type": "AIDED",
        "longitude": 114.1,
        "latitude": 22.4,
        "sessions": ("WHOLE DAY",),
        "state": "open",
    }


def test_rows_of_one_school_are_one_institution_with_all_its_sessions(read_list):
    found = read_list(row("190187000233", "EVENING"), row("190667000133"), row("190187000133"))
    assert found.facts("190187")["sessions"] == ("WHOLE DAY", "EVENING")
    assert (found.tally.read, found.tally.kept, found.tally.institutions) == (3, 3, 2)


def test_a_school_with_a_primary_section_counts_as_secondary(read_list):
    found = read_list(row("190187000233", level="PRIMARY", name="PUI MAN PRIMARY"), row("190187000133"))
    assert found.facts("190187")["name"] == "PUI MAN COLLEGE"
    assert dict(found.tally.kinds) == {"hk_secondary_school": 1}


def test_the_order_of_rows_is_no_matter(read_list):
    one, other = row("190187000233", name="PUI MAN ANNEX"), row("190187000133")
    assert read_list(one, other).facts("190187") == read_list(other, one).facts("190187")


def test_a_bad_number_loses_its_row(read_list):
    found = read_list(row("12"), row("190187000133"))
    assert [say_problem(problem) for problem in found.tally.problems] == [
        'row 2, SCHOOL NO.: "12" is not a school number. A school number has 12 digits.'
    ]
    assert found.tally.kept == 1

"""One broken file per mistake: each is refused, or loses one row, with words that help."""

import gzip
import zipfile
from datetime import date
from io import BytesIO

import pytest

from tests.jobs.interchange.test_gias import OPEN_CUT, SPINE, workbook
from trigpoint.jobs.interchange.mistakes import say
from trigpoint.jobs.interchange.registers.tallying import say_problem
from trigpoint.jobs.interchange.tables.opening import Limits

NAME = "schools_gias_20250711.csv"
GOOD = "100001,Ash School,,Elmton,NE1 4LP\n"


def test_an_unknown_header_names_the_layouts_that_are_known(refusal):
    message = refusal(NAME, "urn,name,opened,town,postcode\n")
    assert "the columns are those of no register that is known." in message
    assert (
        'Nearest is "GIAS, cut of open schools", for which these columns are missing: open_date.' in message
    )
    assert "Hong Kong, School Location and Information" in message


@pytest.mark.parametrize(("delimiter", "words"), [(";", "semicolons"), ("\t", "tabs"), ("|", "upright bars")])
def test_another_delimiter_is_named(refusal, delimiter, words):
    message = refusal(NAME, (OPEN_CUT + GOOD).replace(",", delimiter))
    assert message == (
        f"{NAME}, line 1: the columns are separated by {words}, where registers use commas. "
        "Save it again as CSV with commas between columns."
    )


def test_utf16_without_its_mark_is_refused(refusal):
    assert "UTF-16 without the mark" in refusal(NAME, (OPEN_CUT + GOOD).encode("utf-16-le"))


def test_bytes_of_no_encoding_are_refused(refusal):
    assert "neither UTF-8 nor UTF-16 nor Windows-1252" in refusal(NAME, OPEN_CUT.encode() + b"100001,\x81\n")


def test_a_torn_gz_is_refused(refusal):
    packed = gzip.compress((OPEN_CUT + GOOD * 1000).encode(), mtime=0)
    assert "the packed file breaks off before its end" in refusal(NAME + ".gz", packed[: len(packed) // 2])


def test_a_gz_that_swells_is_refused(refusal):
    bomb = gzip.compress(OPEN_CUT.encode() + b"1" * 3_000_000)
    assert "unpacked, the file has more than 1 MB" in refusal(NAME + ".gz", bomb, limits=Limits(unpacked=1))


def test_a_file_over_the_limit_is_refused(refusal):
    assert "the file has 2 MB, and 1 MB is the most" in refusal(NAME, b"x" * 2_000_000, limits=Limits(file=1))


def test_a_workbook_that_swells_is_refused(refusal):
    stream = BytesIO(workbook(SPINE))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet9.xml", b" " * 30_000_000)
    assert "which no register has" in refusal("2017-2018_spine.xlsx", stream.getvalue())


def test_an_archive_that_is_no_workbook_is_refused(refusal):
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(NAME, OPEN_CUT + GOOD)
    assert "a packed archive, but not a workbook" in refusal("register.zip", stream.getvalue())


def test_a_torn_workbook_is_refused(refusal):
    assert "the workbook cannot be read" in refusal("2017-2018_spine.xlsx", workbook(SPINE)[:2000])


def test_a_workbook_with_a_password_is_refused(refusal):
    assert "or one with a password" in refusal("spine.xlsx", b"\xd0\xcf\x11\xe0" + b"x" * 100)


def test_an_empty_file_is_refused(refusal):
    assert refusal(NAME, b"") == f"{NAME}: the file is empty. Download it again."


def test_a_file_without_a_date_asks_for_one(refusal):
    assert "nothing says of which date the register is" in refusal("register.csv", OPEN_CUT + GOOD)


def test_a_date_to_come_is_refused(refusal):
    message = refusal("register.csv", OPEN_CUT + GOOD, as_of=date(2052, 1, 1))
    assert "of 01.01.2052, which is still to come" in message


def test_a_formula_in_a_required_cell_loses_the_row(read):
    row = ("=100000+1", 390, 3904001, "Ash School", 1, None, None, "Academy", "Studio school", 14, 19)
    found = read("2017-2018_spine.xlsx", workbook(SPINE, row))
    assert (found.tally.read, found.tally.kept, found.tally.refused) == (1, 0, 1)
    assert say_problem(found.tally.problems[0]) == (
        "row 2, URN: the cell holds a formula, not a value. Copy the column and paste it as values."
    )


def test_a_formula_elsewhere_loses_only_that_field(read):
    row = (100001, 390, 3904001, "Ash School", 1, None, None, "Academy", "Studio school", "=7*2", 19)
    found = read("2017-2018_spine.xlsx", workbook(SPINE, row))
    assert found.tally.refused == 0
    assert [problem.field for problem in found.tally.problems] == ["AGEL"]
    assert "low_age" not in found.facts("100001")


@pytest.mark.parametrize(
    ("row", "field", "wrong", "refused"),
    [
        ("abc,Ash School,,,\n", "urn", '"abc" is not a URN.', True),
        (",Ash School,,,\n", "urn", "the cell is empty.", True),
        ("100001,,,,\n", "name", "the cell is empty.", True),
        ("100001,Ash School,31-02-2020,,\n", "open_date", '"31-02-2020" is not a date.', False),
        ("100001,Ash School,,,NOWHERE\n", "postcode", '"NOWHERE" is not a postcode.', False),
        ("100001,Ash School,,,NE1 4LP,x\n", "", "the row has 6 cells, where the header has 5.", True),
    ],
)
def test_a_bad_row_is_told_with_its_number(read, row, field, wrong, refused):
    found = read(NAME, OPEN_CUT + "100009,Elm School,,,\n" + row)
    problem = found.tally.problems[0]
    assert (problem.row, problem.field, say(problem.mistake)[0], problem.refused) == (
        3,
        field,
        wrong,
        refused,
    )
    assert found.tally.kept == (1 if refused else 2)


@pytest.mark.parametrize("cell", ["nan", "-1", "1.5", "1e400", "many", "9" * 12])
def test_what_is_no_count_of_pupils_is_not_known(read, cell):
    header = "URN,EstablishmentName,TypeOfEstablishment (name),EstablishmentStatus (name),NumberOfPupils\n"
    found = read("edubase_20250422.csv", header + f"100001,Ash School,Community school,Open,{cell}\n")
    assert [problem.field for problem in found.tally.problems] == ["NumberOfPupils"]
    assert "pupils" not in found.facts("100001")


def test_a_number_that_comes_twice_counts_once(read):
    found = read(NAME, OPEN_CUT + GOOD + GOOD)
    assert (found.tally.read, found.tally.kept) == (2, 1)
    assert say(found.tally.problems[0].mistake)[0] == "the number 100001 is on row 2 already."


def test_an_open_quotation_mark_does_not_swallow_the_file(refusal):
    message = refusal(NAME, OPEN_CUT + '100001,"Ash School,,,\n' + GOOD * 10_000)
    assert "Look for a quotation mark that is not closed" in message

"""Every picture is also a file, and a file carries what its figures must not travel without."""

import csv
import io
import re
from html import unescape

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from trigpoint.jobs.interchange.downloads import Table, neutralise, to_csv, to_workbook

ALL = {str(number): 100 for number in range(1, 9)}


def rows_in(response):
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "\n=1"])
def test_a_text_that_a_spreadsheet_would_run_stays_text(text):
    assert neutralise(text) == "'" + text


@pytest.mark.parametrize("cell", ["Ash School", "3 to 4", "", -1, 4.5, None])
def test_other_cells_stay_as_they_are(cell):
    assert neutralise(cell) == cell


def test_a_csv_says_words_of_every_language_and_its_notes():
    table = Table("t", "Title", ["Name"], [["青嶺"], ["=HYPERLINK()"]], [("Source", "a register")])
    lines = to_csv(table).decode("utf-8-sig").splitlines()
    assert lines == ["Name", "青嶺", "'=HYPERLINK()", "", "Title", "Source,a register"]


def test_a_workbook_holds_numbers_as_numbers_and_no_formula():
    table = Table("matrix", "Title", ["Name", "Achieved"], [["=1+1", 3], ["Ash", None]], [("Source", "x")])
    book = load_workbook(io.BytesIO(to_workbook(table)))
    assert [[cell.value for cell in row] for row in book["matrix"]] == [
        ["Name", "Achieved"],
        ["'=1+1", 3],
        ["Ash", None],
    ]
    assert {cell.data_type for row in book["matrix"] for cell in row} <= {"s", "n"}


def test_the_matrix_as_csv_holds_everybody_and_the_statement(client, world, claim, join):
    claim(world.ash, ALL | {"6": (50, 100)})
    join(61)
    client.force_login(world.hana)
    address = reverse("hub", args=[world.hub.slug])
    response = client.get(address, {"table": "matrix", "format": "csv"})
    header, first, *others = rows_in(response)
    assert response.headers["Content-Disposition"] == 'attachment; filename="matrix.csv"'
    assert header[6] == "1 A stable careers programme"
    assert first[0] == "Ash School"
    assert first[11] == "Not known 50 to 100"
    assert first[-2:] == ["7", "8"]
    assert sum(row[:1] != [] and row[0].startswith("School ") for row in others) == 61
    assert ["How the result may be used", "Trigpoint scoring, not the official Compass result"] in others


@pytest.mark.parametrize("table", ["matrix", "achieved", "stuck", "areas", "map"])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_each_picture_of_the_hub_downloads(client, world, claim, table, kind):
    claim(world.ash, ALL)
    client.force_login(world.hana)
    response = client.get(reverse("hub", args=[world.hub.slug]), {"table": table, "format": kind})
    assert response.status_code == 200
    assert response.headers["Content-Disposition"].endswith(f'.{kind}"')


@pytest.mark.parametrize("table", ["profile", "criteria", "history", "nation"])
def test_each_picture_of_an_institution_downloads(client, world, claim, table):
    claim(world.ash, ALL, edition="gatsby-2014-schools")
    client.force_login(world.alice)
    response = client.get(reverse("institution", args=[world.ash.pk]), {"table": table, "format": "csv"})
    assert response.status_code == 200
    assert ["Edition", "Gatsby Benchmarks 2014, schools (2014.1)"] in [row[:2] for row in rows_in(response)]


def test_hong_kong_downloads_states_without_scores(client, world, claim, hong_kong):
    claim(hong_kong, {"1": "achieved"}, edition="hkbm-schools")
    client.force_login(world.hana)
    response = client.get(reverse("institution", args=[hong_kong.pk]), {"format": "csv"})
    header = rows_in(response)[0]
    assert header == ["Number", "Benchmark", "Claimed", "Recorded", "Reviewed", "Last time"]


@pytest.mark.parametrize("given", [{"format": "pdf"}, {"format": "csv", "table": "pupils"}])
def test_a_file_that_there_is_not_is_not_found(client, world, claim, given):
    claim(world.ash, ALL)
    client.force_login(world.hana)
    assert client.get(reverse("hub", args=[world.hub.slug]), given).status_code == 404


def test_a_file_needs_what_its_page_needs(client, world):
    client.force_login(world.olga)
    address = reverse("hub", args=[world.hub.slug])
    assert client.get(address, {"table": "matrix", "format": "csv"}).status_code == 403


def test_a_link_to_a_file_keeps_what_was_chosen_and_the_edition_in_view(client, world, claim, join):
    claim(world.ash, ALL)
    claim(world.beech, {"1": 75})
    chosen = {"area": world.ash.area_id, "benchmark": "1", "edition": "gatsby-2024-schools"}
    client.force_login(world.hana)
    address = reverse("hub", args=[world.hub.slug])
    page = client.get(address, chosen).content.decode()
    links = re.findall(r'href="(\?[^"]*format=csv)"', page)
    [matrix] = [unescape(link) for link in links if "table=matrix" in link]
    [stuck] = [unescape(link) for link in links if "table=stuck" in link]
    assert matrix == f"?area={world.ash.area_id}&benchmark=1&table=matrix&format=csv"
    assert stuck == "?edition=gatsby-2024-schools&table=stuck&format=csv"
    names = [row[0] for row in rows_in(client.get(address + matrix)) if row]
    assert names[:2] == ["Institution", "Beech School"]
    assert "Ash School" not in names


@pytest.mark.parametrize("table", ["matrix", "achieved", "stuck", "areas", "map"])
def test_a_hub_without_a_member_divides_by_nobody(client, world, table):
    world.hub.memberships.update(joined_on=None)
    client.force_login(world.hana)
    address = reverse("hub", args=[world.hub.slug])
    assert client.get(address).status_code == 200
    assert client.get(address, {"table": table, "format": "csv"}).status_code == 200

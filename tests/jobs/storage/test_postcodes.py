"""Places of postcodes from a small local file."""

import sqlite3
from contextlib import closing

import pytest

from trigpoint.jobs.storage.postcodes import build_postcodes, locate_postcodes, to_degrees


@pytest.fixture
def small_file(tmp_path):
    file = tmp_path / "postcodes.sqlite3"
    with closing(sqlite3.connect(file)) as database:
        database.execute("CREATE TABLE postcode (code TEXT PRIMARY KEY, easting INTEGER, northing INTEGER)")
        database.execute("INSERT INTO postcode VALUES ('NE14LP', 424500, 565000)")
        database.commit()
    return file


def test_a_postcode_has_longitude_and_latitude(small_file):
    found = locate_postcodes(small_file, ["NE1 4LP", "ZZ1 1ZZ"])
    assert {code: (round(x, 2), round(y, 2)) for code, (x, y) in found.items()} == {"NE1 4LP": (-1.62, 54.98)}


def test_without_the_file_places_are_not_known(tmp_path):
    assert locate_postcodes(tmp_path / "none.sqlite3", ["NE1 4LP"]) == {}


def test_the_true_origin_of_the_grid_lies_where_it_should():
    ((longitude, latitude),) = to_degrees([(400_000, -100_000)])
    assert (round(longitude, 2), round(latitude, 2)) == (-2.0, 49.0)


@pytest.mark.exhaustive
def test_the_whole_directory_fits_into_a_small_file(tmp_path):

    file = tmp_path / "postcodes.sqlite3"
    assert build_postcodes(file) > 2_000_000
    assert file.stat().st_size < 80_000_000
    assert list(locate_postcodes(file, ["NE1 4LP"])) == ["NE1 4LP"]

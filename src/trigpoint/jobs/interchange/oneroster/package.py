"""Opens a OneRoster package, a folder or a zip of CSV files, and reads the files and columns that a roster needs.

Source: 1EdTech, OneRoster 1.1 CSV Tables (2017) and OneRoster 1.2 CSV Binding (2022). Columns that are not named here,
passwords among them, are never kept.
"""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from trigpoint.engine.frameworks.problems import BadContent, Problem
from trigpoint.jobs.interchange.tables.opening import Limits, open_table

MANIFEST = "manifest.csv"
VERSIONS = ("1.1", "1.2")
NEEDED: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "1.1": {
        "orgs.csv": ("sourcedId", "name"),
        "users.csv": ("sourcedId", "orgSourcedIds", "role"),
        "enrollments.csv": ("schoolSourcedId", "userSourcedId", "role"),
        "academicSessions.csv": ("type", "startDate"),
    },
    "1.2": {
        "orgs.csv": ("sourcedId", "name"),
        "users.csv": ("sourcedId",),
        "roles.csv": ("userSourcedId", "roleType", "role", "orgSourcedId"),
        "enrollments.csv": ("schoolSourcedId", "userSourcedId", "role"),
        "academicSessions.csv": ("type", "startDate"),
    },
}
"""Files and columns without which there is no roster, by version."""
USED = {
    "orgs.csv": ("status", "identifier"),
    "users.csv": ("status", "grades", "userMasterIdentifier"),
    "roles.csv": ("status", "beginDate", "endDate"),
    "enrollments.csv": ("status", "beginDate"),
    "academicSessions.csv": ("status", "schoolYear"),
    "demographics.csv": ("sourcedId", "status", "birthDate", "sex"),
}
"""Columns that are read where they are there."""
LIMITS = Limits(file=2_000, unpacked=20_000)
MOST_FILES = 100


@dataclass(frozen=True)
class SourceRow:
    """A row of a file with its number there (the header is 1). A cell that is empty, or not there, is an empty word."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True)
class Package:
    """The rows of each file, by its name; a file that was not sent has none."""

    version: str
    files: Mapping[str, tuple[SourceRow, ...]]

    def rows(self, file: str) -> tuple[SourceRow, ...]:
        return self.files.get(file, ())


def is_package(source: Path) -> bool:
    """Does this look like OneRoster: a folder with its manifest, or a zip?"""
    return (source / MANIFEST).is_file() or (source.is_file() and zipfile.is_zipfile(source))


def read_package(source: Path) -> Package:
    """Every file that a roster needs. BadContent, with what to ask the sender for, where it is no whole bulk package of
    a version that we read."""
    with _unpacked(source) as folder:
        manifest = _manifest(folder, source.name)
        version = manifest.get("oneroster.version", "")
        if version not in VERSIONS:
            raise _refused(MANIFEST, f"this is OneRoster '{version}'.", f"Ask for {' or '.join(VERSIONS)}.")
        problems: list[Problem] = []
        files = {}
        for name in (*NEEDED[version], "demographics.csv"):
            needed = NEEDED[version].get(name, ())
            problem = _not_sent(folder, manifest, name, needed=bool(needed))
            if problem:
                problems.append(problem)
            elif (folder / name).is_file():
                try:
                    files[name] = tuple(_rows(folder / name, (*needed, *USED.get(name, ())), needed))
                except BadContent as error:
                    problems += error.problems
    if problems:
        raise BadContent(problems)
    return Package(version, files)


@contextmanager
def _unpacked(source: Path) -> Iterator[Path]:
    """The folder with the files; those of a zip, for as long as they are read."""
    if source.is_dir():
        yield source
        return
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        try:
            with zipfile.ZipFile(source) as archive:
                _unpack(archive, folder, source.name)
        except zipfile.BadZipFile:
            raise _refused(source.name, "this is no whole zip file.", "Ask for it again.") from None
        yield folder


def _unpack(archive: zipfile.ZipFile, folder: Path, name: str) -> None:
    """Takes the CSV files out by their last name, so that no path of the zip is followed."""
    entries = [entry for entry in archive.infolist() if entry.filename.endswith(".csv")]
    size = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_FILES or size > LIMITS.unpacked * 1_000_000:
        raise _refused(name, "it unpacks to more than any roster has.", "Ask for the roster alone.")
    for entry in entries:
        target = folder / PurePosixPath(entry.filename).name
        if target.exists():
            raise _refused(name, f"{target.name} is in it twice.", "Ask for one package at a time.")
        with archive.open(entry) as packed, target.open("wb") as out:
            shutil.copyfileobj(packed, out)


def _manifest(folder: Path, name: str) -> dict[str, str]:
    if not (folder / MANIFEST).is_file():
        raise _refused(name, "there is no manifest.csv in it.", "Ask for a whole OneRoster package (CSV).")
    rows = _rows(folder / MANIFEST, ("propertyName", "value"), ("propertyName", "value"))
    return {row["propertyName"]: row["value"] for row in rows}


def _not_sent(folder: Path, manifest: Mapping[str, str], name: str, *, needed: bool) -> Problem | None:
    """Why a file that is needed is not to be had; None where it is, or where it may be left out."""
    sent = manifest.get(f"file.{name.removesuffix('.csv')}", "bulk").lower()
    if sent == "delta":
        wrong = f"{name} is a delta: it has only what changed."
        return Problem(MANIFEST, 0, name, wrong, "Ask for a bulk export.")
    if needed and (sent == "absent" or not (folder / name).is_file()):
        return Problem(MANIFEST, 0, name, f"{name} was not sent.", "Ask for a bulk export with it.")
    return None


def _rows(path: Path, columns: tuple[str, ...], needed: tuple[str, ...]) -> Iterator[SourceRow]:
    """The rows of a file with these columns alone."""
    with open_table(path, path.name, LIMITS) as table:
        places = {name.strip(): at for at, name in enumerate(table.header)}
        missing = [name for name in needed if name not in places]
        if missing:
            problems = [
                Problem(path.name, 1, name, f"the column '{name}' is missing.", "Ask for a whole file.")
                for name in missing
            ]
            raise BadContent(problems)
        for number, cells in table.rows:
            if any(cells):
                yield SourceRow(
                    number,
                    {
                        name: str(cells[places[name]] or "").strip()
                        for name in columns
                        if places.get(name, len(cells)) < len(cells)
                    },
                )


def _refused(file: str, wrong: str, instead: str) -> BadContent:
    return BadContent([Problem(file, 0, "", wrong, instead)])

"""Opens a table whatever it is packed in, and refuses what would hurt: bombs, torn files, passwords."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trigpoint.jobs.interchange.mistakes import FileMistake, refuse

MEGABYTE = 1_000_000
GZIP, ZIP, OLD_OFFICE = b"\x1f\x8b", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Limits:
    """The largest file we read, and the largest it may become when it is unpacked. Megabytes."""

    file: int = 100
    unpacked: int = 500


@dataclass(frozen=True)
class Table:
    """A header and the rows under it. Row numbers count as a spreadsheet does: the header is row 1."""

    name: str
    header: tuple[str, ...]
    rows: Iterator[tuple[int, tuple[Any, ...]]]
    encoding: str  # for people: "UTF-8", "workbook"


@contextmanager
def open_table(path: Path, name: str, limits: Limits) -> Iterator[Table]:
    """A table by its content, not by the ending of its name. `name` is what messages call the file.

    Raises BadContent when it is no table, or larger than the limits; also later, while rows are read, when the
    file turns out to be torn.
    """
    size = path.stat().st_size
    if size > limits.file * MEGABYTE:
        raise refuse(name, FileMistake.TOO_LARGE, size=round(size / MEGABYTE), limit=limits.file)
    with path.open("rb") as stream:
        start = stream.read(4)
    if not start:
        raise refuse(name, FileMistake.EMPTY)
    if start == OLD_OFFICE:
        raise refuse(name, FileMistake.OLD_WORKBOOK)
    if start == ZIP:
        from trigpoint.jobs.interchange.tables.workbook import open_workbook

        with open_workbook(path, name, limits) as table:
            yield table
        return
    from trigpoint.jobs.interchange.tables.delimited import open_delimited

    with open_delimited(path, name, limits, packed=start.startswith(GZIP)) as table:
        yield table

"""What a folder of records holds, and what in it looks odd without being wrong."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from trigpoint.engine.datasets.columns import Table, Type
from trigpoint.engine.datasets.records import TABLES

type Row = Mapping[str, Any]
type Records = Mapping[str, Sequence[Row]]


@dataclass(frozen=True)
class TableOverview:
    """One table: how many rows and institutions, from which day to which, and how many cells of each column are empty.

    `first` and `last` are None where no row has a day. `empty` has the columns that may be empty and are somewhere.
    """

    name: str
    rows: int
    institutions: int
    first: date | None
    last: date | None
    empty: Mapping[str, int]


@dataclass(frozen=True)
class Oddity:
    """Something that may well be right, and that somebody should look at. `examples` are at most three."""

    table: str
    what: str
    count: int
    examples: tuple[str, ...]


def overview_of(records: Records) -> tuple[TableOverview, ...]:
    """An overview of every table that is there."""
    return tuple(_overview(table, records[table.name]) for table in TABLES if table.name in records)


def _overview(table: Table, rows: Sequence[Row]) -> TableOverview:
    days = [
        row[column.name]
        for column in table
        if column.type is Type.DATE and column.name != "born_on"
        for row in rows
        if row.get(column.name)
    ]
    empty = {
        column.name: count
        for column in table
        if not column.required and (count := sum(row.get(column.name) is None for row in rows))
    }
    places = {row["institution"] for row in rows}
    return TableOverview(
        table.name, len(rows), len(places), min(days, default=None), max(days, default=None), empty
    )


def oddities_in(records: Records) -> tuple[Oddity, ...]:
    """Everything that looks odd, in the order of the tables."""
    found = (
        _told("pupils", "numbers differ only by spaces, capitals or leading zeros", _alike(records)),
        _told("pupils", "are the same person twice in one institution", _twice(records)),
        _told("pupils", "were never on roll", _never_on_roll(records)),
        _told(
            "coverage",
            "institutions have no complete records of any kind: all will be not known",
            _bare(records),
        ),
        _told("participations", "are of a pupil who was on no roll that day", _on_no_roll(records)),
    )
    return tuple(each for each in found if each.count)


def _told(table: str, what: str, found: Iterable[str]) -> Oddity:
    every = list(found)
    return Oddity(table, what, len(every), tuple(every[:3]))


def _alike(records: Records) -> Iterator[str]:
    """Two pupils of one institution whose numbers a person would take for one."""
    seen: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in records.get("pupils", ()):
        plain = "".join(row["pupil"].split()).casefold().lstrip("0")
        seen[row["institution"], plain].append(row["pupil"])
    for (institution, _), numbers in seen.items():
        if len(numbers) > 1:
            yield f"institution {institution}: {', '.join(numbers)}"


def _twice(records: Records) -> Iterator[str]:
    seen = Counter(
        (row["institution"], row["person"]) for row in records.get("pupils", ()) if row.get("person")
    )
    for (institution, person), count in seen.items():
        if count > 1:
            yield f"institution {institution}: person {person}, {count} times"


def _never_on_roll(records: Records) -> Iterator[str]:
    known = {(row["institution"], row["pupil"]) for row in records.get("enrolments", ())}
    for row in records.get("pupils", ()):
        if (row["institution"], row["pupil"]) not in known:
            yield f"institution {row['institution']}, pupil {row['pupil']}"


def _bare(records: Records) -> Iterator[str]:
    known = {row["institution"] for row in records.get("coverage", ())}
    for institution in sorted({row["institution"] for row in records.get("pupils", ())} - known):
        yield f"institution {institution}"


def _on_no_roll(records: Records) -> Iterator[str]:
    """Participations on days when the pupil had left or not yet come."""
    spells: dict[tuple[str, str], list[tuple[date, date]]] = defaultdict(list)
    for row in records.get("enrolments", ()):
        spells[row["institution"], row["pupil"]].append((row["started_on"], row.get("ended_on") or date.max))
    held = {
        (row["institution"], row["activity"]): row.get("held_on") for row in records.get("activities", ())
    }
    for row in records.get("participations", ()):
        day = held.get((row["institution"], row["activity"]))
        own = spells.get((row["institution"], row["pupil"]), ())
        if day and own and not any(first <= day <= last for first, last in own):
            yield f"institution {row['institution']}, pupil {row['pupil']}, activity {row['activity']} on {day}"

"""Counts kept up to date while records change: only those whom a change touches are asked again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from trigpoint.engine.datasets.records import (
    ACTIVITIES,
    COVERAGE,
    DESTINATIONS,
    ENROLMENTS,
    PARTICIPATIONS,
    PUPILS,
)
from trigpoint.engine.evidence.outcomes import NOBODY, Cell, Cells, Counts
from trigpoint.engine.evidence.preparation.pupils import Records, Row, prepare_pupils
from trigpoint.engine.evidence.preparation.rows import PupilKey
from trigpoint.engine.evidence.questions import Question
from trigpoint.engine.evidence.reference_evaluator.cells import count_cells
from trigpoint.engine.evidence.school_years import Calendar

type Key = tuple[object, ...]
OF_PUPIL = (PUPILS, ENROLMENTS, PARTICIPATIONS, DESTINATIONS)
KEYS = {table.name: table.key for table in (*OF_PUPIL, ACTIVITIES, COVERAGE)}


@dataclass(frozen=True)
class Change:
    """A row that is there from now on, in place of any with its key; or with `gone` a row that is not any more."""

    table: str
    row: Row
    gone: bool = False


@dataclass
class LiveCounts:
    """The cells of some questions over records that change.

    Reads a change in time that depends on the pupils it touches: one for a participation, all who took part for an
    activity, everybody of the institution for its coverage. Whoever shares a `person` is touched with them.
    """

    questions: Sequence[Question]
    as_of: date
    calendar: Calendar
    by: Sequence[str]
    cells: Cells
    tables: Mapping[str, dict[Key, Row]] = field(default_factory=lambda: {name: {} for name in KEYS})
    of_pupil: dict[tuple[str, PupilKey], set[Key]] = field(default_factory=lambda: defaultdict(set))
    took_part: dict[Key, set[PupilKey]] = field(default_factory=lambda: defaultdict(set))
    people: dict[str, set[PupilKey]] = field(default_factory=lambda: defaultdict(set))

    @staticmethod
    def over(
        records: Records,
        questions: Iterable[Question],
        cells: Cells,
        *,
        as_of: date,
        calendar: Calendar,
        by: Sequence[str] = (),
    ) -> LiveCounts:
        """Starts from records whose `cells` any evaluator has worked out."""
        live = LiveCounts(tuple(questions), as_of, calendar, by, dict(cells))
        for name in KEYS:
            for row in records.get(name, ()):
                live._put(name, row)
        return live

    def apply(self, changes: Iterable[Change]) -> dict[Cell, Counts]:
        """Takes in changes of different rows; the cells that are not what they were, with their counts now.

        KeyError for a table that no count depends on, or a row that is to go and is not there: nothing is taken in.
        """
        changes = list(changes)
        for change in changes:
            key = tuple(change.row[name] for name in KEYS[change.table])
            if change.gone and key not in self.tables[change.table]:
                raise KeyError(f"{change.table} has no row {key}")
        touched = {key for change in changes for key in self._touched(change)}
        before = self._ask(touched)
        for change in changes:
            if change.gone:
                self._take(change.table, change.row)
            else:
                self._put(change.table, change.row)
        after = self._ask(touched)
        found = {}
        for cell in before.keys() | after.keys():
            if before.get(cell, NOBODY) != after.get(cell, NOBODY):
                others = self.cells.get(cell, NOBODY) - before.get(cell, NOBODY)
                found[cell] = others + after.get(cell, NOBODY)
        self.cells |= found
        for cell in [cell for cell, counts in found.items() if counts == NOBODY]:
            del self.cells[cell]
        return found

    def _ask(self, touched: set[PupilKey]) -> Cells:
        """The cells of these pupils alone."""
        there = [key for key in touched if key in self.tables["pupils"]]
        records: dict[str, list[Row]] = {
            table.name: [
                self.tables[table.name][row] for key in there for row in self.of_pupil[table.name, key]
            ]
            for table in OF_PUPIL
        }
        activities = {(row["institution"], row["activity"]) for row in records["participations"]}
        records["activities"] = [self.tables["activities"][key] for key in activities]
        places = {key[0] for key in there} | {row["institution"] for row in records["enrolments"]}
        records["coverage"] = [
            row for row in self.tables["coverage"].values() if row["institution"] in places
        ]
        prepared = prepare_pupils(records, as_of=self.as_of, calendar=self.calendar)
        return count_cells(self.questions, prepared, calendar=self.calendar, by=self.by)

    def _touched(self, change: Change) -> set[PupilKey]:
        """Whom a change is about, as the records stand now."""
        row = change.row
        if change.table == "coverage":
            found = {key for key in self._pupils() if key[0] == row["institution"]}
        elif change.table == "activities":
            found = set(self.took_part[row["institution"], row["activity"]])
        else:
            found = {(row["institution"], row["pupil"])}
            if change.table == "pupils" and row.get("person"):
                # Whoever will be the same person from now on is touched as well as whoever was until now.
                found |= self.people[row["person"]]
        return {other for key in found for other in self._same_person(key)}

    def _same_person(self, key: PupilKey) -> set[PupilKey]:
        person = self.tables["pupils"].get(key, {}).get("person")
        return self.people[person] | {key} if person else {key}

    def _pupils(self) -> Iterable[PupilKey]:
        return ((row["institution"], row["pupil"]) for row in self.tables["pupils"].values())

    def _put(self, table: str, row: Row) -> None:
        key = tuple(row[name] for name in KEYS[table])
        if key in self.tables[table]:
            self._take(table, row)
        self.tables[table][key] = row
        if "pupil" in row:
            pupil = (row["institution"], row["pupil"])
            self.of_pupil[table, pupil].add(key)
            if table == "participations":
                self.took_part[row["institution"], row["activity"]].add(pupil)
            if table == "pupils" and row.get("person"):
                self.people[row["person"]].add(pupil)

    def _take(self, table: str, row: Row) -> None:
        key = tuple(row[name] for name in KEYS[table])
        old = self.tables[table].pop(key)
        if "pupil" in old:
            pupil = (old["institution"], old["pupil"])
            self.of_pupil[table, pupil].discard(key)
            if table == "participations":
                self.took_part[old["institution"], old["activity"]].discard(pupil)
            if table == "pupils" and old.get("person"):
                self.people[old["person"]].discard(pupil)

"""Where things are in a store, and in the records it is made from.

records/hubs/<hub>/<table>.parquet        evidence tables, a folder for each hub
store/store.json                          what the store was made from
store/hubs/<hub>/pupils.parquet           institution and pupil, with how many rows of each kind they have
                 activities.parquet       what was held, and every attribute of it
                 moments.parquet          state of a participation, year group and age at the time
                 rows.parquet             by pupil and partner: activity, moment
                 partners.parquet         the number of the partner of each of these rows, 0 where it is not known
                 years.parquet            the school years of the pupils
                 destinations.parquet
store/days/<number>/<table>.parquet       rows that were added since, day by day
store/classes/<number>/classes.json       the grain, and the longest rows of any pupil
                       <table>.parquet    one row for each class
                       hubs/<hub>.parquet one list of classes for each kind of row
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class RecordFolders:
    """A folder of evidence folders, one for each hub."""

    root: Path

    def hubs(self) -> list[str]:
        """The hubs, in the order of their names. A hub that is being written has another name."""
        return sorted(
            path.name for path in (self.root / "hubs").iterdir() if path.is_dir() and path.name[0] != "."
        )

    def folder(self, hub: str) -> Path:
        return self.root / "hubs" / hub

    def table(self, hub: str, name: str) -> Path:
        return self.folder(hub) / f"{name}.parquet"


@dataclass(frozen=True)
class Store:
    """A folder of prepared records."""

    root: Path

    @property
    def manifest(self) -> Path:
        return self.root / "store.json"

    @property
    def travellers(self) -> Path:
        return self.root / "travellers"

    @property
    def days(self) -> Path:
        return self.root / "days"

    def hub(self, hub: str) -> Path:
        return self.root / "hubs" / hub

    @property
    def all_classes(self) -> Path:
        return self.root / "classes"

    def classes(self, name: str) -> ClassFolder:
        return ClassFolder(self.all_classes / name)


@dataclass(frozen=True)
class ClassFolder:
    """The classes of one grain."""

    root: Path

    @property
    def manifest(self) -> Path:
        return self.root / "classes.json"

    def table(self, name: str) -> Path:
        return self.root / f"{name}.parquet"

    def hub(self, name: str) -> Path:
        return self.root / "hubs" / f"{name}.parquet"

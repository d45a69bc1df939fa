"""Writes evidence tables as a new folder of CSV files, which every command reads."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from trigpoint.engine.datasets.records import TABLES
from trigpoint.jobs.storage.whole_folders import whole_folder


def write_tables(tables: Mapping[str, Iterable[Mapping[str, object]]], out: Path) -> None:
    """Writes rows by table, whole or not at all. FileExistsError where there is something at `out` already, because
    tables of other kinds may have been put beside; OSError where the disk refuses."""
    if out.exists() and any(out.iterdir()):
        raise FileExistsError(17, "is there already and not empty; name a new folder", str(out))
    with whole_folder(out) as making:
        for table in TABLES:
            if table.name in tables:
                names = [column.name for column in table]
                with (making / f"{table.name}.csv").open("w", newline="", encoding="utf-8") as file:
                    writer = csv.writer(file)
                    writer.writerow(names)
                    writer.writerows(
                        [_written(row.get(name)) for name in names] for row in tables[table.name]
                    )


def _written(value: object) -> object:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else value

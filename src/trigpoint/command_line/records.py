"""`trigpoint records`: evidence tables, checked row by row before anything is worked out from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click
from rich.markup import escape
from rich.table import Table

from trigpoint.command_line.record_folders import FOLDER, mapping_option, read_folder
from trigpoint.command_line.subcommands import Answer, Subcommands
from trigpoint.engine.datasets.columns import Table as EvidenceTable
from trigpoint.engine.datasets.overviews import Oddity, TableOverview, oddities_in, overview_of
from trigpoint.engine.datasets.records import TABLES


@click.group(cls=Subcommands)
def records() -> None:
    """Check folders of evidence tables, row by row."""


@records.command()
@click.argument("folder", type=FOLDER)
@mapping_option
def check(folder: Path, mapping: Path | None) -> Answer:
    """Tell everything that is wrong in a FOLDER by file, row and column; or what it holds and what looks odd."""
    found = read_folder(folder, mapping)
    overview, oddities = overview_of(found), oddities_in(found)
    data = {
        "folder": str(folder),
        "tables": [_as_data(each) for each in overview],
        "odd": [asdict(each) for each in oddities],
    }
    return Answer(data, (f"{folder} can be evaluated.", _table(overview), *_sentences(oddities)))


def _as_data(overview: TableOverview) -> dict[str, object]:
    days = {
        name: day.isoformat() if day else None
        for name, day in (("first", overview.first), ("last", overview.last))
    }
    return asdict(overview) | days


def _table(overview: Sequence[TableOverview]) -> Table:
    table = Table(box=None)
    table.add_column("Table")
    for heading in ("Rows", "Institutions"):
        table.add_column(heading, justify="right")
    for heading in ("From", "To"):
        table.add_column(heading)
    table.add_column("Not known", overflow="fold")
    for each in overview:
        empty = (
            f"{name} {100 * count // each.rows}%"
            for name, count in each.empty.items()
            if 100 * count >= each.rows
        )
        days = (day.isoformat() if day else "" for day in (each.first, each.last))
        table.add_row(each.name, f"{each.rows:,}", f"{each.institutions:,}", *days, escape(", ".join(empty)))
    return table


def _sentences(oddities: Sequence[Oddity]) -> list[str]:
    if not oddities:
        return ["Nothing looks odd."]
    return [
        f"Look at {each.table}: {each.count:,} {each.what} ({'; '.join(each.examples)}"
        f"{', ...' if each.count > len(each.examples) else ''})."
        for each in oddities
    ]


@records.command()
def schema() -> Answer:
    """Tell every table that a folder may hold, with its columns and what an empty cell means."""
    return Answer({"tables": [_described(table) for table in TABLES]}, raw=schema_text())


def schema_text() -> str:
    """The schema as Markdown, as the documentation has it."""
    return "\n\n".join(_section(table) for table in TABLES)


def _described(table: EvidenceTable) -> dict[str, object]:
    return {
        "name": table.name,
        "about": table.about,
        "key": list(table.key),
        "needed": table.needed,
        "columns": [asdict(column) for column in table],
    }


def _section(table: EvidenceTable) -> str:
    key = ", ".join(table.key)
    needed = " Needed." if table.needed else ""
    rows = [
        f"| {column.name} | {column.type.replace('_', ' ')} | {column.about}"
        f"{': ' + ', '.join(column.one_of) if column.one_of else ''} | {column.empty or 'not allowed'} |"
        for column in table
    ]
    head = ["| Column | Holds | What it says | An empty cell |", "| --- | --- | --- | --- |"]
    about = f"{table.about[:1].upper()}{table.about[1:]}.{needed} One row for each {key}."
    return "\n".join([f"### {table.name}", "", about, "", *head, *rows])

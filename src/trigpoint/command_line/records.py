"""`trigpoint records`: evidence tables, checked row by row before anything is worked out from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click
from rich.markup import escape
from rich.table import Table

from trigpoint.command_line.record_folders import FILE, FOLDER, mapping_option, read_folder
from trigpoint.command_line.subcommands import Answer, Subcommands
from trigpoint.engine.datasets.columns import Table as EvidenceTable
from trigpoint.engine.datasets.overviews import Oddity, TableOverview, oddities_in, overview_of
from trigpoint.engine.datasets.records import TABLES
from trigpoint.engine.frameworks.reading import FileText
from trigpoint.jobs.interchange.evidence_tables.writing import write_tables
from trigpoint.jobs.interchange.oneroster.grades import read_grades
from trigpoint.jobs.interchange.oneroster.package import is_package, read_package
from trigpoint.jobs.interchange.oneroster.roster import read_roster


@click.group(cls=Subcommands)
def records() -> None:
    """Check folders of evidence tables, row by row."""


@records.command()
@click.argument("folder", type=FOLDER)
@mapping_option
def check(folder: Path, mapping: Path | None) -> Answer:
    """Tell everything that is wrong in a FOLDER by file, row and column; or what it holds and what looks odd."""
    if is_package(folder):
        raise click.UsageError(
            f"{folder} is a OneRoster package: turn it into evidence tables with trigpoint records from-oneroster."
        )
    found = read_folder(folder, mapping)
    overview, oddities = overview_of(found), oddities_in(found)
    data = {
        "folder": str(folder),
        "tables": [_as_data(each) for each in overview],
        "odd": [asdict(each) for each in oddities],
    }
    return Answer(data, (f"{folder} can be evaluated.", _table(overview), *_sentences(oddities)))


@records.command("from-oneroster")
@click.argument("source", type=click.Path(exists=True, path_type=Path))
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="A new folder.")
@click.option("--grades", type=FILE, help="A YAML file that says which year group each grade is.")
def from_oneroster(source: Path, out: Path, grades: Path | None) -> Answer:
    """Write institutions, pupils and enrolments from a OneRoster package (SOURCE, a folder or a zip of CSV files).

    OneRoster 1.1 and 1.2, bulk. Activities and participations are put beside what is written; then `evaluate` reads it.
    """
    named = (
        read_grades(FileText(grades.name, grades.read_text(encoding="utf-8", errors="replace")))
        if grades
        else {}
    )
    package = read_package(source)
    roster = read_roster(package, named)
    write_tables(roster.tables, out)
    rows = {name: len(table) for name, table in roster.tables.items()}
    counted = ", ".join(f"{count:,} {name}" for name, count in rows.items())
    told = (f"Written to {out} from OneRoster {package.version}: {counted}.", *roster.remarks)
    data = {"version": package.version, "rows": rows, "remarks": list(roster.remarks), "out": str(out)}
    return Answer(data, tuple(escape(sentence) for sentence in told))


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

"""`trigpoint register`: reads files of registers, and brings them into the service."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from trigpoint.command_line.subcommands import Answer, Subcommands
from trigpoint.engine.frameworks.problems import BadContent
from trigpoint.jobs.interchange.registers.opening import open_register
from trigpoint.jobs.interchange.registers.tallying import Tally, read_through, say_problem

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
SHOWN = 20  # problems of a file printed for people; --json has up to a thousand


def _as_day(ctx: click.Context, parameter: click.Parameter, value: datetime | None) -> date | None:
    return value.date() if value else None


as_of_option = click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    callback=_as_day,
    help="Date the files speak of; needed where their names carry none.",
)


@click.group(cls=Subcommands)
def register() -> None:
    """Check and import registers of institutions."""


@register.command("check")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=FILE)
@as_of_option
def check(files: tuple[Path, ...], as_of: date | None) -> Answer:
    """Read registers and say every problem by row. Nothing is written; the service is not needed."""
    tallies = []
    refused: list[BadContent] = []
    today = datetime.now().astimezone().date()  # noqa: TID251  (the command line reads the clock)
    for file in files:
        try:
            with _progress(file) as progress, open_register(file, as_of=as_of, today=today) as opened:
                tallies.append(read_through(opened, progress=progress))
        except BadContent as error:
            refused.append(error)
    return _answer([(tally, None) for tally in tallies], refused)


@register.command("import")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=FILE)
@as_of_option
@click.option("--dry-run", is_flag=True, help="Say what would change, and write nothing.")
def import_files(files: tuple[Path, ...], as_of: date | None, dry_run: bool) -> Answer:
    """Import registers, each in a transaction of its own, and say what changed."""
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trigpoint.web.settings.development")
    django.setup()
    from trigpoint.web.audit.recording import Service
    from trigpoint.web.organisations.actions.registers.importing import import_register, preview_register

    found: list[tuple[Tally, dict[str, Any]]] = []
    refused: list[BadContent] = []
    for file in files:
        try:
            with _progress(file) as progress:
                tally, changes = (
                    preview_register(path=file, as_of=as_of, progress=progress)
                    if dry_run
                    else (import_register(path=file, as_of=as_of, by=Service(), progress=progress))
                )
                found.append((tally, changes.spell()))
        except BadContent as error:
            refused.append(error)
    return _answer(found, refused)


@contextmanager
def _progress(file: Path) -> Iterator[Callable[[int], None]]:
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}: {task.completed:,} rows"),
        TimeElapsedColumn(),
    )
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as shown:
        task = shown.add_task(file.name, total=None)
        yield lambda rows: shown.update(task, completed=rows)


def _answer(found: list[tuple[Tally, Any]], refused: list[BadContent]) -> Answer:
    files = [tally.spell() | ({"changes": changes} if changes else {}) for tally, changes in found]
    wrong = [
        {"file": one.file, "row": one.line, "wrong": one.wrong, "instead": one.instead}
        for error in refused
        for one in error.problems
    ]
    shown: list[Any] = [_table(found)] if found else []
    shown += [line for tally, changes in found for line in _lines(tally, changes)]
    shown += [str(one) for error in refused for one in error.problems]
    bad = bool(refused) or any(tally.refused for tally, _ in found)
    return Answer({"files": files, "refused": wrong}, tuple(shown), found_problems=bad)


def _table(found: list[tuple[Tally, Any]]) -> Table:
    table = Table("File", "Layout", "As of")
    for name in ("Rows", "Kept", "Refused", "Passed over"):
        table.add_column(name, justify="right")
    for tally, _ in found:
        numbers = (tally.read, tally.kept, tally.refused, tally.passed_over.total())
        spelt = [f"{number:,}" for number in numbers]
        table.add_row(tally.file, tally.title, tally.as_of.isoformat(), *spelt)
    return table


def _lines(tally: Tally, changes: Any) -> Iterator[str]:
    for problem in tally.problems[:SHOWN]:
        yield f"{tally.file}, {say_problem(problem)}"
    if tally.problems_total > SHOWN:
        yield f"{tally.file}: {tally.problems_total:,} problems in all; --json lists the first thousand."
    if changes:
        counts = ", ".join(f"{count:,} {kind}" for kind, count in changes["counts"].items() if count)
        yield f"{tally.file}: {counts or 'nothing to change'}."

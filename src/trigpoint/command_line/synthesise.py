"""`trigpoint synthesise`: an invented nation of evidence tables, of any size."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from trigpoint.command_line.subcommands import Answer, Subcommand
from trigpoint.jobs.synthesis.breaking import DIRTY, LIST, as_data, write_broken
from trigpoint.jobs.synthesis.shapes import packaged_shape, shape_ids
from trigpoint.jobs.synthesis.writing import Plan, Synthesis, first_hub, synthesise

SMALLEST = "hub"


@click.command("synthesise", cls=Subcommand)
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="A new folder.")
@click.option("--institutions", type=click.IntRange(min=1, max=50_000), help="How many institutions.")
@click.option("--size", help=f"Instead of --institutions: hub, tenth or nation. Without both: {SMALLEST}.")
@click.option(
    "--seed", type=click.IntRange(min=0, max=2**16 - 1), default=1, help="The same seed, the same rows."
)
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="The day on which the tables are written.")
@click.option(
    "--shape", "shape_id", help="Which nation's figures to follow, of those that come with Trigpoint."
)
@click.option(
    "--dirty", is_flag=True, help="Write the first hub as CSV with mistakes too, and a list of them."
)
def synthesise_command(
    out: Path,
    institutions: int | None,
    size: str | None,
    seed: int,
    as_of: datetime | None,
    shape_id: str | None,
    dirty: bool,
) -> Answer:
    """Write evidence tables of a nation that does not exist, a folder for each hub.

    Every folder under hubs/ is one that `trigpoint evaluate` reads. The command goes on where it was stopped.
    """
    shape_id = shape_id or shape_ids()[0]
    if shape_id not in shape_ids():
        raise click.BadParameter(f"there are: {', '.join(shape_ids())}", param_hint="--shape")
    shape = packaged_shape(shape_id)
    if institutions is not None and size is not None:
        raise click.UsageError("Give --institutions or --size, not both.")
    if size is not None and size not in shape.sizes:
        raise click.BadParameter(f"there are: {', '.join(shape.sizes)}", param_hint="--size")
    plan = Plan(
        shape,
        institutions or shape.sizes[size or SMALLEST],
        seed,
        as_of.date() if as_of else shape.as_of,
    )
    found = _with_progress(plan, out)
    data = {"out": str(out), **plan.as_data(), **_data(found)}
    if not dirty:
        return Answer(data, _shown(found, out))
    mistakes = write_broken(first_hub(out), out, plan.seed)
    told = f"{len(mistakes)} mistakes are in {out / DIRTY}, listed in {LIST}."
    return Answer(data | {"mistakes": as_data(mistakes)}, (*_shown(found, out), told))


def _with_progress(plan: Plan, out: Path) -> Synthesis:
    columns = (TextColumn("Hubs"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("hubs", total=None)
        return synthesise(plan, out, told=lambda done, of: progress.update(task, completed=done, total=of))


def _data(found: Synthesis) -> dict[str, object]:
    return {"hubs": found.hubs, "kept": found.kept, "rows": dict(found.rows)}


def _shown(found: Synthesis, out: Path) -> tuple[str, ...]:
    rows = (f"{name:<16}{count:>14,}" for name, count in found.rows.items())
    kept = f" {found.kept} of them were there already." if found.kept else ""
    return (f"Wrote {found.hubs} {'hub' if found.hubs == 1 else 'hubs'} to {out}.{kept}", *rows)

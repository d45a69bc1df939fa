"""`trigpoint crosswalks`: the links between editions that come with the package."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import click
from rich.table import Table

from trigpoint.command_line.exports import export_option, out_option, written
from trigpoint.command_line.subcommands import Answer, Subcommands
from trigpoint.engine.frameworks.layers import read_layer
from trigpoint.engine.frameworks.problems import BadContent, Problem
from trigpoint.jobs.interchange.linked_items import LinkedItems, look_up
from trigpoint.jobs.storage.packaged_content import content_text, packaged_edition, register


@click.group(cls=Subcommands)
def crosswalks() -> None:
    """List and export the links between editions."""


@crosswalks.command("list")
def list_crosswalks() -> Answer:
    """Every crosswalk, with its links counted by relation."""
    rows = []
    for entry in register().crosswalks:
        data = _data(entry.id)
        counts = Counter(link.relation for link in _linked(entry.id).links)
        rows.append({"id": entry.id, "from": data["from"], "to": data["to"], "links": dict(counts)})
    table = Table("Crosswalk", "From", "To", "Links", box=None, pad_edge=False)
    for row in rows:
        links = ", ".join(f"{count} {relation}" for relation, count in row["links"].items())
        table.add_row(row["id"], row["from"], row["to"], links)
    return Answer({"crosswalks": rows}, (table,))


@crosswalks.command("export")
@click.argument("crosswalk_id", metavar="ID")
@export_option
@out_option
@click.option("--base", help="Address that identifiers resolve below; without it they are URNs.")
def export(crosswalk_id: str, kind: str, out: Path | None, base: str | None) -> Answer:
    """One crosswalk as CASE associations (JSON) or SKOS mapping relations (Turtle)."""
    linked = _linked(crosswalk_id)
    if kind == "skos":
        from trigpoint.jobs.interchange.skos.crosswalk_export import export_crosswalk as as_skos

        return written(as_skos(linked, base=base), out)
    from trigpoint.jobs.interchange.case.crosswalk_export import export_crosswalk as as_case

    return written(as_case(linked, base=base), out)


def _linked(crosswalk_id: str) -> LinkedItems:
    data = _data(crosswalk_id)
    file = _file(crosswalk_id)
    known = [entry.id for entry in register().editions]
    problems = [
        Problem(
            file, 0, side, f'there is no edition "{data.get(side)}".', f"Write one of: {', '.join(known)}."
        )
        for side in ("from", "to")
        if data.get(side) not in known
    ]
    if problems:
        raise BadContent(problems)
    return look_up(file, data, packaged_edition(data["from"]), packaged_edition(data["to"]))


def _data(crosswalk_id: str) -> dict[str, Any]:
    file = content_text(_file(crosswalk_id))
    return read_layer(file.text, file.name).data


def _file(crosswalk_id: str) -> str:
    files = {entry.id: entry.file for entry in register().crosswalks}
    if crosswalk_id not in files:
        raise click.BadParameter(
            f'there is no crosswalk "{crosswalk_id}". There are: {", ".join(files) or "none"}.'
        )
    return files[crosswalk_id]

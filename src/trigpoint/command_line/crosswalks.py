"""`trigpoint crosswalks`: the links between editions that come with the package."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click
from rich.table import Table

from trigpoint.command_line.exports import export_option, out_option, written
from trigpoint.command_line.subcommands import Answer, Subcommands
from trigpoint.jobs.interchange.linked_items import LinkedItems, look_up
from trigpoint.jobs.storage.packaged_content import packaged_crosswalk, packaged_edition, register


@click.group(cls=Subcommands)
def crosswalks() -> None:
    """List and export the links between editions."""


@crosswalks.command("list")
def list_crosswalks() -> Answer:
    """Every crosswalk, with its links counted by relation."""
    rows = []
    for entry in register().crosswalks:
        crosswalk = packaged_crosswalk(entry.id)
        counts = Counter(link.relation.value for link in crosswalk.links)
        ends = {"from": crosswalk.origin, "to": crosswalk.target}
        rows.append({"id": entry.id, **ends, "links": dict(counts)})
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
    known = [entry.id for entry in register().crosswalks]
    if crosswalk_id not in known:
        there_are = ", ".join(known) or "none"
        raise click.BadParameter(f'there is no crosswalk "{crosswalk_id}". There are: {there_are}.')
    crosswalk = packaged_crosswalk(crosswalk_id)
    return look_up(crosswalk, packaged_edition(crosswalk.origin), packaged_edition(crosswalk.target))

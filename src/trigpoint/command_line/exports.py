"""What exporting subcommands share: the formats, and where the document goes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from trigpoint.command_line.subcommands import Answer

export_option = click.option(
    "--format", "kind", type=click.Choice(["case", "skos"]), required=True, help="The format."
)
out_option = click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File to write; without it, standard output.",
)


def written(document: dict[str, Any] | str, out: Path | None) -> Answer:
    """Writes an exported document to `out`; without it the document itself is the answer."""
    text = document if isinstance(document, str) else json.dumps(document, ensure_ascii=False, indent=2)
    if out is None:
        data = {"turtle": document} if isinstance(document, str) else document
        return Answer(data, raw=text)
    out.write_text(text.rstrip("\n") + "\n", encoding="utf-8")
    return Answer({"out": str(out)}, (f"Wrote {out}.",))

"""`trigpoint frameworks`: the editions that exist, and files of editions from anywhere."""

from __future__ import annotations

import click

from trigpoint.command_line.subcommands import Subcommands


@click.group(cls=Subcommands)
def frameworks() -> None:
    """List, show, check, export and import editions."""

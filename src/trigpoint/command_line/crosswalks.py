"""`trigpoint crosswalks`: the links between editions that come with the package."""

from __future__ import annotations

import click

from trigpoint.command_line.subcommands import Subcommands


@click.group(cls=Subcommands)
def crosswalks() -> None:
    """List and export the links between editions."""

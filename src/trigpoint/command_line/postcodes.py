"""`trigpoint postcodes`: the file that says where postcodes are."""

from __future__ import annotations

from pathlib import Path

import click

from trigpoint.command_line.subcommands import Answer, Subcommands


@click.group(cls=Subcommands)
def postcodes() -> None:
    """Make the file that says where postcodes are."""


@postcodes.command("build")
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="File to write.")
def build(out: Path) -> Answer:
    """Write postcodes of England and Wales with their places into a small file, from the installed package."""
    from trigpoint.jobs.storage.postcodes import NoPostcodes, build_postcodes

    try:
        count = build_postcodes(out)
    except NoPostcodes as error:
        raise click.ClickException(str(error)) from None
    data = {"out": str(out), "postcodes": count, "bytes": out.stat().st_size}
    return Answer(data, (f"Wrote {count:,} postcodes to {out} ({out.stat().st_size / 1e6:.0f} MB).",))

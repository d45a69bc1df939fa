"""The `trigpoint` command: the composition root, outside the floors.

Subcommands are named here and imported only when they are used, so that what needs no web never loads it.
"""

from __future__ import annotations

import click

from trigpoint import __version__
from trigpoint.command_line.subcommands import LateCommand, LateGroup

SUBCOMMANDS = {
    "frameworks": LateCommand(
        "trigpoint.command_line.frameworks:frameworks", "List, show, check, export and import editions."
    ),
    "crosswalks": LateCommand(
        "trigpoint.command_line.crosswalks:crosswalks", "List and export the links between editions."
    ),
    "evaluate": LateCommand(
        "trigpoint.command_line.evaluate:evaluate",
        "Work out what every institution shows for every rule, from a FOLDER of evidence tables.",
    ),
    "explain": LateCommand(
        "trigpoint.command_line.explain:explain",
        "Say why an institution's result is what it is: the sum, and every pupil of its FOLDER behind it.",
    ),
    "records": LateCommand(
        "trigpoint.command_line.records:records", "Check folders of evidence tables, row by row."
    ),
    "synthesise": LateCommand(
        "trigpoint.command_line.synthesise:synthesise_command",
        "Write evidence tables of a nation that does not exist, a folder for each hub.",
    ),
    "register": LateCommand(
        "trigpoint.command_line.register:register", "Check and import registers of institutions."
    ),
    "postcodes": LateCommand(
        "trigpoint.command_line.postcodes:postcodes", "Make the file that says where postcodes are."
    ),
}


@click.group(cls=LateGroup, late=SUBCOMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="trigpoint")
def main() -> None:
    """Trigpoint: where every school, college and pupil stands against the benchmarks.

    Every subcommand takes --json. Exit codes: 0 all well, 1 problems found, 2 wrong use of the command.
    """

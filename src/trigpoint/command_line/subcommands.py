"""What all subcommands share: late import, `--json`, exit codes, and how problems are printed.

A subcommand returns an Answer; it prints nothing itself (progress goes to stderr).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib import import_module
from typing import Any, NamedTuple

import click
from rich.console import Console, RenderableType

from trigpoint.engine.frameworks.problems import BadContent, Problem

PROBLEMS_FOUND = 1
WIDTH_WHEN_NOT_A_TERMINAL = 120
AS_JSON = "trigpoint.as_json"
NOT_ENOUGH_MEMORY = (
    "There is not enough memory for so many rows at once; nothing was written. Put the tables of each hub into a "
    "folder of its own under hubs/, as Parquet: then one hub at a time is read."
)


@dataclass(frozen=True)
class Answer:
    """What a subcommand found: `data` for --json, `shown` for people; exit code 1 where `found_problems`.

    `raw` is a document for people that must reach standard output letter by letter, such as an export.
    """

    data: Any
    shown: tuple[RenderableType, ...] = ()
    raw: str | None = None
    found_problems: bool = False


class Subcommand(click.Command):
    """A command with `--json`, whose function returns an Answer or raises BadContent."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params.append(_json_option())

    def invoke(self, ctx: click.Context) -> None:
        as_json = bool(ctx.meta.get(AS_JSON))
        try:
            answer: Answer = super().invoke(ctx)
        except BadContent as error:
            _print_problems(error, as_json)
            ctx.exit(PROBLEMS_FOUND)
        except ModuleNotFoundError as error:
            if (error.name or "").partition(".")[0] != "django":
                raise
            message = "This command needs the web part of Trigpoint, which is not installed."
            raise click.ClickException(f"{message} Install it with: pip install 'trigpoint[web]'") from None
        except MemoryError:
            raise click.ClickException(NOT_ENOUGH_MEMORY) from None
        except OSError as error:
            if (
                error.filename is None
            ):  # no file of ours, such as a pipe that was closed: click knows what to do
                raise
            raise click.ClickException(f"{error.filename}: {error.strerror}.") from None
        _print_answer(answer, as_json)
        if answer.found_problems:
            ctx.exit(PROBLEMS_FOUND)


class Subcommands(click.Group):
    """A group whose commands all return Answers."""

    command_class = Subcommand


class LateCommand(NamedTuple):
    """Where a command is, as "module:attribute", and its line in the list of commands."""

    place: str
    summary: str


class LateGroup(click.Group):
    """A group that imports a command only when that command is used; its help imports none of them."""

    def __init__(self, *args: Any, late: Mapping[str, LateCommand], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.late = late

    def main(self, args: Sequence[str] | None = None, *others: Any, **options: Any) -> Any:
        """Runs the command line. What stops it is a JSON document too, where --json asks for one."""
        words = sys.argv[1:] if args is None else list(args)
        if "--json" not in words or not options.get("standalone_mode", True):
            return super().main(words, *others, **options)
        try:
            code = super().main(words, *others, **options | {"standalone_mode": False})
        except click.ClickException as error:
            usage = error.ctx.get_usage() if isinstance(error, click.UsageError) and error.ctx else ""
            problem = Problem("", 0, "command line", error.format_message(), usage)
            click.echo(json.dumps({"problems": [asdict(problem)]}, ensure_ascii=False, indent=2))
            code = error.exit_code
        sys.exit(code)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.late)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.late:
            return None
        module, _, attribute = self.late[cmd_name].place.partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, late.summary) for name, late in self.late.items()])


def _json_option() -> click.Option:
    def keep(ctx: click.Context, parameter: click.Parameter, value: bool) -> None:
        ctx.meta[AS_JSON] = value

    summary = "Print one JSON document instead of text for people."
    # eager, so that what goes wrong while other options are read is already known to be wanted as JSON
    return click.Option(
        ["--json"], is_flag=True, is_eager=True, expose_value=False, callback=keep, help=summary
    )


def _print_answer(answer: Answer, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(answer.data, ensure_ascii=False, indent=2))
        return
    if answer.raw is not None:
        click.echo(answer.raw)
    console = _console()
    for part in answer.shown:
        if isinstance(part, str):
            click.echo(part)  # a plain line; rich would take [brackets] in it for markup
        else:
            console.print(part)


def _print_problems(error: BadContent, as_json: bool) -> None:
    if as_json:
        found = [asdict(problem) for problem in error.problems]
        click.echo(json.dumps({"problems": found}, ensure_ascii=False, indent=2))
        return
    for problem in error.problems:
        click.echo(str(problem), err=True)


def _console() -> Console:
    width = None if sys.stdout.isatty() else WIDTH_WHEN_NOT_A_TERMINAL
    return Console(width=width, highlight=False)

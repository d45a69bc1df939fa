"""`trigpoint evaluate`: a folder of evidence tables to what every institution shows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click
from rich.markup import escape
from rich.table import Table

from trigpoint.command_line.evaluate_hubs import evaluate_hubs, holds_hubs
from trigpoint.command_line.record_folders import FOLDER, language_option, mapping_option, read_folder
from trigpoint.command_line.subcommands import Answer, Subcommand
from trigpoint.engine.evidence.breakdowns import BY
from trigpoint.engine.evidence.explaining.words import Words
from trigpoint.engine.evidence.rule_reading.reading import RuleSet
from trigpoint.engine.vocabulary.standings import Status
from trigpoint.jobs.evidence_run.evaluation import Evaluation, evaluate_records
from trigpoint.jobs.evidence_run.output import keep_evaluation
from trigpoint.jobs.evidence_run.pages.institution import speaks_of
from trigpoint.jobs.storage.packaged_content import (
    packaged_calendar,
    packaged_edition,
    packaged_rules,
    packaged_words,
)

COLOURS = {Status.ACHIEVED: "green", Status.NOT_KNOWN: "yellow"}


@click.command(cls=Subcommand)
@click.argument("folder", type=FOLDER)
@click.option(
    "--edition",
    "editions",
    required=True,
    multiple=True,
    help="Whose rules to ask, such as gatsby-2024-schools; several for a folder of hubs.",
)
@click.option("--as-of", required=True, type=click.DateTime(["%Y-%m-%d"]), help="The last day that counts.")
@click.option(
    "--out", type=click.Path(path_type=Path), help="A new folder for the results: Parquet and a page."
)
@click.option("--by", multiple=True, type=click.Choice(BY), help="Count each group of pupils too.")
@click.option("--release", "period", help="Make a release of this period, such as 2024/25. Hubs only.")
@click.option(
    "--store",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where prepared hubs are kept. Hubs only.",
)
@language_option
@mapping_option
def evaluate(
    folder: Path,
    editions: tuple[str, ...],
    as_of: datetime,
    out: Path | None,
    by: tuple[str, ...],
    period: str | None,
    store: Path | None,
    language: str,
    mapping: Path | None,
) -> Answer:
    """Work out what every institution shows for every rule, from a FOLDER of evidence tables.

    The folder holds one file for each table, such as pupils.csv, enrolments.parquet or activities.xlsx; or a folder
    hubs/ with such a folder for each hub, as Parquet. Hubs are prepared once: a run that was stopped goes on.
    """
    for edition in editions:
        _rules(edition)
    if holds_hubs(folder) and mapping:
        raise click.UsageError("--mapping is for one folder of tables: those of hubs are as they are here.")
    if holds_hubs(folder):
        return evaluate_hubs(folder, editions, as_of=as_of.date(), by=by, period=period, store=store, out=out)
    if period or store or len(editions) > 1:
        raise click.UsageError("--release, --store and several editions are for a folder that holds hubs/.")
    edition, rules = editions[0], _rules(editions[0])
    records = read_folder(folder, mapping)
    asked = packaged_edition(edition)
    calendar = packaged_calendar(asked.jurisdiction)
    found = evaluate_records(records, rules, asked, as_of=as_of.date(), calendar=calendar, by=by)
    words = packaged_words()[language]
    if out:
        keep_evaluation(found, asked, words, folder, out)
    return Answer(_data(found), (_table(found), *_headlines(found, words), *_where(out, by)))


def _rules(edition: str) -> RuleSet:
    try:
        return packaged_rules(edition)
    except KeyError:
        raise click.BadParameter(f"there are no rules for '{edition}'", param_hint="--edition") from None


def _headlines(found: Evaluation, words: Words) -> tuple[str, ...]:
    """What records show of each institution, with the base that they can show anything of."""
    return tuple(
        f"{name}: {speaks_of(found, institution, words)}" for institution, name in found.institutions.items()
    )


def _where(out: Path | None, by: Sequence[str]) -> tuple[str, ...]:
    files = ["lines.parquet", *(["breakdowns.parquet"] if by else []), "index.html and manifest.json"]
    return (f"Written to {out}: {', '.join(files)}.",) if out else ()


def _data(found: Evaluation) -> dict[str, object]:
    return {
        "edition": found.edition_id,
        "as_of": found.as_of.isoformat(),
        "benchmarks": {
            institution: [
                {
                    "benchmark": each.benchmark_id,
                    "status": each.status.value,
                    "score_low": each.score_low,
                    "score_high": each.score_high,
                }
                for each in standing.benchmarks
            ]
            for institution, standing in found.standings.items()
        },
        "lines": [line.as_row() for line in found.lines],
    }


def _table(found: Evaluation) -> Table:
    """The last full year, which is what a standing is about; the year so far is in the files."""
    table = Table(title=f"{found.edition_id}, last full year, as of {found.as_of:%d %B %Y}", box=None)
    for heading in ("Institution", "Criterion", "Rule"):
        table.add_column(heading, overflow="fold")
    for heading in ("Met", "Not met", "Not known", "Share"):
        table.add_column(heading, justify="right")
    table.add_column("Standing")
    for line in found.lines:
        if not line.so_far:
            counts = line.counts
            colour = COLOURS.get(line.status, "default")
            table.add_row(
                escape(found.institutions[line.institution]),
                line.criterion,
                line.rule,
                *(str(n) for n in (counts.met, counts.not_met, counts.not_known)),
                line.share,
                f"[{colour}]{line.status.replace('_', ' ')}[/]",
            )
    return table

"""`trigpoint explain`: the sum behind a result, and the pupils behind the sum."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click
from rich.markup import escape
from rich.table import Table

from trigpoint.command_line.record_folders import FOLDER, language_option, mapping_option, read_folder
from trigpoint.command_line.subcommands import Answer, Subcommand
from trigpoint.engine.evidence.explaining.pupils import Why
from trigpoint.engine.evidence.explaining.sentences import tell_why
from trigpoint.engine.evidence.explaining.words import Words
from trigpoint.engine.evidence.rule_reading.reading import RuleSet
from trigpoint.jobs.evidence_run.explanation import Explanation, explain_rule, tell_explanation
from trigpoint.jobs.evidence_run.pages.explanation import explanation_page
from trigpoint.jobs.storage.packaged_content import (
    packaged_calendar,
    packaged_edition,
    packaged_rules,
    packaged_words,
)


@click.command(cls=Subcommand)
@click.argument("folder", type=FOLDER)
@click.option("--edition", required=True, help="Whose rules to ask, such as gatsby-2024-schools.")
@click.option("--as-of", required=True, type=click.DateTime(["%Y-%m-%d"]), help="The last day that counts.")
@click.option("--institution", required=True, help="Its number in the tables.")
@click.option("--rule", "rule_id", required=True, help="The rule, as `evaluate` names it.")
@click.option("--so-far", is_flag=True, help="This year so far, not the last full one.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "html"]),
    default="text",
    show_default=True,
    help="html: a page that stands alone, on standard output.",
)
@language_option
@mapping_option
def explain(
    folder: Path,
    edition: str,
    as_of: datetime,
    institution: str,
    rule_id: str,
    so_far: bool,
    form: str,
    language: str,
    mapping: Path | None,
) -> Answer:
    """Say why an institution's result is what it is: the sum, and every pupil of its FOLDER behind it."""
    rules = _rules(edition)
    by_id = {rule.id: rule for rule in rules.pupil_rules}
    if rule_id not in by_id:
        choices = ", ".join(by_id)
        raise click.BadParameter(
            f"there is no rule '{rule_id}' about pupils; there are: {choices}", param_hint="--rule"
        )
    asked, words = packaged_edition(edition), packaged_words()[language]
    found = explain_rule(
        read_folder(folder, mapping),
        by_id[rule_id],
        institution,
        as_of=as_of.date(),
        calendar=packaged_calendar(asked.jurisdiction),
        so_far=so_far,
    )
    criterion = words.in_edition(asked.criterion(found.rule.criterion).text)
    told = tell_explanation(found, words)
    data = _data(found) | {"criterion": found.rule.criterion, "words": criterion, "sentences": told}
    if form == "html":
        return Answer(data, raw=explanation_page(found, criterion, words))
    head = f"{found.rule.criterion} {criterion} ({found.rule.id})"
    return Answer(data, (escape(head), escape(" ".join(told)), _table(found, words)))


def _rules(edition: str) -> RuleSet:
    try:
        return packaged_rules(edition)
    except KeyError:
        raise click.BadParameter(f"there are no rules for '{edition}'", param_hint="--edition") from None


def _table(found: Explanation, words: Words) -> Table:
    table = Table(box=None)
    for key in ("pupil", "year_group", "answer", "reason"):
        table.add_column(words.say(key), overflow="fold")
    for line in found.pupils:
        table.add_row(
            escape(line.pupil),
            line.year_group or words.say("not_known"),
            words.say(line.verdict.value).lower(),
            tell_why(line.why, words),
        )
    return table


def _data(found: Explanation) -> dict[str, object]:
    return {
        "rule": found.rule.id,
        "year": found.view.year,
        "so_far": found.view.so_far,
        "met": found.counts.met,
        "not_met": found.counts.not_met,
        "not_known": found.counts.not_known,
        "share_asked": str(found.rule.share),
        "status": found.status.value,
        "deadline": found.deadline.isoformat(),
        "due": found.due.value,
        "not_yet_due": found.not_yet_due,
        "pupils": [
            {
                "pupil": line.pupil,
                "year_group": line.year_group,
                "verdict": line.verdict.value,
                "why": _plain(line.why) if line.why else None,
            }
            for line in found.pupils
        ],
    }


def _plain(why: Why) -> dict[str, object]:
    return {
        "verdict": why.verdict.value,
        "wanted": why.wanted,
        "least": why.least,
        "most": why.most,
        "records_complete": why.is_covered,
        "encounters": [
            {"kind": each.kind, "year": each.year, "counts": "yes" if answer else "not known"}
            for each, answer in why.counting
        ],
        "parts": [_plain(part) for part in why.parts],
    }

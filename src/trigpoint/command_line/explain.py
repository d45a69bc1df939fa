"""`trigpoint explain`: the sum behind a result, and the pupils behind the sum."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click
from rich.table import Table

from trigpoint.command_line.record_folders import FOLDER, mapping_option, read_folder
from trigpoint.command_line.subcommands import Answer, Subcommand
from trigpoint.engine.evidence.explaining.pupils import Why
from trigpoint.jobs.evidence_run.explanation import Explanation, PupilLine, explain_rule
from trigpoint.jobs.storage.packaged_content import packaged_calendar, packaged_edition, packaged_rules


@click.command(cls=Subcommand)
@click.argument("folder", type=FOLDER)
@click.option("--edition", required=True, help="Whose rules to ask, such as gatsby-2024-schools.")
@click.option("--as-of", required=True, type=click.DateTime(["%Y-%m-%d"]), help="The last day that counts.")
@click.option("--institution", required=True, help="Its number in the tables.")
@click.option("--rule", "rule_id", required=True, help="The rule, as `evaluate` names it.")
@click.option("--so-far", is_flag=True, help="This year so far, not the last full one.")
@mapping_option
def explain(
    folder: Path,
    edition: str,
    as_of: datetime,
    institution: str,
    rule_id: str,
    so_far: bool,
    mapping: Path | None,
) -> Answer:
    """Say why an institution's result is what it is: the sum, and every pupil of its FOLDER behind it."""
    try:
        rules = {rule.id: rule for rule in packaged_rules(edition).pupil_rules}
    except KeyError:
        raise click.BadParameter(f"there are no rules for '{edition}'", param_hint="--edition") from None
    if rule_id not in rules:
        choices = ", ".join(rules)
        raise click.BadParameter(
            f"there is no rule '{rule_id}' about pupils; there are: {choices}", param_hint="--rule"
        )
    calendar = packaged_calendar(packaged_edition(edition).jurisdiction)
    found = explain_rule(
        read_folder(folder, mapping),
        rules[rule_id],
        institution,
        as_of=as_of.date(),
        calendar=calendar,
        so_far=so_far,
    )
    return Answer(_data(found), (_sum(found), _table(found)))


def _sum(found: Explanation) -> str:
    counts = found.counts
    return (
        f"{found.rule.id}, school year {found.view.year}/{(found.view.year + 1) % 100:02}: {counts.met} met, "
        f"{counts.not_met} not met, {counts.not_known} not known, of {counts.of}. "
        f"The rule asks for {found.rule.share} of them."
    )


def _table(found: Explanation) -> Table:
    table = Table(box=None)
    for heading in ("Pupil", "Year group", "Answer", "Why"):
        table.add_column(heading, overflow="fold")
    for line in found.pupils:
        table.add_row(
            line.pupil, line.year_group or "not known", line.verdict.replace("_", " "), _words(line)
        )
    return table


def _words(line: PupilLine) -> str:
    if line.why is None:
        return "not known whether the rule speaks of this pupil"
    return _reason(line.why)


def _reason(why: Why) -> str:
    if why.parts:
        return "; ".join(_reason(part) for part in why.parts)
    if why.wanted is None:
        return why.verdict.replace("_", " ")
    most = "more" if why.most is None else str(why.most)
    found = str(why.least) if most == str(why.least) else f"{why.least} to {most}"
    gap = "" if why.is_covered else ", records not complete"
    return f"{found} of {why.wanted}{gap}"


def _data(found: Explanation) -> dict[str, object]:
    return {
        "rule": found.rule.id,
        "year": found.view.year,
        "so_far": found.view.so_far,
        "met": found.counts.met,
        "not_met": found.counts.not_met,
        "not_known": found.counts.not_known,
        "share_asked": str(found.rule.share),
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

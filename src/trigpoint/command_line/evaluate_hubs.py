"""`trigpoint evaluate` for a folder of many hubs: prepared once, counted, released, and kept."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from trigpoint.command_line.subcommands import Answer
from trigpoint.engine.disclosure.counts import DisclosureError
from trigpoint.engine.disclosure.release import Release
from trigpoint.jobs.evidence_store.layout import RecordFolders, Store
from trigpoint.jobs.national_run.output import keep_run
from trigpoint.jobs.national_run.run import NationalQuestion, NationalRun, run_nation
from trigpoint.jobs.national_run.standings import benchmark_standings, read_places
from trigpoint.jobs.storage.packaged_content import (
    packaged_calendar,
    packaged_edition,
    packaged_policy,
    packaged_rules,
)


def holds_hubs(folder: Path) -> bool:
    """Is this a folder of evidence folders, one for each hub?"""
    return (folder / "hubs").is_dir()


def evaluate_hubs(
    folder: Path,
    editions: Sequence[str],
    *,
    as_of: date,
    by: Sequence[str],
    period: str | None,
    store: Path | None,
    out: Path | None,
) -> Answer:
    """Everything of all hubs under `out`, and a short answer. `period`: what the release is of; none without it."""
    if out is None:
        raise click.UsageError("A folder of hubs is too much for a screen: name a new folder with --out.")
    jurisdictions = {packaged_edition(edition).jurisdiction for edition in editions}
    if len(jurisdictions) > 1:
        raise click.UsageError(
            f"These editions are of several jurisdictions: {', '.join(sorted(jurisdictions))}."
        )
    jurisdiction = jurisdictions.pop()
    asked = NationalQuestion(
        [packaged_rules(edition) for edition in editions], as_of, packaged_calendar(jurisdiction), by
    )
    release = _release(jurisdiction, period, as_of, by) if period else None
    kept = store or out.with_name(f"{out.name}-store")
    workers = os.cpu_count() or 1
    with _progress() as progress:
        task = progress.add_task("reading", total=None)
        run = run_nation(
            folder,
            kept,
            asked,
            release=release,
            workers=workers,
            tell=lambda doing, done, of: progress.update(task, description=doing, completed=done, total=of),
        )
        progress.update(task, description="scoring", total=None)
        places = read_places(RecordFolders(folder), Store(kept), run.counts)
        benchmarks = {
            rules.edition_id: list(
                benchmark_standings(run.counts, rules, packaged_edition(rules.edition_id), places)
            )
            for rules in asked.rules
        }
        progress.update(task, description="writing", total=None)
        try:
            keep_run(run, places, benchmarks, folder, out)
        except DisclosureError as error:
            raise click.ClickException(f"{error}.") from None
    return Answer(_data(run, out, kept), _told(run, out, kept))


def _release(jurisdiction: str, period: str, as_of: date, by: Sequence[str]) -> Release:
    try:
        return packaged_policy(jurisdiction).release(period, as_of, by)
    except KeyError:
        wrong = f"nothing says yet what may leave the institutions of {jurisdiction}"
        raise click.BadParameter(wrong, param_hint="--release") from None


def _progress() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)


def _data(run: NationalRun, out: Path, store: Path) -> dict[str, object]:
    return {
        "editions": [rules.edition_id for rules in run.asked.rules],
        "as_of": run.asked.as_of.isoformat(),
        "hubs": len(run.counts.hubs),
        "institutions": len(run.counts.block.institutions),
        "cells": int(run.counts.block.counts.any(axis=3).sum()),
        "released_rows": None if run.released is None else int(run.released.rule.size),
        "out": str(out),
        "store": str(store),
    }


def _told(run: NationalRun, out: Path, store: Path) -> tuple[str, ...]:
    counted = (
        f"Counted {len(run.counts.block.institutions):,} institutions of {_hubs(len(run.counts.hubs))}: "
        f"{len(run.counts.block.questions)} questions."
    )
    written = f"Written to {out}: index.html, counts.parquet, standings.parquet, benchmarks.parquet and manifest.json."
    kept = f"What was prepared is kept in {store}: the next run with other rules starts from there."
    if run.released is None:
        return counted, written, kept
    lost = sum(run.released.lost().values())
    told = (
        f"The release, {run.released.rule.size:,} rows, is in {out / 'release'}; "
        f"{lost:.0%} of its figures are suppressed."
    )
    return counted, written, told, kept


def _hubs(count: int) -> str:
    return "1 hub" if count == 1 else f"{count:,} hubs"

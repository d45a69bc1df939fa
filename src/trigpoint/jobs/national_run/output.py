"""Keeps a national run: counts for those who hold the records, the release, and what both were made from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from trigpoint import __version__
from trigpoint.engine.disclosure.counts import DisclosureError
from trigpoint.engine.disclosure.release import ReleasedTable
from trigpoint.engine.evidence.count_blocks import MET, NOT_KNOWN, NOT_MET
from trigpoint.engine.evidence.rule_reading.reading import RuleSet
from trigpoint.engine.scoring.standing import InstitutionStanding
from trigpoint.jobs.evidence_store.layout import RecordFolders
from trigpoint.jobs.national_run.counting import NationalCounts
from trigpoint.jobs.national_run.page import page_of
from trigpoint.jobs.national_run.release import released_rows
from trigpoint.jobs.national_run.run import NationalRun
from trigpoint.jobs.national_run.standings import STATUSES, Places, rule_statuses
from trigpoint.jobs.national_run.word_columns import words_at
from trigpoint.jobs.storage.packaged_content import edition_hash
from trigpoint.jobs.storage.whole_folders import whole_folder

NOT_FOR_PUBLISHING = (
    "counts.parquet, standings.parquet, benchmarks.parquet and index.html hold figures as they are, not protected: "
    "they are for those who hold the records. Only what is in the folder release may leave."
)
type Benchmarks = Sequence[tuple[int, InstitutionStanding]]


def keep_run(
    run: NationalRun, places: Places, benchmarks: Mapping[str, Benchmarks], records: Path, out: Path
) -> None:
    """Writes everything, whole or not at all; what was there before stays until then. DisclosureError where a release
    of the same period is there that differs, OSError where the disk refuses."""
    released = released_rows(run.released, run.counts) if run.released else None
    if released is not None and run.released:
        _check_same(out, run.released, released)
    with whole_folder(out) as making:
        _write(counted_rows(run.counts), making / "counts.parquet")
        _write(standing_rows(run.counts, run.asked.rules, places), making / "standings.parquet")
        _write(benchmark_rows(run.counts, benchmarks, places), making / "benchmarks.parquet")
        (making / "index.html").write_text(page_of(run, places, benchmarks), encoding="utf-8")
        if released is not None and run.released:
            (making / "release").mkdir()
            _write(released, making / "release" / "release.parquet")
            _write_json(_release_data(run.released), making / "release" / "release.json")
        _write_json(_manifest(run, records), making / "manifest.json")


def counted_rows(counts: NationalCounts) -> pa.Table:
    """Every count that is of anybody, by question, institution and group, not protected. A group that is not known is
    empty; of everybody both `by` and `group` are empty words."""
    block = counts.block
    question, institution, column = np.nonzero(block.counts.any(axis=3))
    cells = block.counts[question, institution, column]
    return pa.table(
        {
            **_question_columns(counts, question),
            "institution": words_at(block.institutions, institution),
            "hub": words_at(counts.hubs, counts.hub_of[institution]),
            "by": words_at([by for by, _ in block.columns], column),
            "group": words_at([name for _, name in block.columns], column),
            "met": cells[:, MET],
            "not_met": cells[:, NOT_MET],
            "not_known": cells[:, NOT_KNOWN],
        }
    )


def standing_rows(counts: NationalCounts, rules: Sequence[RuleSet], places: Places) -> pa.Table:
    """What each institution shows for each question: a row for every pair, of nobody too."""
    block, statuses = counts.block, rule_statuses(counts)
    question, institution = (each.ravel() for each in np.indices(statuses.shape))
    cells = block.counts[question, institution, 0]
    editions = {rule.id: each.edition_id for each in rules for rule in each.rules}
    return pa.table(
        {
            "edition": words_at([editions[each.rule.id] for each in block.questions], question),
            "criterion": words_at([each.rule.criterion for each in block.questions], question),
            **_question_columns(counts, question),
            "institution": words_at(block.institutions, institution),
            "name": pa.array(places.names, pa.string()).dictionary_encode().take(pa.array(institution)),
            "hub": words_at(counts.hubs, counts.hub_of[institution]),
            "met": cells[:, MET],
            "not_met": cells[:, NOT_MET],
            "not_known": cells[:, NOT_KNOWN],
            "status": words_at([status.value for status in STATUSES], statuses.ravel()),
        }
    )


def benchmark_rows(counts: NationalCounts, benchmarks: Mapping[str, Benchmarks], places: Places) -> pa.Table:
    """Where each institution stands on each benchmark of the editions that are for it, by its records."""
    rows = [
        {
            "edition": edition,
            "institution": counts.block.institutions[number],
            "name": places.names[number],
            "hub": counts.hubs[counts.hub_of[number]],
            "benchmark": each.benchmark_id,
            "status": each.status.value,
            "score_low": each.score_low,
            "score_high": each.score_high,
        }
        for edition, standings in benchmarks.items()
        for number, standing in standings
        for each in standing.benchmarks
    ]
    words = [(name, pa.string()) for name in ("edition", "institution", "name", "hub", "benchmark", "status")]
    return pa.Table.from_pylist(
        rows, schema=pa.schema([*words, ("score_low", pa.int32()), ("score_high", pa.int32())])
    )


def _question_columns(counts: NationalCounts, question: np.ndarray) -> dict[str, object]:
    asked = counts.block.questions
    return {
        "rule": words_at([each.rule.id for each in asked], question),
        "year": pa.array(np.array([each.view.year for each in asked], np.int32)[question]),
        "so_far": pa.array(np.array([each.view.so_far for each in asked], np.bool_)[question]),
    }


def _check_same(out: Path, released: ReleasedTable, rows: pa.Table) -> None:
    """Two releases of one period that differ could find somebody out between them."""
    said = out / "release" / "release.json"
    if not said.exists():
        return
    earlier = json.loads(said.read_text(encoding="utf-8"))
    if earlier["period"] != released.release.period:
        return
    there = pq.read_table(out / "release" / "release.parquet")
    same = there.column_names == rows.column_names and there.to_pydict() == rows.to_pydict()
    if not same:
        raise DisclosureError(
            f"{out} holds a release of {earlier['period']}, made on {earlier['dated']}, with other figures; both "
            "together could find somebody out: keep that one, or release the next period into a new folder"
        )


def _release_data(released: ReleasedTable) -> dict[str, object]:
    policy = released.release
    return {
        "period": policy.period,
        "dated": policy.dated.isoformat(),
        "threshold": policy.threshold,
        "rounded_to": policy.base,
        "attributes": {name: place.name.lower() for name, place in policy.attributes.items()},
        "share_of_figures_lost": {
            reason.name.lower(): round(share, 4) for reason, share in released.lost().items()
        },
    }


def _manifest(run: NationalRun, records: Path) -> dict[str, object]:
    """What the result was made from: every input file with its hash, the editions with theirs, and the version."""
    folders = RecordFolders(records)
    return {
        "trigpoint": __version__,
        "editions": {rules.edition_id: edition_hash(rules.edition_id) for rules in run.asked.rules},
        "as_of": run.asked.as_of.isoformat(),
        "by": list(run.asked.by),
        "note": NOT_FOR_PUBLISHING,
        "inputs": {
            hub: {path.name: _sha256(path) for path in sorted(folders.folder(hub).glob("*.parquet"))}
            for hub in run.counts.hubs
        },
    }


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write(table: pa.Table, path: Path) -> None:
    pq.write_table(table, path, compression="zstd")


def _write_json(data: Mapping[str, object], path: Path) -> None:
    path.write_text(json.dumps(data, indent=2) + "\n", encoding="utf-8")

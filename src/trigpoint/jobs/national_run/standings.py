"""Where every institution of a run stands: rule by rule, and benchmark by benchmark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from trigpoint.engine.evidence.count_blocks import MET, NOT_KNOWN
from trigpoint.engine.evidence.rule_reading.reading import RuleSet
from trigpoint.engine.frameworks.edition import Edition
from trigpoint.engine.scoring.profile import Profile
from trigpoint.engine.scoring.recorded import RecordedShare, score_recorded
from trigpoint.engine.scoring.standing import InstitutionStanding
from trigpoint.engine.vocabulary.standings import Status
from trigpoint.jobs.evidence_store.layout import RecordFolders, Store
from trigpoint.jobs.national_run.counting import NationalCounts

STATUSES = (
    Status.NOT_APPLICABLE,
    Status.ACHIEVED,
    Status.NOT_KNOWN,
    Status.IN_PROGRESS,
    Status.NOT_ACHIEVED,
)


def rule_statuses(counts: NationalCounts) -> NDArray[np.int8]:
    """Questions × institutions: the place in STATUSES of what the counts of everybody give, by bounds."""
    everybody = counts.block.counts[:, :, 0].astype(np.int64)
    met, of = everybody[..., MET], everybody.sum(axis=2)
    highest = met + everybody[..., NOT_KNOWN]
    shares = [question.rule.share for question in counts.block.questions]
    # Whole numbers on both sides, so that a share on the bound is not lost to rounding.
    wanted = of * np.array([share.numerator for share in shares])[:, np.newaxis]
    times = np.array([share.denominator for share in shares])[:, np.newaxis]
    conditions = [of == 0, met * times >= wanted, highest * times >= wanted, met > 0]
    return np.select(conditions, range(4), 4).astype(np.int8)


@dataclass(frozen=True)
class Places:
    """What is known of the institutions of a run, in their order: names, kinds and the year groups they have."""

    names: Sequence[str]
    kinds: Sequence[str | None]
    groups: Sequence[frozenset[str]]


def read_places(records: RecordFolders, store: Store, counts: NationalCounts) -> Places:
    """Reads what the tables of institutions and the store say of each. Without a row the number stands for the name,
    and the kind is not known."""
    known: dict[str, tuple[str | None, str | None]] = {}
    groups: dict[str, frozenset[str]] = {}
    for hub in counts.hubs:
        path = records.table(hub, "institutions")
        if path.exists():
            table = pq.read_table(path)
            columns = (_words(table, name) for name in ("institution", "name", "kind"))
            known |= {
                str(place): (name, kind)
                for place, name, kind in zip(*columns, strict=True)
                if place is not None
            }
        groups |= _groups(store.hub(hub))
    rows = [known.get(place, (None, None)) for place in counts.block.institutions]
    return Places(
        [name or place for (name, _), place in zip(rows, counts.block.institutions, strict=True)],
        [kind for _, kind in rows],
        [groups.get(place, frozenset()) for place in counts.block.institutions],
    )


def _words(table: pa.Table, name: str) -> list[str | None]:
    found: list[str | None] = (
        table[name].to_pylist() if name in table.column_names else [None] * table.num_rows
    )
    return found


def _groups(place: Path) -> dict[str, frozenset[str]]:
    """The year groups that each institution of a hub has had on roll."""
    pupils = pq.read_table(place / "pupils.parquet", columns=["institution", "years"])
    years = pq.read_table(place / "years.parquet", columns=["year_group", "counted"])
    owner = np.repeat(np.arange(pupils.num_rows), pupils["years"].to_numpy())
    table = pa.table(
        {"institution": pupils["institution"].take(pa.array(owner)), "group": years["year_group"]}
    )
    table = table.filter(years["counted"].combine_chunks()).group_by(["institution", "group"]).aggregate([])
    table = table.filter(pc.is_valid(table["group"]))
    found: dict[str, set[str]] = {}
    for institution, group in zip(*(table[name].to_pylist() for name in table.column_names), strict=True):
        found.setdefault(institution, set()).add(group)
    return {institution: frozenset(groups) for institution, groups in found.items()}


def benchmark_standings(
    counts: NationalCounts, rules: RuleSet, edition: Edition, places: Places
) -> Iterator[tuple[int, InstitutionStanding]]:
    """The place of each institution that the edition is for, and where it stands by its records of the last full year.

    One whose kind is not known is left out: nobody can say which of its questions apply.
    """
    block = counts.block
    answers = {}
    for at, question in enumerate(block.questions):
        if not question.view.so_far and question.rule in rules.rules:
            answered = rules.answers(question.rule.id)
            if answered:
                answers[at] = (answered.question, answered.line)
    for number, (kind, groups) in enumerate(zip(places.kinds, places.groups, strict=True)):
        if kind is not None and kind in edition.kinds_of_institution:
            shares = {}
            for at, question_line in answers.items():
                found = block.everybody(at, number)
                shares[question_line] = RecordedShare(found.low, found.high)
            yield number, score_recorded(edition, Profile(kind, groups or None), shares)

"""What leaves a national run: the counts of the last full year, protected."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from trigpoint.engine.disclosure.counts import CountTable, Whole
from trigpoint.engine.disclosure.levels import Place
from trigpoint.engine.disclosure.release import COUNTS, SUPPRESSED, ReleasedTable
from trigpoint.engine.evidence.count_blocks import MET, NOT_KNOWN, NOT_MET, Column
from trigpoint.jobs.national_run.counting import NationalCounts
from trigpoint.jobs.national_run.word_columns import words_at


def last_full_years(counts: NationalCounts) -> list[int]:
    """The places of the questions that a release is about: those of years that are over."""
    return [at for at, question in enumerate(counts.block.questions) if not question.view.so_far]


def to_protect(counts: NationalCounts, by: Sequence[str]) -> CountTable:
    """The counts of the years that are over, as they come to be protected. A rule's number is its question's place
    among them; a group's is its place among the known ones of its attribute, from 1 on."""
    block = counts.block
    chosen = block.counts[last_full_years(counts)]
    rule, institution, column = np.nonzero(chosen.any(axis=3))
    cells = chosen[rule, institution, column].astype(np.int64)
    numbers = np.array([0 if name == "" else 1 + by.index(name) for name, _ in block.columns], np.int64)
    return CountTable(
        rule,
        institution,
        numbers[column],
        _group_numbers(block.columns)[column],
        cells[:, MET],
        cells[:, NOT_MET],
        cells[:, NOT_KNOWN],
        counts.hub_of,
        tuple(by),
    )


def _group_numbers(columns: Sequence[Column]) -> Whole:
    """For each column the number of its group: 0 is not known."""
    numbers, last = [], dict[str, int]()
    for by, name in columns:
        if name is not None and by:
            last[by] = last.get(by, 0) + 1
        numbers.append(last[by] if name is not None and by else 0)
    return np.array(numbers, dtype=np.int64)


def released_rows(released: ReleasedTable, counts: NationalCounts) -> pa.Table:
    """The release as a table for readers: a suppressed figure is empty, and says so in its own column."""
    questions = [counts.block.questions[at] for at in last_full_years(counts)]
    return pa.table(
        {
            "rule": words_at([question.rule.id for question in questions], released.rule),
            "year": pa.array(
                np.array([question.view.year for question in questions], np.int32)[released.rule]
            ),
            "level": words_at([place.name.lower() for place in Place], released.place),
            "unit": _units(released, counts),
            "by": words_at(["", *released.table_attributes], released.by),
            "group": words_at(*_group_words(released, counts)),
            **{name: _figure(released.figures[:, at]) for at, name in enumerate(COUNTS)},
            "share_percent": _figure(released.share),
        }
    )


def _units(released: ReleasedTable, counts: NationalCounts) -> pa.DictionaryArray:
    """The name of each institution, hub or the nation; the nation has none."""
    names = {Place.INSTITUTION: counts.block.institutions, Place.HUB: counts.hubs, Place.NATION: ("",)}
    words = [name for place in Place for name in names[place]]
    first = np.cumsum([0, *(len(names[place]) for place in Place)])[:-1]
    return words_at(words, first[released.place] + released.unit)


def _group_words(released: ReleasedTable, counts: NationalCounts) -> tuple[list[str], Whole]:
    numbers = _group_numbers(counts.block.columns)
    words = ["not known" if name is None else name for _, name in counts.block.columns]
    width = int(numbers.max(initial=0)) + 1
    at = np.zeros((len(released.table_attributes) + 1) * width, np.int64)
    for place, (attribute, _) in enumerate(counts.block.columns):
        by = 1 + released.table_attributes.index(attribute) if attribute else 0
        at[by * width + numbers[place]] = place
    return words, at[released.by * width + released.group]


def _figure(column: Whole) -> pa.Array:
    return pa.array(column, mask=column == SUPPRESSED)

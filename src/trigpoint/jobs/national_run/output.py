"""Keeps a national run: counts for those who hold the records, the release, and what both were made from."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from trigpoint.engine.evidence.count_blocks import MET, NOT_KNOWN, NOT_MET
from trigpoint.jobs.national_run.counting import NationalCounts
from trigpoint.jobs.national_run.word_columns import words_at

NOT_FOR_PUBLISHING = "counts as they are, not protected: for those who hold the records, not for publishing"


def counted_rows(counts: NationalCounts) -> pa.Table:
    """Every count that is of anybody, by question, institution and group, not protected. A group that is not known is
    empty; of everybody both `by` and `group` are empty words."""
    block = counts.block
    question, institution, column = np.nonzero(block.counts.any(axis=3))
    cells = block.counts[question, institution, column]
    views = [each.view for each in block.questions]
    return pa.table(
        {
            "rule": words_at([each.rule.id for each in block.questions], question),
            "year": pa.array(np.array([view.year for view in views], np.int32)[question]),
            "so_far": pa.array(np.array([view.so_far for view in views], np.bool_)[question]),
            "institution": words_at(block.institutions, institution),
            "hub": words_at(counts.hubs, counts.hub_of[institution]),
            "by": words_at([by for by, _ in block.columns], column),
            "group": words_at([name for _, name in block.columns], column),
            "met": cells[:, MET],
            "not_met": cells[:, NOT_MET],
            "not_known": cells[:, NOT_KNOWN],
        }
    )

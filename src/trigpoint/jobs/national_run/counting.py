"""Counts of every institution of a store: one block of numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from trigpoint.engine.evidence.count_blocks import CountBlock
from trigpoint.engine.evidence.questions import Question
from trigpoint.engine.evidence.rule_model.rules import PupilRule
from trigpoint.engine.evidence.school_years import Calendar, View
from trigpoint.engine.evidence.segment_evaluator.encoding import Whole
from trigpoint.engine.evidence.segment_evaluator.grain import Grain
from trigpoint.jobs.evidence_store.evaluating import evaluate_store
from trigpoint.jobs.evidence_store.layout import ClassFolder, Store


@dataclass(frozen=True, eq=False)
class NationalCounts:
    """The counts of all institutions, and the place in `hubs` of each one's hub."""

    block: CountBlock
    hubs: Sequence[str]
    hub_of: Whole


def questions_of(rules: Iterable[PupilRule], *, as_of: date, calendar: Calendar) -> tuple[Question, ...]:
    """Every rule, looked at in the last year that can be judged and in the one after it so far."""
    return tuple(
        Question(rule, view(as_of, calendar, rule.months_after))
        for rule in rules
        for view in (View.last_full, View.this_so_far)
    )


def count_store(
    store: Store,
    folder: ClassFolder,
    hubs: Sequence[str],
    questions: Sequence[Question],
    grain: Grain,
    *,
    calendar: Calendar,
    by: Sequence[str] = (),
    workers: int = 1,
    tell: Callable[[str], None] = lambda hub: None,
) -> NationalCounts:
    """Asks all questions of all hubs. `tell` is called with the name of each hub that is counted."""
    blocks = []
    found = evaluate_store(store, folder, hubs, questions, grain, calendar=calendar, by=by, workers=workers)
    for hub, tables in zip(hubs, found, strict=True):
        blocks.append(CountBlock.of(tables))
        tell(hub)
    hub_of = np.repeat(np.arange(len(hubs)), [len(block.institutions) for block in blocks])
    return NationalCounts(CountBlock.together(blocks), tuple(hubs), hub_of)

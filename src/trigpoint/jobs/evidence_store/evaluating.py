"""Asks rules of a whole store, hub by hub."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

from trigpoint.engine.evidence.questions import Question
from trigpoint.engine.evidence.school_years import Calendar
from trigpoint.engine.evidence.segment_evaluator.answers import Answers
from trigpoint.engine.evidence.segment_evaluator.cells import Table, count
from trigpoint.engine.evidence.segment_evaluator.grain import Grain
from trigpoint.jobs.evidence_run.segments import answer_for
from trigpoint.jobs.evidence_store.layout import ClassFolder, Store
from trigpoint.jobs.evidence_store.reading import read_classes, read_hub


def evaluate_store(
    store: Store,
    folder: ClassFolder,
    hubs: Sequence[str],
    questions: Iterable[Question],
    grain: Grain,
    *,
    calendar: Calendar,
    by: Sequence[str] = (),
    workers: int = 1,
) -> Iterator[list[Table]]:
    """The tables of all questions, hub after hub in their order. `grain` is that of the classes in `folder`."""
    classes, longest = read_classes(folder)
    answers = answer_for(classes, questions, longest, calendar=calendar, by=by, fits=grain.fits)
    with ThreadPoolExecutor(workers) as pool:
        yield from pool.map(lambda hub: _count(answers, store, folder, hub), hubs)


def _count(answers: Answers, store: Store, folder: ClassFolder, hub: str) -> list[Table]:
    return list(count(answers, read_hub(store, folder, hub, partners=bool(answers.partners))))

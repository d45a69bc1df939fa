"""A national run from folders of records to counts, standings and a release, going on where it was broken off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from trigpoint.engine.disclosure.release import Release, ReleasedTable, publish
from trigpoint.engine.evidence.rule_reading.reading import RuleSet
from trigpoint.engine.evidence.school_years import Calendar
from trigpoint.engine.evidence.segment_evaluator.grain import grain_of
from trigpoint.jobs.evidence_store.building import build_store
from trigpoint.jobs.evidence_store.classing import class_rows
from trigpoint.jobs.evidence_store.layout import RecordFolders, Store
from trigpoint.jobs.national_run.counting import NationalCounts, count_store, questions_of
from trigpoint.jobs.national_run.release import to_protect

type Tell = Callable[[str, int, int], None]
"""Is told what is being done, how many hubs are done, and of how many."""


@dataclass(frozen=True)
class NationalQuestion:
    """What is asked of all institutions: rules, looked at from a day, by these attributes of pupils."""

    rules: Sequence[RuleSet]
    as_of: date
    calendar: Calendar
    by: Sequence[str] = ()


@dataclass(frozen=True, eq=False)
class NationalRun:
    """What was found. `released` is None where no release was asked for."""

    asked: NationalQuestion
    counts: NationalCounts
    released: ReleasedTable | None


def run_nation(
    records: Path,
    store: Path,
    asked: NationalQuestion,
    *,
    release: Release | None = None,
    workers: int = 1,
    tell: Tell = lambda doing, done, of: None,
) -> NationalRun:
    """Prepares what is not in the store yet, and counts everything. FileExistsError where the store is of something
    else, OSError where the disk refuses; what was prepared until then is kept, and the next run goes on from there."""
    hubs = RecordFolders(records).hubs()
    told = _Counter(tell, len(hubs))
    build_store(
        records, store, as_of=asked.as_of, calendar=asked.calendar, workers=workers, tell=told.of("preparing")
    )
    pupil_rules = [rule for rules in asked.rules for rule in rules.pupil_rules]
    grain = grain_of(pupil_rules, calendar=asked.calendar, by=asked.by)
    kept = Store(store)
    folder = class_rows(kept, hubs, grain, workers=workers)
    counts = count_store(
        kept,
        folder,
        hubs,
        questions_of(pupil_rules, as_of=asked.as_of, calendar=asked.calendar),
        grain,
        calendar=asked.calendar,
        by=asked.by,
        workers=workers,
        tell=told.of("counting"),
    )
    released = publish(to_protect(counts, asked.by), release) if release else None
    return NationalRun(asked, counts, released)


class _Counter:
    """Counts hubs for whoever is told."""

    def __init__(self, tell: Tell, hubs: int) -> None:
        self._tell, self._hubs = tell, hubs

    def of(self, doing: str) -> Callable[[str], None]:
        done = 0

        def one_more(hub: str) -> None:
            nonlocal done
            done += 1
            self._tell(doing, done, self._hubs)

        self._tell(doing, 0, self._hubs)
        return one_more

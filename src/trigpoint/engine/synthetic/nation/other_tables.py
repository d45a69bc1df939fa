"""The tables of coverage, participations and destinations."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from trigpoint.engine.datasets.records import COVERAGE, DESTINATIONS, PARTICIPATIONS
from trigpoint.engine.datasets.words import DESTINATION_KINDS, RECORDS, STATES
from trigpoint.engine.synthetic.nation.arrow import NO_DAY, as_table, days, numbered, words
from trigpoint.engine.synthetic.nation.attendance import EMPTY, Attendance
from trigpoint.engine.synthetic.nation.dice import Use, Whole, pick_of, stream
from trigpoint.engine.synthetic.nation.offers import Activities
from trigpoint.engine.synthetic.nation.profiles import Profiles
from trigpoint.engine.synthetic.nation.pupil_tables import institution_numbers, pupil_keys
from trigpoint.engine.synthetic.nation.roster import Roster
from trigpoint.engine.synthetic.nation.school_days import SchoolDays
from trigpoint.engine.synthetic.nation.shape import Shape
from trigpoint.engine.synthetic.nation.spells import Spells

INTENDED_AFTER, OFFERED_AFTER, DAYS_IN_MONTH = 140, 260, 30.5
"""Days of the last school year after which a destination is meant and offered."""


def coverage_table(shape: Shape, seed: int, profiles: Profiles, school_days: SchoolDays) -> pa.Table:
    """Since when an institution's records of a kind are complete, for some also until when; of others never."""
    dice = stream(seed, profiles.hub + (1 << 20), Use.COVERAGE)
    slot = np.repeat(np.arange(profiles.count), len(RECORDS))
    record = np.tile(np.arange(len(RECORDS)), profiles.count)
    drawn = dice.random(len(slot))
    complete = drawn < shape.coverage.complete
    partly = ~complete & (drawn < shape.coverage.complete + shape.coverage.partly)
    since, now = profiles.kept_since[slot], school_days.now
    later = np.minimum(since + dice.integers(1, 4, size=len(slot)), now)
    ended = partly & (dice.random(len(slot)) < 0.5)
    first = np.where(partly & ~ended, later, since)
    until = np.where(ended, school_days.last[np.maximum(later - 1, since)], NO_DAY)
    kept = complete | partly
    columns = {
        "institution": words(slot[kept], institution_numbers(shape, profiles)),
        "records": words(record[kept], RECORDS),
        "from_on": days(school_days.first[first[kept]]),
        "to_on": days(until[kept]),
    }
    return as_table(COVERAGE, columns, int(kept.sum()))


def participation_table(
    shape: Shape,
    profiles: Profiles,
    roster: Roster,
    numbers: Whole,
    activities: Activities,
    attended: Attendance,
) -> pa.Table:
    """Who was asked to what, by institution and pupil."""
    number = activities.number[attended.activity]
    keys = numbered("a", 5, int(activities.number.max(initial=0)) + 1)
    columns = {
        "institution": words(roster.slot[attended.entry], institution_numbers(shape, profiles)),
        "pupil": words(numbers[attended.entry], pupil_keys(numbers)),
        "activity": words(number, keys),
        "state": words(np.where(attended.state == EMPTY, -1, attended.state), STATES),
    }
    return as_table(PARTICIPATIONS, columns, len(attended))


def destination_table(
    shape: Shape, seed: int, profiles: Profiles, numbers: Whole, spells: Spells, school_days: SchoolDays
) -> pa.Table:
    """Where those went who finished a stage, as far as the institution has asked by now."""
    dice = stream(seed, profiles.hub, Use.DESTINATIONS)
    ends = [shape.group(name) for name in shape.stage_ends]
    finished = np.isin(spells.group, ends) & spells.main & (spells.end == school_days.last[spells.year])
    leaver = np.flatnonzero(finished)
    left_on = spells.end[leaver]
    begins = school_days.first[spells.year[leaver]]
    recorded = shape.destinations.recorded
    parts = [
        (kind, begins + after, recorded[kind])
        for kind, after in (("intended", INTENDED_AFTER), ("offered", OFFERED_AFTER))
    ]
    for check in shape.destinations.checks:
        parts.append(
            ("actual", left_on + int(check.months * DAYS_IN_MONTH), recorded["actual"] * check.share)
        )
    categories = [name for name in shape.destinations.categories if name != "empty"]
    empty = list(shape.destinations.categories).index("empty")
    rows, kinds, checked, found = [], [], [], []
    for kind, day, share in parts:
        asked = (dice.random(len(leaver)) < share) & (day <= school_days.today)
        went = pick_of(dice, shape.destinations.categories, len(leaver))
        rows.append(leaver[asked])
        kinds.append(np.full(int(asked.sum()), DESTINATION_KINDS.index(kind)))
        checked.append(day[asked])
        found.append(np.where(went == empty, -1, went - (went > empty))[asked])
    row = np.concatenate(rows)
    kind_of, checked_on = np.concatenate(kinds), np.concatenate(checked)
    order = np.lexsort((checked_on, kind_of, spells.end[row], spells.entry[row]))
    row = row[order]
    columns = {
        "institution": words(spells.slot[row], institution_numbers(shape, profiles)),
        "pupil": words(numbers[spells.entry[row]], pupil_keys(numbers)),
        "left_on": days(spells.end[row]),
        "kind": words(kind_of[order], DESTINATION_KINDS),
        "checked_on": days(checked_on[order]),
        "category": words(np.concatenate(found)[order], categories),
    }
    return as_table(DESTINATIONS, columns, len(row))
